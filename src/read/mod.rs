//! Stage 1: bytes become a volume with geometry.
//!
//! A file is recognised by its content (`FORMATS`), never by its name; gzip around it is seen by its magic number.
//! Nothing large is allocated before the header is proven: sizes are multiplied with overflow checks, compared with
//! [`MAX_VOXELS`] and with the bytes that are there. Voxels are decoded in blocks into their own type, so that the peak is
//! the result itself (as many bytes as an image has in its file; 1 a voxel for a label map, 4 where labels are not all
//! from 0 to 255; up to half as much again while a gzip stream of unknown length makes it grow) and a few hundred KiB.
//!
//! Where readers differ, ITK's rule is followed, because PyRadiomics reads with it: values, voxel type, spacing and
//! orientation are those SimpleITK gives for the same file, except where the file is one that ITK gets wrong by its
//! format's standard (`scl_slope` 0, negative `pixdim`) or cannot read (NIfTI-2).

mod channels;
pub mod dicom;
mod unsupported;
mod formats;
mod image;
mod mask;
mod nifti;
mod nrrd;
mod pieces;
mod room;
mod scan;
pub mod sequence_words;
pub mod source;
mod stream;
mod summary;
mod voxels;
pub mod zip;

pub use channels::{MAX_CHANNELS, Wanted};
pub use formats::{data_files, inspect, inspect_files};
pub use image::{image, image_files};
pub use mask::{Counted, LABEL_TOLERANCE, MAX_COUNTED};
pub use mask::{count_labels, labels, labels_files, labels_of};
pub use nrrd::MAX_DATA_FILES;
pub use pieces::Files;
pub use room::MAX_VOXELS;
pub use scan::Read;
pub use summary::{Apart, Placed, PlacedBy, Segment, Summary};
