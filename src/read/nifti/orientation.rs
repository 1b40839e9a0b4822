//! Where a NIfTI grid lies in the world, by ITK's rule.
//!
//! A header may carry two placements: the qform (quaternion, offset, `pixdim`) and the sform (a matrix); a code below 1 says
//! that there is none. With neither, axes lie along the world's and the first voxel at the origin. Which of two is taken says
//! `choice`, as ITK 5.4 does; a sform that is sheared is taken by none, and without a qform beside it the file is refused.
//!
//! Spacing is `pixdim` whatever the sform says; directions are the matrix' columns, normalised. NIfTI is RAS, so the
//! first two rows change sign. Numbers of the qform that are none count as 0, as in the NIfTI library. Not ITK's: a negative
//! `pixdim` only loses its sign (ITK turns the axis round against the sform), and one that is zero or no number is taken from
//! the sform where that is used (ITK: 1). Of an image with fewer than three axes, the rest is 1 mm long whatever is written
//! there: ITK has no such axis.

use crate::error::{Result, Warning};
use crate::numeric::float;
use crate::read::nifti::choice;
use crate::read::nifti::header::{Frame, Header, Matrix};
use crate::read::summary::{Apart, LENGTHS, Placed, PlacedBy};
use crate::volume::Geometry;
use crate::words::ImageProblem;
use crate::words::Notice;
use crate::words::Triple;

/// Columns of a matrix' 3 × 3 part with their lengths taken out.
struct Axes {
    unit: [[f64; 3]; 3],
    length: [f64; 3],
}

/// Which of the two placements is used.
enum Placement {
    Sform(Matrix),
    Qform(Matrix),
    Neither,
}

/// Spacing differences (mm) between `pixdim` and the sform that are worth a warning, as in ITK.
const SPACING_TOLERANCE_MM: f64 = 1e-3;

/// Largest cosine between two axes that still stand at right angles: rounding of a header in single precision.
const SQUARE: f64 = 5e-5;

/// The grid, by which description, and what was odd about it.
pub(super) fn geometry(header: &Header) -> Result<(Geometry, Placed, Vec<Warning>)> {
    let frame = &header.frame;
    let mut warnings = Vec::new();
    let (placement, other) = place(frame, &mut warnings)?;
    let by = match placement {
        Placement::Sform(_) => PlacedBy::Sform,
        Placement::Qform(_) => PlacedBy::Qform,
        Placement::Neither => PlacedBy::Nothing,
    };
    let sform_length = match &placement {
        Placement::Sform(matrix) => Some(axes(matrix).length),
        _ => None,
    };
    let spacing = spacing(header, sform_length, &mut warnings);
    let spacing_mm =
        std::array::from_fn(|axis| if axis < header.axes { spacing[axis] * frame.unit_mm } else { 1.0 });
    let mut grid = Geometry::axis_aligned(header.size, spacing_mm);
    if let Placement::Sform(matrix) | Placement::Qform(matrix) = placement {
        let unit = axes(&matrix).unit;
        // RAS to LPS; adding 0 makes −0 to 0.
        let to_lps = [-1.0, -1.0, 1.0];
        for row in 0..3 {
            grid.origin_mm[row] = to_lps[row] * matrix[row][3] * frame.unit_mm + 0.0;
            grid.direction[row] = std::array::from_fn(|column| to_lps[row] * unit[column][row] + 0.0);
        }
    }
    Ok((grid, Placed { by, other }, warnings))
}

/// The placement in use, and how far the other one lies from it where there are two.
fn place(frame: &Frame, warnings: &mut Vec<Warning>) -> Result<(Placement, Option<Apart>)> {
    let (has_qform, has_sform) = (frame.qform_code > 0, frame.sform_code > 0);
    if !has_qform && !has_sform {
        warnings.push(Notice::OrientationMissing.into());
        return Ok((Placement::Neither, None));
    }
    if has_qform && frame.quaternion.iter().chain(&frame.qoffset).any(|value| !value.is_finite()) {
        warnings.push(Notice::QformNotFinite.into());
    }
    let qform = has_qform.then(|| qform(frame)).filter(usable);
    let sform = has_sform.then_some(frame.srow).filter(usable);
    match (qform, sform) {
        (None, None) => Err(ImageProblem::NoPlacement.into()),
        (None, Some(s)) if choice::takes_sform(frame.sform_code, &s, None) => Ok((Placement::Sform(s), None)),
        (None, Some(s)) if shear(&s) > SQUARE => Err(ImageProblem::NiftiSheared { cosine: shear(&s) }.into()),
        (None, Some(_)) => Err(ImageProblem::NoPlacement.into()),
        (Some(q), None) => {
            if has_sform {
                warnings.push(Notice::SformUnusable.into());
            }
            Ok((Placement::Qform(q), None))
        }
        (Some(q), Some(s)) => {
            let apart = Apart::of(&q, &s, frame.unit_mm);
            let Apart { shift_mm, turned_deg } = apart;
            let takes_sform = choice::takes_sform(frame.sform_code, &s, Some(&q));
            if !takes_sform && shear(&s) > SQUARE {
                let cosine = shear(&s);
                warnings.push(Notice::OrientationSheared { cosine, shift_mm, turned_deg }.into());
            } else if !similar(&q, &s) {
                let used = if takes_sform { "sform" } else { "qform" };
                warnings.push(Notice::OrientationAmbiguous { shift_mm, turned_deg, used }.into());
            }
            Ok((if takes_sform { Placement::Sform(s) } else { Placement::Qform(q) }, Some(apart)))
        }
    }
}

/// The matrix of the quaternion, rounded where the NIfTI C library rounds.
fn qform(frame: &Frame) -> Matrix {
    let [b, c, d] = frame.quaternion.map(or_zero);
    let squares = b * b + c * c + d * d;
    // A quaternion longer than 1 by rounding is a half turn: normalised, with no real part.
    let (a, scale) =
        if 1.0 - squares < 1e-7 { (0.0, 1.0 / squares.sqrt()) } else { ((1.0 - squares).sqrt(), 1.0) };
    let [b, c, d] = [b * scale, c * scale, d * scale];
    let rotation = [
        [a * a + b * b - c * c - d * d, 2.0 * (b * c - a * d), 2.0 * (b * d + a * c)],
        [2.0 * (b * c + a * d), a * a + c * c - b * b - d * d, 2.0 * (c * d - a * b)],
        [2.0 * (b * d - a * c), 2.0 * (c * d + a * b), a * a + d * d - c * c - b * b],
    ];
    let qfac = if frame.pixdim[0] < 0.0 { -1.0 } else { 1.0 };
    let length: [f64; 3] = std::array::from_fn(|axis| positive(frame.pixdim[axis + 1]).unwrap_or(1.0));
    let signed = [length[0], length[1], length[2] * qfac];
    std::array::from_fn(|row| {
        let [x, y, z] = std::array::from_fn(|column| {
            let value = rotation[row][column] * signed[column];
            if frame.single { f64::from(value as f32) } else { value }
        });
        [x, y, z, or_zero(frame.qoffset[row])]
    })
}

/// What is no number is 0 in the NIfTI library.
fn or_zero(value: f64) -> f64 {
    if value.is_finite() { value } else { 0.0 }
}

/// A spacing without its sign, unless it is zero, no number or absurd.
fn positive(pixdim: f64) -> Option<f64> {
    Some(pixdim.abs()).filter(|length| LENGTHS.contains(length))
}

/// Spacing in the file's unit: `pixdim`, as in ITK.
fn spacing(header: &Header, sform_length: Option<[f64; 3]>, warnings: &mut Vec<Warning>) -> [f64; 3] {
    let (frame, axes) = (&header.frame, header.axes);
    let given = [frame.pixdim[1], frame.pixdim[2], frame.pixdim[3]];
    let spacing = std::array::from_fn(|axis| {
        positive(given[axis]).or(sform_length.map(|length| length[axis])).unwrap_or(1.0)
    });
    if given[..axes].iter().any(|&mm| positive(mm) != Some(mm)) {
        warnings.push(Notice::SpacingInvalid { used: Triple(spacing) }.into());
    } else if let Some(length) = sform_length {
        let worst =
            (0..axes).map(|axis| (length[axis] - spacing[axis]).abs() * frame.unit_mm).fold(0.0, f64::max);
        if worst > SPACING_TOLERANCE_MM {
            let (pixdim, sform) = (Triple(spacing), Triple(length));
            warnings.push(Notice::SpacingAmbiguous { pixdim, sform }.into());
        }
    }
    spacing
}

/// All entries are numbers and no axis is without length.
fn usable(matrix: &Matrix) -> bool {
    matrix.iter().flatten().all(|value| value.abs() <= *LENGTHS.end())
        && axes(matrix).length.iter().all(|length| LENGTHS.contains(length))
}

fn axes(matrix: &Matrix) -> Axes {
    let column = |axis: usize| [matrix[0][axis], matrix[1][axis], matrix[2][axis]];
    let length = std::array::from_fn(|axis| dot(column(axis), column(axis)).sqrt());
    Axes { unit: std::array::from_fn(|axis| column(axis).map(|value| value / length[axis])), length }
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// Largest entry of |A · Bᵀ − 1| for two matrices given by their columns.
fn apart(a: &[[f64; 3]; 3], b: &[[f64; 3]; 3]) -> f64 {
    let entries = (0..9).map(|i| {
        let (row, column) = (i / 3, i % 3);
        let product: f64 = a.iter().zip(b).map(|(a, b)| a[row] * b[column]).sum();
        (product - if row == column { 1.0 } else { 0.0 }).abs()
    });
    entries.fold(0.0, f64::max)
}

/// Largest cosine between two axes: 0 where they stand at right angles.
fn shear(matrix: &Matrix) -> f64 {
    let unit = axes(matrix).unit;
    [(0, 1), (0, 2), (1, 2)].iter().map(|&(i, j)| dot(unit[i], unit[j]).abs()).fold(0.0, f64::max)
}

fn similar(q: &Matrix, s: &Matrix) -> bool {
    let (q_axes, s_axes) = (axes(q), axes(s));
    (0..3).all(|axis| (q_axes.length[axis] - s_axes.length[axis]).abs() <= 1e-4)
        && (0..3).all(|row| (q[row][3] - s[row][3]).abs() <= 1e-4)
        && apart(&s_axes.unit, &q_axes.unit) <= 1e-4
}

impl Apart {
    fn of(q: &Matrix, s: &Matrix, unit_mm: f64) -> Self {
        let between: [f64; 3] = std::array::from_fn(|row| (q[row][3] - s[row][3]) * unit_mm);
        let (a, b) = (axes(q).unit, axes(s).unit);
        let turned_deg = (0..3).map(|axis| angle_degrees(a[axis], b[axis])).fold(0.0, f64::max);
        Self { shift_mm: dot(between, between).sqrt(), turned_deg }
    }
}

/// Angle between two directions. The arc tangent keeps its digits where the arc cosine of nearly 1 has none.
fn angle_degrees(u: [f64; 3], v: [f64; 3]) -> f64 {
    let cross = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    float::atan2(dot(cross, cross).sqrt(), dot(u, v)).to_degrees()
}
