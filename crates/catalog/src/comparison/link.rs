//! A comparison as the fragment of an address.

use crate::base64;
use crate::open::OpenError;
use simulator::{Bound, KeptComparison, NotKept, check_comparison};

/// The comparison as the fragment of an address, without the `#`.
///
/// # Errors
/// If it is so large that nobody would open the link.
pub fn comparison_link(kept: &KeptComparison) -> Result<String, OpenError> {
    check_comparison(kept).map_err(OpenError::TooLarge)?;
    let bytes = kept.encode();
    if bytes.len() as u64 > Bound::Bytes.most() {
        return Err(OpenError::TooLarge(Bound::Bytes));
    }
    Ok(base64::encode(&bytes))
}

/// Whether a fragment is meant to be a comparison, this or a later version's, rather than a run.
#[must_use]
pub fn is_comparison(fragment: &str) -> bool {
    let first = fragment.get(..2).and_then(base64::decode);
    first.is_some_and(|bytes| bytes.first().is_some_and(|byte| *byte >= KeptComparison::EARLIEST))
}

/// The comparison of a fragment, within every bound.
///
/// # Errors
/// Why it holds none.
pub fn comparison_of(fragment: &str) -> Result<KeptComparison, OpenError> {
    // Four characters hold three bytes.
    if fragment.len() as u64 > Bound::Bytes.most() / 3 * 4 {
        return Err(OpenError::TooLarge(Bound::Bytes));
    }
    let bytes = base64::decode(fragment).ok_or(OpenError::Damaged)?;
    KeptComparison::decode(&bytes).map_err(|why| match why {
        NotKept::Version(found) => OpenError::version(found.into(), KeptComparison::VERSION.into()),
        NotKept::Damaged | NotKept::TooLarge(_) => why.into(),
    })
}
