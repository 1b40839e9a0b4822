//! What every format gives: a file with a proven header, ready to be decoded.

use crate::error::{Result, Warning};
use crate::read::channels::Channels;
use crate::read::summary::Summary;
use crate::read::voxels::{Layout, Slot};
use crate::volume::Scaling;
use crate::words::ImageProblem;

/// What was read, with what the user should know about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Read<T> {
    /// The image or label map.
    pub value: T,
    /// Oddities of the file that were resolved by a named rule.
    pub warnings: Vec<Warning>,
}

/// A file with a proven header, ready to be decoded.
pub(super) trait Scan {
    /// What the header promises.
    fn summary(&self) -> &Summary;

    /// Bytes of voxels that there can be, by the length of the file; unknown where it may be cut off.
    ///
    /// # Errors
    /// A file cannot be read.
    fn holds(&self) -> Result<Option<u64>>;

    /// How its voxels are stored.
    fn layout(&self) -> Layout;

    /// How values follow from stored voxels, where they are not the same.
    fn scaling(&self) -> Option<Scaling>;

    /// How its volumes lie among each other, where it is a mask for an image of that size.
    fn channels(&self, _image_size: Option<[usize; 3]>) -> Channels {
        Channels::of(self.summary())
    }

    /// What is missing where its voxels are in a file that was not given.
    fn missing(&self) -> ImageProblem {
        ImageProblem::VoxelFileMissing
    }

    /// Decodes one volume: `sink` gets its stored voxels in order, x fastest, in blocks of at most [`BLOCK`](crate::read::voxels::BLOCK).
    fn decode(&self, slot: Slot, sink: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()>;
}
