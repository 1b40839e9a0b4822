//! A header's field that is not what it must be.

use crate::error::Error;
use crate::words::ImageProblem;
use crate::words::cut;

/// An error about a field: what was expected of it, and what it says.
pub(super) fn bad(field: &str, expected: impl Into<String>, found: impl Into<String>) -> Error {
    let (field, found) = (cut(field), cut(&found.into()));
    ImageProblem::NrrdField { field, expected: expected.into(), found }.into()
}
