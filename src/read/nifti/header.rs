//! The header, proven: what every later step may rely on.

use ::nifti::{Endianness, NiftiHeader};

use crate::error::{Error, Result};
use crate::read::stream::MAX_SKIP;
use crate::read::voxels::Layout;
use crate::volume::{Pixel, Scaling, scaled_type};
use crate::words::ImageProblem;
use crate::words::Phrase;

/// The fields that are used, of either version.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub layout: Layout,
    /// Voxels along x, y, z; axes the file does not have count 1.
    pub size: [usize; 3],
    /// Axes of space that the file has, 1 to 3.
    pub axes: usize,
    /// Product of the dimensions beyond z.
    pub volumes: u64,
    /// Of four dimensions, the last three: the size, where the first is that of channels.
    pub beyond_first: Option<[usize; 3]>,
    /// Bytes of one volume.
    pub voxel_bytes: u64,
    /// Bytes before the voxels in the file that holds them.
    pub vox_offset: u64,
    /// The voxels are in a file of their own.
    pub paired: bool,
    pub scaling: Option<Scaling>,
    pub frame: Frame,
}

/// World (RAS, the file's unit) from voxel, the last column the offset.
pub(super) type Matrix = [[f64; 4]; 3];

/// Everything about where the grid lies, as it stands in the file.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// qfac and the spacings along x, y, z.
    pub pixdim: [f64; 4],
    pub qform_code: i32,
    pub sform_code: i32,
    /// b, c, d.
    pub quaternion: [f64; 3],
    pub qoffset: [f64; 3],
    pub srow: Matrix,
    /// Millimetres in the file's unit of length.
    pub unit_mm: f64,
    /// The matrix of the qform is rounded to f32 (NIfTI-1), as the NIfTI C library does.
    pub single: bool,
}

/// Codes of the voxel types that can be read.
const PIXELS: [(i32, Pixel); 10] = [
    (2, Pixel::U8),
    (4, Pixel::I16),
    (8, Pixel::I32),
    (16, Pixel::F32),
    (64, Pixel::F64),
    (256, Pixel::I8),
    (512, Pixel::U16),
    (768, Pixel::U32),
    (1024, Pixel::I64),
    (1280, Pixel::U64),
];

/// Legal voxel types that are no grey values.
static UNSUPPORTED: [(i32, Phrase); 7] = [
    (1, Phrase::OneBitVoxels),
    (32, Phrase::ComplexVoxels),
    (128, Phrase::ColourVoxels { kind: "RGB" }),
    (1536, Phrase::LongFloatVoxels),
    (1792, Phrase::ComplexVoxels),
    (2048, Phrase::ComplexVoxels),
    (2304, Phrase::ColourVoxels { kind: "RGBA" }),
];

/// The voxel type of a code.
fn pixel_of(datatype: i32) -> Result<Pixel> {
    if let Some((_, pixel)) = PIXELS.iter().find(|row| row.0 == datatype) {
        return Ok(*pixel);
    }
    match UNSUPPORTED.iter().find(|(code, _)| *code == datatype) {
        Some((_, name)) => Err(ImageProblem::NoGreyValue { image: "image", found: name.clone() }.into()),
        None => Err(field("datatype", "a known voxel type", datatype)),
    }
}

impl Header {
    /// Type of the values.
    pub fn pixel(&self) -> Pixel {
        scaled_type(self.layout.pixel, self.scaling)
    }
}

/// The error for a header field.
pub(super) fn field(name: &str, expected: impl Into<String>, found: impl std::fmt::Display) -> Error {
    ImageProblem::NiftiField { field: name.to_owned(), expected: expected.into(), found: found.to_string() }
        .into()
}

/// The byte order in which the first four bytes are the size of a header.
pub(super) fn byte_order(head: &[u8], size: u32) -> Option<Endianness> {
    match head.first_chunk::<4>() {
        Some(&first) if u32::from_le_bytes(first) == size => Some(Endianness::Little),
        Some(&first) if u32::from_be_bytes(first) == size => Some(Endianness::Big),
        _ => None,
    }
}

/// What both versions have, before it is checked.
struct Fields {
    byte_order: Endianness,
    dim: [i64; 8],
    datatype: i32,
    vox_offset: f64,
    /// Slope and intercept.
    scl: [f64; 2],
    paired: bool,
    frame: Frame,
}

/// The header of version 1 from its 348 bytes.
pub(super) fn parse_version_1(head: &[u8]) -> Result<Header> {
    let too_short = || field("sizeof_hdr", "a header of 348 bytes", format!("{} bytes", head.len()));
    let bytes: &[u8; 348] = head.first_chunk().ok_or_else(too_short)?;
    let first = i32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    let byte_order = byte_order(bytes, 348).ok_or_else(|| field("sizeof_hdr", "348", first))?;
    let paired = match &bytes[344..348] {
        b"n+1\0" => false,
        b"ni1\0" => true,
        _ => return Err(analyze()),
    };
    // Crate `nifti` guesses the byte order from dim[0] alone; proven here, its guess agrees with ours.
    let dimensions = match byte_order {
        Endianness::Little => i16::from_le_bytes([bytes[40], bytes[41]]),
        Endianness::Big => i16::from_be_bytes([bytes[40], bytes[41]]),
    };
    check_dimensions(dimensions.into())?;
    let parsed = NiftiHeader::from_reader(&bytes[..])
        .map_err(|cause| ImageProblem::NiftiHeader { cause: cause.to_string() })?;
    let wide = |row: [f32; 4]| row.map(f64::from);
    let [qfac, dx, dy, dz] = [0, 1, 2, 3].map(|i| f64::from(parsed.pixdim[i]));
    prove(Fields {
        byte_order,
        dim: parsed.dim.map(|n| i64::from(n as i16)),
        datatype: parsed.datatype.into(),
        vox_offset: parsed.vox_offset.into(),
        scl: [parsed.scl_slope.into(), parsed.scl_inter.into()],
        paired,
        frame: Frame {
            pixdim: [qfac, dx, dy, dz],
            qform_code: parsed.qform_code.into(),
            sform_code: parsed.sform_code.into(),
            quaternion: [parsed.quatern_b, parsed.quatern_c, parsed.quatern_d].map(f64::from),
            qoffset: [parsed.quatern_x, parsed.quatern_y, parsed.quatern_z].map(f64::from),
            srow: [wide(parsed.srow_x), wide(parsed.srow_y), wide(parsed.srow_z)],
            unit_mm: unit_mm(parsed.xyzt_units),
            single: true,
        },
    })
}

/// The header of version 2 from its 540 bytes; crate `nifti` has no such header.
pub(super) fn parse_version_2(head: &[u8]) -> Result<Header> {
    let too_short = || field("sizeof_hdr", "a header of 540 bytes", format!("{} bytes", head.len()));
    let bytes: &[u8; 540] = head.first_chunk().ok_or_else(too_short)?;
    let first = i32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    let byte_order = byte_order(bytes, 540).ok_or_else(|| field("sizeof_hdr", "540", first))?;
    let paired = match &bytes[4..12] {
        b"n+2\0\r\n\x1a\n" => false,
        b"ni2\0\r\n\x1a\n" => true,
        _ => {
            let found = "other bytes, as after a transfer that changed line ends";
            return Err(field("magic", "n+2 or ni2 and its control characters", found));
        }
    };
    let at = Fixed { bytes, byte_order };
    let dim: [i64; 8] = std::array::from_fn(|i| at.i64(16 + 8 * i));
    check_dimensions(dim[0])?;
    prove(Fields {
        byte_order,
        dim,
        datatype: at.i16(12).into(),
        vox_offset: at.i64(168) as f64,
        scl: [at.f64(176), at.f64(184)],
        paired,
        frame: Frame {
            pixdim: std::array::from_fn(|i| at.f64(104 + 8 * i)),
            qform_code: at.i32(344),
            sform_code: at.i32(348),
            quaternion: std::array::from_fn(|i| at.f64(352 + 8 * i)),
            qoffset: std::array::from_fn(|i| at.f64(376 + 8 * i)),
            srow: std::array::from_fn(|row| std::array::from_fn(|i| at.f64(400 + 32 * row + 8 * i))),
            unit_mm: unit_mm(at.i32(500) as u8),
            single: false,
        },
    })
}

/// Fields at fixed places of a NIfTI-2 header.
struct Fixed<'a> {
    bytes: &'a [u8; 540],
    byte_order: Endianness,
}

impl Fixed<'_> {
    /// The `N` bytes from `offset` on, least significant first.
    fn le<const N: usize>(&self, offset: usize) -> [u8; N] {
        let mut field: [u8; N] = std::array::from_fn(|i| self.bytes[offset + i]);
        if self.byte_order == Endianness::Big {
            field.reverse();
        }
        field
    }

    fn i16(&self, offset: usize) -> i16 {
        i16::from_le_bytes(self.le(offset))
    }

    fn i32(&self, offset: usize) -> i32 {
        i32::from_le_bytes(self.le(offset))
    }

    fn i64(&self, offset: usize) -> i64 {
        i64::from_le_bytes(self.le(offset))
    }

    fn f64(&self, offset: usize) -> f64 {
        f64::from_le_bytes(self.le(offset))
    }
}

/// A header with the size of NIfTI-1's but another magic number.
fn analyze() -> Error {
    ImageProblem::AnalyzeHeader.into()
}

fn check_dimensions(dimensions: i64) -> Result<()> {
    match dimensions {
        1..=7 => Ok(()),
        _ => Err(field("dim[0]", "1 to 7 dimensions", dimensions)),
    }
}

/// Millimetres in a unit of length; ITK takes an unknown unit for millimetres.
fn unit_mm(xyzt_units: u8) -> f64 {
    match xyzt_units & 7 {
        1 => 1e3,
        3 => 1e-3,
        _ => 1.0,
    }
}

/// Checks every field against the others and against what can be held.
fn prove(fields: Fields) -> Result<Header> {
    let big_endian = matches!(fields.byte_order, Endianness::Big);
    let layout = Layout { pixel: pixel_of(fields.datatype)?, big_endian };
    let dimensions = fields.dim[0] as usize;
    let mut extent = [1u64; 7];
    for (axis, n) in extent.iter_mut().enumerate().take(dimensions) {
        let found = fields.dim[axis + 1];
        *n = u64::try_from(found)
            .ok()
            .filter(|&n| n > 0)
            .ok_or_else(|| field(&format!("dim[{}]", axis + 1), "at least 1 voxel along each axis", found))?;
    }
    let product = |extents: &[u64]| extents.iter().try_fold(1u64, |all, &n| all.checked_mul(n));
    let bytes = product(&extent[..3]).and_then(|voxels| voxels.checked_mul(layout.bytes() as u64));
    let size = [extent[0], extent[1], extent[2]].map(usize::try_from);
    let (Some(voxel_bytes), Some(volumes), [Ok(x), Ok(y), Ok(z)]) = (bytes, product(&extent[3..]), size)
    else {
        let found = extent[..dimensions].iter().map(u64::to_string).collect::<Vec<_>>().join(" × ");
        return Err(ImageProblem::UncountableSize { size: found }.into());
    };
    let header_bytes = if fields.frame.single { 348 } else { 540 };
    Ok(Header {
        layout,
        size: [x, y, z],
        axes: dimensions.min(3),
        volumes,
        beyond_first: (extent[3] > 1 && volumes == extent[3])
            .then(|| [y, z, usize::try_from(extent[3]).unwrap_or(usize::MAX)]),
        voxel_bytes,
        vox_offset: vox_offset(fields.vox_offset, if fields.paired { 0 } else { header_bytes })?,
        paired: fields.paired,
        scaling: scaling(fields.scl),
        frame: fields.frame,
    })
}

/// A whole number of bytes, not inside the header.
fn vox_offset(offset: f64, least: u64) -> Result<u64> {
    if offset.fract() == 0.0 && offset >= least as f64 && offset <= MAX_SKIP as f64 {
        return Ok(offset as u64);
    }
    Err(field("vox_offset", format!("{least} to {MAX_SKIP} bytes"), offset))
}

/// NIfTI: slope 0 means no scaling. Slopes that are no numbers count as that (as in ITK and nibabel), an intercept that
/// is none counts as 0. ITK alone adds the intercept when the slope is 0.
fn scaling([slope, intercept]: [f64; 2]) -> Option<Scaling> {
    let intercept = if intercept.is_finite() { intercept } else { 0.0 };
    let scales = slope.is_finite() && slope != 0.0 && (slope != 1.0 || intercept != 0.0);
    scales.then_some(Scaling { slope, intercept })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaling_follows_the_standard() {
        assert_eq!(scaling([1.0, 0.0]), None);
        assert_eq!(scaling([0.0, 5.0]), None);
        assert_eq!(scaling([f64::NAN, 5.0]), None);
        assert_eq!(scaling([f64::INFINITY, 5.0]), None);
        assert_eq!(scaling([2.0, f64::NAN]), Some(Scaling { slope: 2.0, intercept: 0.0 }));
        assert_eq!(scaling([1.0, 5.0]), Some(Scaling { slope: 1.0, intercept: 5.0 }));
    }
}
