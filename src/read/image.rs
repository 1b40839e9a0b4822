//! Images: voxels in the type of their file.

use crate::error::{Result, Warning};
use crate::numeric::simd::wide;
use crate::read::channels::Channels;
use crate::read::formats::{in_memory, open};
use crate::read::pieces::Files;
use crate::read::room::room;
use crate::read::scan::Read;
use crate::volume::{Image, Pixel, Rows, Scaling, Stored};
use crate::words::ImageProblem;
use crate::words::Notice;

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
pub(super) fn values(stored: &Stored, scaling: Option<Scaling>, rows: Rows) -> Vec<f64> {
    let mut values = vec![0.0; rows.width];
    stored.read(rows, &mut values);
    if let Some(scaling) = scaling {
        scaling.apply(stored.pixel(), &mut values);
    }
    values
}

/// Voxels whose values the user should know of.
#[derive(Default)]
pub(super) struct Odd {
    /// NaN or infinite.
    pub(super) not_finite: usize,
    /// Whole numbers that f64 rounds.
    rounded: usize,
}

impl Odd {
    /// Whether a type has such values.
    fn possible(pixel: Pixel) -> bool {
        matches!(pixel, Pixel::F32 | Pixel::F64 | Pixel::I64 | Pixel::U64)
    }

    pub(super) fn count(&mut self, values: &[f64], pixel: Pixel) {
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
