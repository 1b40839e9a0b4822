//! Volumes written as NIfTI-1 (`.nii.gz`), the same bytes for the same volume.
//!
//! The geometry is written twice, as sform and qform, both with code 1 (scanner): every reader then finds it by its own
//! rule. World coordinates turn from LPS to RAS. Header fields are f32, so spacing and origin keep about 7 digits.
//! The gzip header carries no time and no name.

use std::io::Write;

use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};

use super::{Geometry, Image, LabelMap, Pixel, Stored};
use crate::error::Result;
use crate::words::ImageProblem;

/// Bytes before the voxels: header and an empty extension flag.
const VOX_OFFSET: usize = 352;

/// An image as `.nii.gz`, voxels of its own type.
///
/// # Errors
/// More than 32767 voxels along an axis, or no memory for the bytes.
pub fn nifti_gz(image: &Image) -> Result<Vec<u8>> {
    write(&image.geometry, image.pixel(), image.raw_blocks())
}

/// A label map as `.nii.gz`, in the smallest of u8, i16 and i32 that holds every label.
///
/// # Errors
/// As [`nifti_gz`].
///
/// # Examples
/// ```
/// use discern::read;
/// use discern::simulate;
/// use discern::volume::labels_nifti_gz;
///
/// let mask = simulate::scan(1, 0).mask;
/// let again = read::labels(&labels_nifti_gz(&mask)?, None)?.value;
/// assert!(again.iter().eq(mask.iter()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn labels_nifti_gz(labels: &LabelMap) -> Result<Vec<u8>> {
    let low = labels.iter().min().unwrap_or(0);
    let high = labels.iter().max().unwrap_or(0);
    let pixel = match (low, high) {
        (0.., ..=255) => Pixel::U8,
        (-32768.., ..=32767) => Pixel::I16,
        _ => Pixel::I32,
    };
    let stored = Stored::of(pixel, labels.iter().map(f64::from));
    write(&labels.geometry, pixel, std::iter::once(stored.raw(0..stored.len())))
}

fn write(geometry: &Geometry, pixel: Pixel, blocks: impl Iterator<Item = Vec<u8>>) -> Result<Vec<u8>> {
    let encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::new(6));
    body(encoder, &header(geometry, pixel)?, blocks)
        .map_err(|cause| ImageProblem::NiftiMemory { cause: cause.to_string() }.into())
}

fn body(
    mut encoder: GzEncoder<Vec<u8>>,
    header: &[u8],
    mut blocks: impl Iterator<Item = Vec<u8>>,
) -> std::io::Result<Vec<u8>> {
    encoder.write_all(header)?;
    blocks.try_for_each(|block| encoder.write_all(&block))?;
    encoder.finish()
}

/// NIfTI code and bytes of a voxel type.
fn storage(pixel: Pixel) -> (i16, i16) {
    match pixel {
        Pixel::U8 => (2, 1),
        Pixel::I16 => (4, 2),
        Pixel::I32 => (8, 4),
        Pixel::F32 => (16, 4),
        Pixel::F64 => (64, 8),
        Pixel::I8 => (256, 1),
        Pixel::U16 => (512, 2),
        Pixel::U32 => (768, 4),
        Pixel::I64 => (1024, 8),
        Pixel::U64 => (1280, 8),
    }
}

fn header(geometry: &Geometry, pixel: Pixel) -> Result<[u8; VOX_OFFSET]> {
    let mut head = [0; VOX_OFFSET];
    let mut put = |offset: usize, field: &[u8]| head[offset..offset + field.len()].copy_from_slice(field);
    put(0, &348i32.to_le_bytes());
    put(40, &3i16.to_le_bytes());
    for (axis, &n) in geometry.size.iter().enumerate() {
        let n = i16::try_from(n).map_err(|_| ImageProblem::NiftiAxisTooLong { voxels: n })?;
        put(42 + 2 * axis, &n.to_le_bytes());
        put(80 + 4 * axis, &(geometry.spacing_mm[axis] as f32).to_le_bytes());
    }
    for rest in 3..7 {
        put(42 + 2 * rest, &1i16.to_le_bytes());
    }
    let (code, bytes) = storage(pixel);
    put(70, &code.to_le_bytes());
    put(72, &(8 * bytes).to_le_bytes());
    put(108, &(VOX_OFFSET as f32).to_le_bytes());
    put(112, &1f32.to_le_bytes());
    put(123, &[2]); // millimetres
    put(252, &1i16.to_le_bytes());
    put(254, &1i16.to_le_bytes());
    let ras = ras(geometry);
    let (quaternion, qfac) = quaternion(&ras);
    put(76, &(qfac as f32).to_le_bytes());
    for row in 0..3 {
        put(256 + 4 * row, &(quaternion[row] as f32).to_le_bytes());
        let offset = (if row < 2 { -1.0 } else { 1.0 }) * geometry.origin_mm[row] + 0.0;
        put(268 + 4 * row, &(offset as f32).to_le_bytes());
        for (column, (entry, mm)) in ras[row].into_iter().zip(geometry.spacing_mm).enumerate() {
            put(280 + 16 * row + 4 * column, &((entry * mm) as f32).to_le_bytes());
        }
        put(292 + 16 * row, &(offset as f32).to_le_bytes());
    }
    put(344, b"n+1\0");
    Ok(head)
}

/// The direction matrix in RAS; adding 0 makes −0 to 0.
fn ras(geometry: &Geometry) -> [[f64; 3]; 3] {
    let sign = [-1.0, -1.0, 1.0];
    std::array::from_fn(|row| geometry.direction[row].map(|entry| sign[row] * entry + 0.0))
}

/// b, c, d of the rotation's unit quaternion (a ≥ 0), and −1 when the third axis had to be turned round to make the
/// matrix a rotation.
fn quaternion(direction: &[[f64; 3]; 3]) -> ([f64; 3], f64) {
    let d = direction;
    let determinant = d[0][0] * (d[1][1] * d[2][2] - d[1][2] * d[2][1])
        - d[0][1] * (d[1][0] * d[2][2] - d[1][2] * d[2][0])
        + d[0][2] * (d[1][0] * d[2][1] - d[1][1] * d[2][0]);
    let qfac = if determinant < 0.0 { -1.0 } else { 1.0 };
    let r: [[f64; 3]; 3] = std::array::from_fn(|row| [d[row][0], d[row][1], d[row][2] * qfac]);
    // Four times the square of each part; the largest is the safe one to divide by.
    let squares = [
        1.0 + r[0][0] + r[1][1] + r[2][2],
        1.0 + r[0][0] - r[1][1] - r[2][2],
        1.0 - r[0][0] + r[1][1] - r[2][2],
        1.0 - r[0][0] - r[1][1] + r[2][2],
    ];
    let largest = (1..4).fold(0, |best, i| if squares[i] > squares[best] { i } else { best });
    let twice = squares[largest].max(0.0).sqrt();
    let (sum, difference) = (
        |i: usize, j: usize| (r[i][j] + r[j][i]) / (2.0 * twice),
        |i: usize, j: usize| (r[i][j] - r[j][i]) / (2.0 * twice),
    );
    let half = twice / 2.0;
    let [a, b, c, d] = match largest {
        0 => [half, difference(2, 1), difference(0, 2), difference(1, 0)],
        1 => [difference(2, 1), half, sum(0, 1), sum(0, 2)],
        2 => [difference(0, 2), sum(0, 1), half, sum(1, 2)],
        _ => [difference(1, 0), sum(0, 2), sum(1, 2), half],
    };
    let sign = if a < 0.0 { -1.0 } else { 1.0 };
    ([sign * b, sign * c, sign * d], qfac)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn half_turns_and_left_handed_grids_have_quaternions() {
        let identity = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
        assert_eq!(quaternion(&identity), ([0.0; 3], 1.0));
        let half_turn = [[-1.0, 0.0, 0.0], [0.0, -1.0, 0.0], [0.0, 0.0, 1.0]];
        assert_eq!(quaternion(&half_turn), ([0.0, 0.0, 1.0], 1.0));
        let mirrored = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, -1.0]];
        assert_eq!(quaternion(&mirrored), ([0.0; 3], -1.0));
    }

    #[test]
    fn the_same_volume_gives_the_same_bytes_without_a_time() {
        let grid = Geometry::axis_aligned([2, 3, 4], [1.0; 3]);
        let labels = LabelMap::new(grid, (0..24).collect());
        let bytes = labels_nifti_gz(&labels).expect("small");
        assert_eq!(bytes, labels_nifti_gz(&labels).expect("small"));
        assert_eq!(bytes[4..8], [0; 4]);
    }

    #[test]
    fn too_many_voxels_along_an_axis_are_refused() {
        let grid = Geometry::axis_aligned([40_000, 1, 1], [1.0; 3]);
        let error = labels_nifti_gz(&LabelMap::new(grid, vec![0; 40_000])).expect_err("too long");
        assert_eq!(error.kind, ErrorKind::TooLarge);
    }
}
