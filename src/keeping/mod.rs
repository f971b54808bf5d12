//! Keeping what is open: in the address, in the browser, as links and as files; and opening what
//! was kept. All of it is fetched with the controls.

mod address;
mod arriving;
mod drop;
mod entries;
mod files;
mod keeper;
mod start;

use crate::{browser, storage};
pub(crate) use arriving::{Arriving, arrive, told};
pub(crate) use files::FileButton;
pub(crate) use keeper::keeper;
pub(crate) use start::start;

/// Where the browser keeps the last session: a link without the address before it.
const LAST: &str = "synod-run";

/// Whether there is something to open in place of the first run.
pub(crate) fn is_awaited() -> bool {
    !browser::hash().is_empty() || storage::get(LAST).is_some()
}
