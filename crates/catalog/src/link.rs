//! A run as the fragment of an address: everything it is, in text that may be pasted anywhere.

use crate::base64;
use crate::open::OpenError;
use simulator::{Bound, Kept, check_bounds};

/// The run as the fragment of an address, without the `#`.
///
/// # Errors
/// If the run is so large that nobody would open the link.
pub fn to_link(kept: &Kept) -> Result<String, OpenError> {
    check_bounds(kept).map_err(OpenError::TooLarge)?;
    let bytes = kept.encode();
    if bytes.len() as u64 > Bound::Bytes.most() {
        return Err(OpenError::TooLarge(Bound::Bytes));
    }
    Ok(base64::encode(&bytes))
}

/// The run of a fragment, within every bound. Opening it will tell whether it can be played.
///
/// # Errors
/// Why it holds none.
pub fn from_link(fragment: &str) -> Result<Kept, OpenError> {
    // Four characters hold three bytes.
    if fragment.len() as u64 > Bound::Bytes.most() / 3 * 4 {
        return Err(OpenError::TooLarge(Bound::Bytes));
    }
    let bytes = base64::decode(fragment).ok_or(OpenError::Damaged)?;
    Ok(Kept::decode(&bytes)?)
}
