//! The colour of a term, ballot, view or epoch: the class that sets `--era` and `--era-ink`.

pub(crate) use diagram::era_class as class;
