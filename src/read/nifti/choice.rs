//! Which of a header's two placements ITK 5.4 takes, by its very test (NiftiImageIO), in its precision.
//!
//! The sform is taken where it is a transform without skew and there is no qform, or `sform_code` is 1, or both say nearly the
//! same; and where both are equal almost to the last digit. "Nearly the same" compares the left singular vectors, the
//! singular values and the offsets of the two: placements that differ by the sign of an axis alone often pass it, and then the
//! sform is taken. A code below 1 is none.

use super::header::Matrix;
use crate::numeric::svd_itk::inverse;
use crate::numeric::svd_itk::singular_values;

/// Whether the sform is taken; `qform` is none where its code says so.
pub(super) fn takes_sform(sform_code: i32, sform: &Matrix, qform: Option<&Matrix>) -> bool {
    let s = Placed::of(sform);
    let Some(q) = qform.map(Placed::of) else { return is_transform(sform) && s.is_square() };
    if is_transform(sform) && s.is_square() { sform_code == 1 || s.resembles(&q) } else { s.equals(&q) }
}

/// A placement in single precision, as the NIfTI library holds it.
struct Placed {
    axes: [[f32; 3]; 3],
    offset: [f32; 3],
}

impl Placed {
    fn of(matrix: &Matrix) -> Self {
        Self {
            axes: matrix.map(|row| [row[0] as f32, row[1] as f32, row[2] as f32]),
            offset: matrix.map(|row| row[3] as f32),
        }
    }

    /// Equal but for the last digits.
    fn equals(&self, other: &Self) -> bool {
        let mut entries = self.axes.iter().flatten().zip(other.axes.iter().flatten());
        let apart: f32 = self.offset.iter().zip(&other.offset).map(|(a, b)| (a - b).abs()).sum();
        entries.all(|(a, b)| near(*a, *b, 1e-5)) && f64::from(apart) <= 1e-7
    }

    /// Axes at right angles, whatever their lengths.
    fn is_square(&self) -> bool {
        let column = |axis: usize| self.axes.map(|row| row[axis]);
        let columns: [[f32; 3]; 3] = std::array::from_fn(|axis| {
            let column = column(axis);
            let squares = column.iter().fold(0.0, |sum, x| sum + x * x);
            let scale = if squares == 0.0 { 1.0 } else { 1.0 / squares.sqrt() };
            column.map(|x| scale * x)
        });
        let unit: [[f32; 3]; 3] = std::array::from_fn(|row| columns.map(|column| column[row]));
        is_identity(&times(&unit, &unit))
    }

    /// The same left singular vectors, singular values and offset.
    fn resembles(&self, other: &Self) -> bool {
        let (own, its) = (singular_values(self.axes), singular_values(other.axes));
        let inverse = inverse(its.u);
        let transposed: [[f32; 3]; 3] = std::array::from_fn(|row| inverse.map(|of| of[row]));
        let alike = |a: &[f32; 3], b: &[f32; 3]| a.iter().zip(b).all(|(a, b)| near(*a, *b, 1e-4));
        is_identity(&times(&own.u, &transposed))
            && alike(&self.offset, &other.offset)
            && alike(&own.s, &its.s)
    }
}

/// What is no number is near everything, as in ITK's comparison.
fn near(a: f32, b: f32, tolerance: f64) -> bool {
    let apart = f64::from((a - b).abs());
    apart <= tolerance || apart.is_nan()
}

/// A · Bᵀ
fn times(a: &[[f32; 3]; 3], b: &[[f32; 3]; 3]) -> [[f32; 3]; 3] {
    a.map(|a| b.map(|b| a.iter().zip(&b).fold(0.0, |sum, (a, b)| sum + a * b)))
}

fn is_identity(matrix: &[[f32; 3]; 3]) -> bool {
    (0..3).all(|row| {
        (0..3).all(|column| near(matrix[row][column], if row == column { 1.0 } else { 0.0 }, 1e-4))
    })
}

/// Whether a matrix can be inverted, as a whole and by its parts alike. Far from the origin rounding makes it fail.
fn is_transform(matrix: &Matrix) -> bool {
    let single = |value: f64| f64::from(value as f32);
    let rows = matrix.map(|row| row.map(single));
    let whole = singular_values([rows[0], rows[1], rows[2], [0.0, 0.0, 0.0, 1.0]]);
    let condition = (whole.s[3] / whole.s[0]).abs();
    if condition <= f64::EPSILON || condition.is_nan() {
        return false;
    }
    let whole = whole.inverse();
    let top = inverse(rows.map(|row| [row[0], row[1], row[2]]));
    let mut apart = [0.0, 0.0];
    for (row, top) in whole.iter().zip(&top) {
        let offset = -(0..3).fold(0.0, |sum, k| sum + top[k] * rows[k][3]);
        apart[0] += (0..3).fold(0.0, |sum, k| sum + (row[k] - top[k]).abs());
        apart[1] += (row[3] - offset).abs();
    }
    !apart.iter().any(|apart| *apart > 1e-2)
}
