//! What a column of a feature table is, by its name.

use crate::table::Sequence;

/// Columns of radiomics: a sequence in front, and not of the deep network.
pub fn is_radiomic(column: &str) -> bool {
    column.split_once('_').is_some_and(|(first, rest)| {
        Sequence::from_key(first).is_some() && !rest.starts_with("cnn_") && !is_diagnostic(column)
    })
}

/// Columns about how a row came to be.
pub fn is_diagnostic(column: &str) -> bool {
    column.split_once('_').is_some_and(|(_, rest)| rest.starts_with("diagnostics_"))
}

/// Columns of the lesion's volume.
pub fn is_volume(column: &str) -> bool {
    column.ends_with("_shape_MeshVolume")
}
