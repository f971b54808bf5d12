//! The protocol cores, one folder each
