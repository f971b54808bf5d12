//! Two-phase commit, held against its papers: single servers driven by hand, all properties under
//! random schedules, and the states that the handlers can reach, counted against Lamport's
//! model.

mod chaos;
mod facts;
mod states;
