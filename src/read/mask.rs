//! A file as a mask: whole numbers, one volume of perhaps several.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::numeric::simd::wide;
use crate::read::channels::{MAX_CHANNELS, Wanted, channel};
use crate::read::formats::{in_memory, open};
use crate::read::image::{Odd, values};
use crate::read::pieces::Files;
use crate::read::room::room;
use crate::read::scan::{Read, Scan};
use crate::read::summary::Segment;
use crate::read::voxels::{Layout, Slot};
use crate::volume::{Geometry, LabelMap, Labels, Pixel, Rows, Scaling, Stored};
use crate::words::ImageProblem;
use crate::words::Notice;

/// How far a float mask's value may be from a whole number and still be that label.
///
/// Scaled 8-bit masks come out as 0.99999; interpolated edges as 0.5, which is no label.
pub const LABEL_TOLERANCE: f64 = 1e-3;

/// Decodes a mask: integer labels. Float voxels within [`LABEL_TOLERANCE`] of a whole number count as that label
/// (PyRadiomics would cut 0.9999999 down to 0); NaN and infinity are background, counted in a warning.
///
/// # Errors
/// As [`image`](crate::read::image()), and voxels that are no labels.
///
/// # Examples
/// ```
/// use discern::read;
/// use discern::volume::label_counts;
///
/// let file = std::fs::read("models/sample/sim-0601_mask.nii.gz")?;
/// let mask = read::labels(&file, None)?.value;
/// // One lesion, and no other label.
/// assert_eq!(label_counts(&mask).len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn labels(bytes: &[u8], data: Option<&[u8]>) -> Result<Read<LabelMap>> {
    in_memory(bytes, data, labels_files)
}

/// As [`labels`], of files that are read piece by piece.
///
/// # Errors
/// As [`labels`]; a file cannot be read.
pub fn labels_files(files: Files<'_>) -> Result<Read<LabelMap>> {
    labels_of(files, Wanted::default())
}

/// As [`labels_files`], of one volume of several.
///
/// # Errors
/// As [`labels_files`]; there is no such channel; there are several that have no names, and none was asked for.
pub fn labels_of(files: Files<'_>, wanted: Wanted) -> Result<Read<LabelMap>> {
    let scan = open(files)?;
    let (summary, channels) = (scan.summary(), scan.channels(wanted.image_size));
    let mut warnings = summary.warnings.clone();
    // A file of which nothing is known but that it has several volumes.
    if wanted == Wanted::default() && summary.segments.is_empty() && channels.count > 1 {
        return Err(ImageProblem::OneVolume { volumes: summary.volumes }.into());
    }
    let at = channel(wanted.channel, channels.count, &summary.segments)?;
    if channels.dropped {
        warnings.push(Notice::MaskAxisDropped.into());
    }
    if channels.count > 1 && !summary.segments.is_empty() {
        let segments = summary.segments.iter().map(Segment::to_string).collect();
        warnings.push(Notice::MaskLayers { layers: channels.count, layer: at, segments }.into());
    }
    let slot = channels.slot(at, scan.layout());
    let room = room(scan.as_ref(), channels.geometry.size, slot)?;
    let mut labels = Labels::default();
    labels.try_reserve_exact(room.known()).map_err(|_| room.none())?;
    let mut block = Block::of(scan.as_ref());
    scan.decode(slot, &mut |raw| {
        let found = block.labels(raw)?;
        labels
            .try_reserve_exact(room.more(labels.len(), labels.capacity(), found.len()))
            .and_then(|()| labels.extend(found))
            .map_err(|_| room.none())
    })?;
    if block.odd.not_finite > 0 {
        warnings.push(Notice::MaskNotFinite { voxels: block.odd.not_finite, of: labels.len() }.into());
    }
    Ok(Read { value: LabelMap::of(channels.geometry, labels), warnings })
}

/// What a mask file has, counted in one pass that keeps no voxel.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// Grid of one volume.
    pub geometry: Geometry,
    /// Of each volume its labels other than background with their voxels, ascending.
    pub volumes: Vec<Vec<(i32, usize)>>,
}

/// Most voxels that are counted of all volumes of a mask together; one volume of more can still be read.
pub const MAX_COUNTED: u64 = 1 << 29;

/// The labels of all volumes of a mask for an image of a size, where that is known; none where a volume has more than `most`.
///
/// # Errors
/// As [`labels_of`], but for there being several volumes; they have more than [`MAX_COUNTED`] voxels together.
pub fn count_labels(
    files: Files<'_>,
    image_size: Option<[usize; 3]>,
    most: usize,
) -> Result<Option<Counted>> {
    let scan = open(files)?;
    let channels = scan.channels(image_size);
    let one = channels.slot(0, scan.layout());
    room(scan.as_ref(), channels.geometry.size, one)?;
    // All volumes as if they were one.
    let bytes = one.bytes.saturating_mul(one.count);
    if channels.count > MAX_CHANNELS || bytes / scan.layout().bytes() as u64 > MAX_COUNTED {
        return Err(ImageProblem::MaskChannels { channels: channels.count }.into());
    }
    let whole = Slot { count: 1, at: 0, bytes, together: bytes };
    let (count, together) = (channels.count as usize, channels.together as usize);
    let mut tallies = vec![Tally::default(); count];
    let (mut block, mut at, mut few) = (Block::of(scan.as_ref()), 0_usize, true);
    scan.decode(whole, &mut |raw| {
        let found = block.labels(raw)?;
        for (offset, &label) in found.iter().enumerate() {
            if label != 0 && few {
                let volume = if count == 1 { 0 } else { (at + offset) / together % count };
                few = tallies[volume].add(label) <= most;
            }
        }
        at += found.len();
        Ok(())
    })?;
    let volumes = tallies.iter().map(Tally::labels).collect();
    Ok(few.then_some(Counted { geometry: channels.geometry, volumes }))
}

/// Voxels of each label; labels of a byte, which are nearly all, have their places.
#[derive(Clone)]
struct Tally {
    bytes: [usize; 256],
    others: BTreeMap<i32, usize>,
    distinct: usize,
}

impl Default for Tally {
    fn default() -> Self {
        Self { bytes: [0; 256], others: BTreeMap::new(), distinct: 0 }
    }
}

impl Tally {
    /// One voxel more; gives how many labels there are.
    fn add(&mut self, label: i32) -> usize {
        let count = match u8::try_from(label) {
            Ok(byte) => &mut self.bytes[usize::from(byte)],
            Err(_) => self.others.entry(label).or_default(),
        };
        *count += 1;
        self.distinct += usize::from(*count == 1);
        self.distinct
    }

    /// Ascending.
    fn labels(&self) -> Vec<(i32, usize)> {
        let bytes = (0..256).map(|byte| (byte, self.bytes[byte as usize]));
        let mut all: Vec<(i32, usize)> = bytes.filter(|(_, count)| *count > 0).collect();
        all.extend(self.others.iter().map(|(&label, &count)| (label, count)));
        all.sort_unstable();
        all
    }
}

/// Voxels on their way to labels, block by block.
struct Block {
    layout: Layout,
    scaling: Option<Scaling>,
    stored: Stored,
    labels: Vec<i32>,
    odd: Odd,
}

impl Block {
    fn of(scan: &dyn Scan) -> Self {
        let layout = scan.layout();
        let stored = Stored::empty(layout.pixel);
        Self { layout, scaling: scan.scaling(), stored, labels: Vec::new(), odd: Odd::default() }
    }

    /// The labels of some stored voxels.
    fn labels(&mut self, raw: &[u8]) -> Result<&[i32]> {
        /// 1.5 · 2⁵²: added to a whole number it leaves that in the lowest bits, which WebAssembly is faster at than at `as`.
        const WHOLE: f64 = 6_755_399_441_055_744.0;
        self.stored.clear();
        self.stored.push_raw(raw, self.layout.big_endian);
        let width = self.stored.len();
        let values = values(&self.stored, self.scaling, Rows { first: 0, stride: width, width });
        self.labels.resize(width, 0);
        let found = &mut self.labels;
        // Nearly every mask has whole numbers only: then a block is looked at without a branch.
        let whole = wide(
            #[inline(always)]
            || {
                let mut whole = true;
                for (label, &value) in found.iter_mut().zip(&values) {
                    *label = (value + WHOLE).to_bits() as i32;
                    whole &= f64::from(*label) == value;
                }
                whole
            },
        );
        if !whole {
            self.odd.count(&values, Pixel::F64);
            for (voxel, &value) in found.iter_mut().zip(&values) {
                *voxel = if value.is_finite() { label(value)? } else { 0 };
            }
        }
        Ok(&self.labels)
    }
}

/// The label a voxel value means.
fn label(value: f64) -> Result<i32> {
    let exact = value as i32;
    if f64::from(exact) == value {
        return Ok(exact);
    }
    let whole = value.round();
    let in_range = whole >= f64::from(i32::MIN) && whole <= f64::from(i32::MAX);
    if in_range && (value - whole).abs() <= LABEL_TOLERANCE {
        return Ok(whole as i32);
    }
    let as_text = value.to_string();
    Err(match in_range {
        true => ImageProblem::NoLabel { value: as_text }.into(),
        false => ImageProblem::NoLabelNumber { value: as_text }.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn a_label_is_a_whole_number_to_within_rounding() {
        assert_eq!(label(0.9999999), Ok(1));
        assert_eq!(label(255.0), Ok(255));
        assert_eq!(label(-3.0), Ok(-3));
        for value in [0.5, 0.99, 3e9] {
            let error = label(value).expect_err("no label");
            assert_eq!((error.kind, error.found), (ErrorKind::Mask, format!("the value {value}")));
        }
    }
}
