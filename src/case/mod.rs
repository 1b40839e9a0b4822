//! One image and one mask become numbers (stages 1 to 6); four of them, a mask and an age are a case.
//!
//! * [`extract`]: an image and a mask → features (stages 2–5), in parts that can run on several threads or workers;
//! * [`deep()`]: an image and a mask → deep features (stage 6);
//! * `sequence`: both, named as columns of a cohort table, with a summary of what was measured;
//! * [`inspect`]: a file → what it holds;
//! * [`cases_of_folder`], [`Dropped`]: paths of files → which of them belong to which case;
//! * [`roles_by_name`]: names of files → which sequence or mask each is, and why;
//! * `checks`: the sequences of a case compared with each other (swapped, copied, displaced);
//! * `grey_level_histogram`: the grey levels that the texture features count.

mod checks;
mod column_parts;
mod deep;
mod diagnostics;
mod extract;
mod folder;
mod grey_level_histogram;
mod inspect;
mod listed_file;
mod name_role;
mod prepare;
mod sequence;
mod summary;

pub use checks::case_warnings;
pub use column_parts::{ColumnParts, FilteredImage, Measure};
pub use deep::{Deep, DeepMark, DeepPart, DeepRecord, DeepWork, Lesion, deep, join_deep};
pub use extract::{Extraction, Found, Work, count_parts, extract};
pub use folder::{Claimed, FolderCase, Participants, Unused, cases_of_folder};
pub use grey_level_histogram::{LevelCount, levels};
pub use inspect::{Inspection, RegionFound, inspect};
pub use listed_file::Dropped;
pub use name_role::{Guessed, NamedFile, Role, Voxels, roles_by_name};
pub use sequence::{Named, SequenceFeatures, SequencePart, SequenceScan, SequenceWork};
pub use sequence::{extract_sequence, join, measure_sequence};
pub use summary::{ImageHashes, Samples, SequenceSummary, image_hashes};

// The network, for the shells, which never name a stage.
pub use crate::cnn::{Engine as DeepEngine, EngineName, Options as DeepOptions, Report as DeepReport};
pub use crate::cnn::{EnginePreference, Weights as DeepWeights};

// Redrawn masks and masks on an image's grid, for the shells.
pub use crate::align::{CarriedLabels, GridRule, MaskFit, labels_on_grid, mask_fit, randomised_contour};

// Stage 1, for the shells.
pub use crate::read::{Files, Read, image as read_image, labels as read_labels};
pub use crate::read::{
    Placed, PlacedBy, Segment, Wanted, data_files, image_files, inspect_files, labels_files, labels_of,
};
pub use crate::read::{dicom, source, zip};
