//! The scenario language
