//! Files with several volumes: layers of a segmentation, channels of a one-hot mask.

use crate::error::Result;
use crate::read::summary::{Segment, Summary};
use crate::read::voxels::{Layout, Slot};
use crate::volume::Geometry;
use crate::words::ImageProblem;

/// Which of a mask file's volumes is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// PyRadiomics' `label_channel`, counted from 0: a layer of segments, a channel of a one-hot mask.
    pub channel: Option<u64>,
    /// Voxels of the image that the mask is for: by it a first axis of channels is told from a series.
    pub image_size: Option<[usize; 3]>,
}

/// How the volumes of a file lie among each other.
pub(super) struct Channels {
    pub(super) count: u64,
    /// Voxels of one volume that lie side by side before those of the next.
    pub(super) together: u64,
    /// Grid of one volume.
    pub(super) geometry: Geometry,
    /// A first axis of 1 is left out.
    pub(super) dropped: bool,
}

impl Channels {
    /// One after the other.
    pub(super) fn of(summary: &Summary) -> Self {
        let geometry = summary.geometry;
        let together = geometry.size.iter().fold(1u64, |all, &n| all.saturating_mul(n as u64));
        Self { count: summary.volumes, together, geometry, dropped: false }
    }

    /// One of them.
    pub(super) fn slot(&self, at: u64, layout: Layout) -> Slot {
        let width = layout.bytes() as u64;
        let bytes = self.geometry.size.iter().fold(width, |all, &n| all.saturating_mul(n as u64));
        let together = if self.count == 1 { bytes } else { self.together.saturating_mul(width) };
        Slot { count: self.count, at, bytes, together }
    }
}

/// Most channels that a mask may have.
pub const MAX_CHANNELS: u64 = 1024;

/// The channel to read: the one asked for, or the first layer of segments, as PyRadiomics takes it.
pub(super) fn channel(wanted: Option<u64>, channels: u64, segments: &[Segment]) -> Result<u64> {
    match wanted {
        _ if channels > MAX_CHANNELS => Err(ImageProblem::MaskChannels { channels }.into()),
        Some(channel) if channel >= channels => {
            Err(ImageProblem::MaskChannelAbsent { channel, channels }.into())
        }
        Some(channel) => Ok(channel),
        None if channels == 1 || !segments.is_empty() => Ok(0),
        None => Err(ImageProblem::MaskChannels { channels }.into()),
    }
}
