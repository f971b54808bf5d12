//! Three-phase commit, held against its papers: single servers driven by hand.

mod facts;
