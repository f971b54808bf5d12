//! The list of protocols; erases their types
