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

pub mod dicom;
mod foreign;
mod mask;
mod nifti;
mod nrrd;
mod pieces;
pub mod sequence_words;
pub mod source;
mod stream;
mod voxels;
pub mod zip;

use serde::Serialize;

use crate::error::{Error, Result, Warning};
use crate::numeric::simd::wide;
use crate::volume::{Geometry, Image, Pixel, Rows, Scaling, Stored};
use crate::words::ImageProblem;
use crate::words::Notice;
use crate::words::Triple;
use pieces::Part;
use source::Source;
use voxels::{Layout, Slot};

pub use mask::{Counted, LABEL_TOLERANCE, MAX_CHANNELS, MAX_COUNTED, Segment, Wanted};
pub use mask::{count_labels, labels, labels_files, labels_of};
pub use nrrd::MAX_DATA_FILES;
pub use pieces::Files;

/// Most voxels a volume may have: 2^27, as 512 × 512 × 512.
///
/// As f64 that is 1 GiB, the largest power of two that fits one allocation of a 32-bit machine (wasm) with room for
/// the work on it. Clinical MRI has 2^20 to 2^25.
pub const MAX_VOXELS: u64 = 1 << 27;

/// What was read, with what the user should know about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Read<T> {
    /// The image or label map.
    pub value: T,
    /// Oddities of the file that were resolved by a named rule.
    pub warnings: Vec<Warning>,
}

/// What a header promises, found without decoding a voxel.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// `NIfTI-1`, `NIfTI-2` or `NRRD`.
    pub format: &'static str,
    /// Size, spacing and place of one volume.
    pub geometry: Geometry,
    /// Type the voxels will have, after scaling.
    pub pixel: Pixel,
    /// Volumes of this geometry in the file; only files with one can be decoded.
    pub volumes: u64,
    /// Bytes the voxels of one volume take in the file, uncompressed.
    pub voxel_bytes: u64,
    /// The voxels are in a second file, which was not given.
    pub data_missing: bool,
    /// How the file says where its grid lies.
    pub placed: Placed,
    /// Segments of a segmentation, by what it names them.
    pub segments: Vec<Segment>,
    /// Oddities of the header that were resolved by a named rule.
    pub warnings: Vec<Warning>,
}

/// How the volumes of a file lie among each other.
struct Channels {
    count: u64,
    /// Voxels of one volume that lie side by side before those of the next.
    together: u64,
    /// Grid of one volume.
    geometry: Geometry,
    /// A first axis of 1 is left out.
    dropped: bool,
}

impl Channels {
    /// One after the other.
    fn of(summary: &Summary) -> Self {
        let geometry = summary.geometry;
        let together = geometry.size.iter().fold(1u64, |all, &n| all.saturating_mul(n as u64));
        Self { count: summary.volumes, together, geometry, dropped: false }
    }

    /// One of them.
    fn slot(&self, at: u64, layout: Layout) -> Slot {
        let width = layout.bytes() as u64;
        let bytes = self.geometry.size.iter().fold(width, |all, &n| all.saturating_mul(n as u64));
        let together = if self.count == 1 { bytes } else { self.together.saturating_mul(width) };
        Slot { count: self.count, at, bytes, together }
    }
}

/// Which of a file's descriptions of its place in the world is used.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Placed {
    /// That one.
    pub by: PlacedBy,
    /// Where the file has another one: how far that would put the grid.
    pub other: Option<Apart>,
}

/// Descriptions of a grid's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum PlacedBy {
    /// The matrix of a NIfTI file.
    Sform,
    /// The quaternion and offset of a NIfTI file.
    Qform,
    /// The space directions and origin of an NRRD file.
    SpaceDirections,
    /// There is none: axes are taken as left, posterior, superior.
    Nothing,
}

/// How far two placements of one grid lie apart.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Apart {
    /// Between the centres of their first voxels, mm.
    pub shift_mm: f64,
    /// Largest angle between axes of the same number, degrees.
    pub turned_deg: f64,
}

/// A file with a proven header, ready to be decoded.
trait Scan {
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

    /// Decodes one volume: `sink` gets its stored voxels in order, x fastest, in blocks of at most [`voxels::BLOCK`].
    fn decode(&self, slot: Slot, sink: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()>;
}

/// A format: how its first bytes look, how its header is proven.
struct Format {
    sniff: fn(&[u8]) -> bool,
    open: for<'a> fn(Files<'a>) -> Result<Box<dyn Scan + 'a>>,
}

/// Bytes at the start of an uncompressed file that `sniff` gets to see (fewer when the file is shorter).
const HEAD: usize = 544;

/// Every format that can be read, in the order in which they are tried. A further one is a row here and a file.
const FORMATS: [Format; 3] = [
    Format { sniff: nifti::is_version_1, open: nifti::open_version_1 },
    Format { sniff: nifti::is_version_2, open: nifti::open_version_2 },
    Format { sniff: nrrd::is_nrrd, open: nrrd::open },
];

/// What a file promises, from its header alone; a gzip file is decompressed only as far as the header reaches.
///
/// # Errors
/// The bytes are of no known format, their header breaks the format's rules, or the voxels are of an unsupported
/// kind. Several volumes, a missing data file and cut-off voxels are no errors here.
pub fn inspect(bytes: &[u8], data: Option<&[u8]>) -> Result<Summary> {
    in_memory(bytes, data, inspect_files)
}

/// As [`inspect`], of files that are read piece by piece.
///
/// # Errors
/// As [`inspect`]; a file cannot be read.
pub fn inspect_files(files: Files<'_>) -> Result<Summary> {
    Ok(open(files)?.summary().clone())
}

fn in_memory<T>(bytes: &[u8], data: Option<&[u8]>, then: impl Fn(Files<'_>) -> Result<T>) -> Result<T> {
    let data: Vec<&dyn Source> = data.iter().map(|data| data as &dyn Source).collect();
    then(Files { file: &bytes, data: &data })
}

/// Names of the files that hold the voxels of an NRRD header, relative to its folder and never out of it; none where the
/// file has its voxels itself, or is of another format.
///
/// # Errors
/// An NRRD header that breaks the format's rules, or names files elsewhere.
pub fn data_files(file: &dyn Source) -> Result<Vec<String>> {
    match nrrd::is_nrrd(&stream::head(Part::whole(file), HEAD)?) {
        true => nrrd::data_files(file),
        false => Ok(Vec::new()),
    }
}

/// Decodes an image; `data` holds the voxels when they are in a file of their own (`.hdr` + `.img`).
///
/// Voxels that are NaN or infinite read as 0 ([`Image::filled`]) and are counted in a warning; SimpleITK silently makes them
/// 0. Inside a mask they are refused where it is measured.
///
/// # Errors
/// The bytes are of no known format, break its rules, are of a kind that is not supported (complex, colour, several
/// volumes), are cut off, or would need more memory than is granted.
///
/// # Examples
/// ```
/// use discern::read;
///
/// let file = std::fs::read("models/sample/sim-0601_t1.nii.gz")?;
/// let found = read::image(&file, None)?;
/// assert!(found.warnings.is_empty());
/// assert_eq!(found.value.geometry, read::inspect(&file, None)?.geometry);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn image(bytes: &[u8], data: Option<&[u8]>) -> Result<Read<Image>> {
    in_memory(bytes, data, image_files)
}

/// As [`image`], of files that are read piece by piece.
///
/// # Errors
/// As [`image`]; a file cannot be read.
pub fn image_files(files: Files<'_>) -> Result<Read<Image>> {
    let scan = open(files)?;
    let summary = scan.summary();
    if summary.volumes != 1 {
        return Err(ImageProblem::OneVolume { volumes: summary.volumes }.into());
    }
    let (layout, scaling) = (scan.layout(), scan.scaling());
    let slot = Channels::of(summary).slot(0, layout);
    let room = room(scan.as_ref(), summary.geometry.size, slot)?;
    let mut voxels = Stored::empty(layout.pixel);
    voxels.try_reserve_exact(room.known()).map_err(|_| room.none())?;
    let mut odd = Odd::default();
    scan.decode(slot, &mut |raw| {
        let (first, width) = (voxels.len(), raw.len() / layout.bytes());
        voxels.try_reserve_exact(room.more(first, voxels.capacity(), width)).map_err(|_| room.none())?;
        voxels.push_raw(raw, layout.big_endian);
        if Odd::possible(summary.pixel) {
            odd.count(&values(&voxels, scaling, Rows { first, stride: width, width }), summary.pixel);
        }
        Ok(())
    })?;
    let mut warnings = summary.warnings.clone();
    warnings.extend(odd.warning(voxels.len()));
    let image = Image::stored(summary.geometry, voxels, scaling);
    Ok(Read { value: if odd.not_finite > 0 { image.filled() } else { image }, warnings })
}

/// The values of some stored voxels.
fn values(stored: &Stored, scaling: Option<Scaling>, rows: Rows) -> Vec<f64> {
    let mut values = vec![0.0; rows.width];
    stored.read(rows, &mut values);
    if let Some(scaling) = scaling {
        scaling.apply(stored.pixel(), &mut values);
    }
    values
}

/// Recognises a file and proves its header.
fn open(files: Files<'_>) -> Result<Box<dyn Scan + '_>> {
    let head = stream::head(Part::whole(files.file), HEAD)?;
    match FORMATS.iter().find(|format| (format.sniff)(&head)) {
        Some(format) if !foreign::is_dicom(&head) || nifti::has_magic(&head) => (format.open)(files),
        _ => Err(foreign::error(&head)),
    }
}

/// Room for the voxels of one volume of `size`, when it may be decoded.
fn room(scan: &dyn Scan, size: [usize; 3], slot: Slot) -> Result<Room> {
    if scan.summary().data_missing {
        return Err(scan.missing().into());
    }
    let voxels = size.iter().map(|&n| n as u64).try_fold(1u64, u64::checked_mul);
    match voxels {
        Some(count) if count <= MAX_VOXELS => {
            let all = slot.bytes.saturating_mul(slot.count);
            let held = scan.holds()?.is_some_and(|bytes| bytes >= all);
            Ok(Room { count: count as usize, held })
        }
        _ => Err(ImageProblem::TooManyVoxels { size: Triple(size), most: MAX_VOXELS }.into()),
    }
}

/// Room for voxels that arrive.
struct Room {
    /// So many the header promises.
    count: usize,
    /// The file is long enough to hold them.
    held: bool,
}

impl Room {
    /// How many voxels to make room for before the first arrives.
    fn known(&self) -> usize {
        if self.held { self.count } else { 0 }
    }

    /// How many voxels beyond `len` to make room for when `block` arrive: grows by doubling with what has really arrived,
    /// and never beyond the count.
    fn more(&self, len: usize, capacity: usize, block: usize) -> usize {
        let needed = len + block;
        if needed <= capacity { block } else { (2 * capacity).clamp(needed, self.count.max(needed)) - len }
    }

    /// There is no memory.
    fn none(&self) -> Error {
        ImageProblem::MemoryForVoxels { voxels: self.count }.into()
    }
}

/// Voxels whose values the user should know of.
#[derive(Default)]
struct Odd {
    /// NaN or infinite.
    not_finite: usize,
    /// Whole numbers that f64 rounds.
    rounded: usize,
}

impl Odd {
    /// Whether a type has such values.
    fn possible(pixel: Pixel) -> bool {
        matches!(pixel, Pixel::F32 | Pixel::F64 | Pixel::I64 | Pixel::U64)
    }

    fn count(&mut self, values: &[f64], pixel: Pixel) {
        let exact = 9_007_199_254_740_992.0;
        match pixel.is_integer() {
            true => self.rounded += values.iter().filter(|value| value.abs() > exact).count(),
            false => {
                self.not_finite += wide(
                    #[inline(always)]
                    || values.iter().filter(|value| !value.is_finite()).count(),
                );
            }
        }
    }

    fn warning(&self, total: usize) -> Option<Warning> {
        let Self { not_finite, rounded } = self;
        if *not_finite > 0 {
            return Some(Notice::VoxelsNotFinite { voxels: *not_finite, of: total }.into());
        }
        (*rounded > 0).then(|| Notice::VoxelsRounded { voxels: *rounded }.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_grows_by_doubling_but_not_beyond_its_end() {
        let room = Room { count: 100, held: false };
        let mut voxels = Vec::<u8>::new();
        for _ in 0..10 {
            voxels.try_reserve_exact(room.more(voxels.len(), voxels.capacity(), 10)).expect("small");
            voxels.extend([0; 10]);
        }
        assert_eq!((voxels.len(), voxels.capacity()), (100, 100));
    }
}
