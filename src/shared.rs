//! Data that many components look at, compared by where it is and not by what it holds.

use std::ops::Deref;
use std::rc::Rc;
use yew::html::ImplicitClone;

/// A shared value. Two are equal when they are the same one, which is cheap to find out.
#[derive(Debug)]
pub(crate) struct Shared<T>(pub(crate) Rc<T>);

impl<T> Shared<T> {
    /// Shares `value`.
    pub(crate) fn new(value: T) -> Self {
        Shared(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> ImplicitClone for Shared<T> {}
