//! Coordinates as attributes, as the diagrams write them too.

pub(crate) use diagram::px;
