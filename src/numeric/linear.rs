//! Linear algebra of small matrices: scalar product, Cholesky factor, eigenvalues of a symmetric matrix.
//!
//! Only sums, products and square roots in a fixed order: the same digits on every machine. Hence `ndarray` keeps the
//! numbers of a matrix but adds up none: its `sum` and `dot` choose an order of their own.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use crate::numeric::order;

/// Steps for one eigenvalue; three or so are usual.
const MOST_STEPS: usize = 60;

/// Scalar product, summed in order.
#[inline]
pub fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// A matrix of these rows, all `width` long.
pub fn from_rows(rows: &[Vec<f64>], width: usize) -> Array2<f64> {
    Array2::from_shape_fn((rows.len(), width), |(i, j)| rows[i][j])
}

/// Row i of a matrix that is stored row by row, as all that are made here are.
#[inline]
pub fn row(matrix: &Array2<f64>, i: usize) -> &[f64] {
    matrix.row(i).to_slice().unwrap_or_else(|| unreachable!("a matrix is stored row by row"))
}

/// Its rows in order.
pub fn rows(matrix: &Array2<f64>) -> impl ExactSizeIterator<Item = &[f64]> {
    (0..matrix.nrows()).map(|i| row(matrix, i))
}

/// The lower triangle of a square matrix, row by row: of a symmetric one all there is to know, or a Cholesky factor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LowerTriangle(Vec<f64>);

impl LowerTriangle {
    /// Of `size` rows, each element made from its row and column.
    pub fn new(size: usize, element: impl Fn(usize, usize) -> f64) -> Self {
        Self((0..size).flat_map(|i| (0..=i).map(move |j| (i, j))).map(|(i, j)| element(i, j)).collect())
    }

    /// Number of rows.
    pub fn size(&self) -> usize {
        (0..).take_while(|i| i * (i + 1) / 2 < self.0.len()).count()
    }

    /// Row i as far as the diagonal.
    pub fn row(&self, i: usize) -> &[f64] {
        let start = i * (i + 1) / 2;
        &self.0[start..=start + i]
    }

    /// The same, to be changed.
    pub fn row_mut(&mut self, i: usize) -> &mut [f64] {
        let start = i * (i + 1) / 2;
        &mut self.0[start..=start + i]
    }

    /// Whether it has `size` rows, all finite, with a positive diagonal: what a Cholesky factor has.
    pub fn is_factor(&self, size: usize) -> bool {
        size.checked_mul(size + 1).map(|twice| twice / 2) == Some(self.0.len())
            && self.0.iter().all(|value| value.is_finite())
            && (0..size).all(|i| self.row(i)[i] > 0.0)
    }

    /// L with L Lᵀ = the symmetric matrix of this triangle. `pivot(rest, diagonal)` is the square of a diagonal element of
    /// L, given what the elements before it leave of the matrix's; rounding may make that negative.
    ///
    /// # Errors
    /// The first of `pivot`.
    pub fn cholesky<E>(&self, pivot: impl Fn(f64, f64) -> Result<f64, E>) -> Result<Self, E> {
        let mut factor = Self(Vec::with_capacity(self.0.len()));
        for i in 0..self.size() {
            let start = factor.0.len();
            for (j, &value) in self.row(i).iter().enumerate() {
                let own = &factor.0[start..];
                let known = if i == j { dot(own, own) } else { dot(own, &factor.row(j)[..j]) };
                let rest = value - known;
                factor.0.push(if i == j { pivot(rest, value)?.sqrt() } else { rest / factor.row(j)[j] });
            }
        }
        Ok(factor)
    }

    /// Solves L x = b.
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x: Vec<f64> = Vec::with_capacity(b.len());
        for (i, value) in b.iter().enumerate() {
            let row = self.row(i);
            x.push((value - dot(&row[..i], &x)) / row[i]);
        }
        x
    }

    /// Solves Lᵀ x = b.
    pub fn solve_transposed(&self, b: &[f64]) -> Vec<f64> {
        let mut x = b.to_vec();
        for i in (0..b.len()).rev() {
            let known: f64 = (i + 1..b.len()).map(|k| self.row(k)[i] * x[k]).sum();
            x[i] = (x[i] - known) / self.row(i)[i];
        }
        x
    }
}

/// Eigenvalues of a symmetric matrix, largest first, each with its unit eigenvector.
///
/// Householder reflections bring the matrix to tridiagonal form, implicit QL steps with Wilkinson's shift to diagonal
/// form (Golub & Van Loan, Matrix Computations, 8.3).
///
/// `None` for a matrix with values that are not finite.
pub fn eigen(matrix: &LowerTriangle) -> Option<Vec<(f64, Vec<f64>)>> {
    if matrix.0.iter().any(|value| !value.is_finite()) {
        return None;
    }
    let (mut diagonal, mut beside, mut vectors) = tridiagonal(matrix);
    for first in 0..diagonal.len() {
        for step in 0.. {
            let end = block_end(&diagonal, &beside, first);
            if end == first {
                break;
            }
            if step == MOST_STEPS {
                return None;
            }
            chase(&mut diagonal, &mut beside, &mut vectors, (first, end));
        }
    }
    let mut pairs: Vec<(f64, Vec<f64>)> = diagonal.into_iter().zip(vectors).collect();
    order::sort(&mut pairs, &|a, b| b.0.total_cmp(&a.0));
    Some(pairs)
}

/// Diagonal, subdiagonal (its last element 0) and, row by row, the columns of the orthogonal Q with QᵀAQ tridiagonal.
fn tridiagonal(matrix: &LowerTriangle) -> (Vec<f64>, Vec<f64>, Vec<Vec<f64>>) {
    let n = matrix.size();
    let mut a: Vec<Vec<f64>> = (0..n)
        .map(|row| (0..n).map(|column| matrix.row(row.max(column))[row.min(column)]).collect())
        .collect();
    let mut beside = vec![0.0; n];
    let mut reflections: Vec<(Vec<f64>, f64)> = Vec::new();
    for k in 0..n.saturating_sub(1) {
        let mut v: Vec<f64> = (k + 1..n).map(|row| a[row][k]).collect();
        let norm = dot(&v, &v).sqrt();
        let alpha = if v[0] > 0.0 { -norm } else { norm };
        beside[k] = alpha;
        v[0] -= alpha;
        let square = dot(&v, &v);
        let beta = if square > 0.0 { 2.0 / square } else { 0.0 };
        // A − vwᵀ − wvᵀ with w = βAv − ½β²(vᵀAv)v, on the rows and columns after k.
        let p: Vec<f64> = a[k + 1..].iter().map(|row| beta * dot(&row[k + 1..], &v)).collect();
        let shift = 0.5 * beta * dot(&p, &v);
        let w: Vec<f64> = p.iter().zip(&v).map(|(p, v)| p - shift * v).collect();
        for (i, row) in a[k + 1..].iter_mut().enumerate() {
            for (value, (v_j, w_j)) in row[k + 1..].iter_mut().zip(v.iter().zip(&w)) {
                *value -= v[i] * w_j + w[i] * v_j;
            }
        }
        reflections.push((v, beta));
    }
    let diagonal = (0..n).map(|k| a[k][k]).collect();
    // Q = H₀H₁…, built from the last reflection on, each acting on what is not yet touched; stored by columns.
    let mut q: Vec<Vec<f64>> =
        (0..n).map(|row| (0..n).map(|column| f64::from(u8::from(row == column))).collect()).collect();
    for (k, (v, beta)) in reflections.iter().enumerate().rev() {
        for column in &mut q[k + 1..] {
            let along = beta * dot(&column[k + 1..], v);
            for (value, v) in column[k + 1..].iter_mut().zip(v) {
                *value -= along * v;
            }
        }
    }
    (diagonal, beside, q)
}

/// Last row of the block that begins at `first` and is not split by a subdiagonal element too small to matter.
fn block_end(diagonal: &[f64], beside: &[f64], first: usize) -> usize {
    (first..diagonal.len() - 1)
        .find(|&row| beside[row].abs() <= f64::EPSILON * (diagonal[row].abs() + diagonal[row + 1].abs()))
        .unwrap_or(diagonal.len() - 1)
}

/// One implicit QL step on the rows `first..=end`: rotations from the end up, applied to the vectors as well.
fn chase(diagonal: &mut [f64], beside: &mut [f64], vectors: &mut [Vec<f64>], (first, end): (usize, usize)) {
    let half = (diagonal[first + 1] - diagonal[first]) / (2.0 * beside[first]);
    let root = (half * half + 1.0).sqrt();
    let below = if half >= 0.0 { half + root } else { half - root };
    let mut bulge = diagonal[end] - diagonal[first] + beside[first] / below;
    let (mut sine, mut cosine, mut carried) = (1.0, 1.0, 0.0);
    for row in (first..end).rev() {
        let (f, b) = (sine * beside[row], cosine * beside[row]);
        let length = (f * f + bulge * bulge).sqrt();
        beside[row + 1] = length;
        if length == 0.0 {
            // The rotation is none: the matrix has split here.
            diagonal[row + 1] -= carried;
            beside[end] = 0.0;
            return;
        }
        (sine, cosine) = (f / length, bulge / length);
        let shifted = diagonal[row + 1] - carried;
        let turned = (diagonal[row] - shifted) * sine + 2.0 * cosine * b;
        carried = sine * turned;
        diagonal[row + 1] = shifted + carried;
        bulge = cosine * turned - b;
        let (upper, lower) = vectors.split_at_mut(row + 1);
        for (x, y) in upper[row].iter_mut().zip(&mut lower[0]) {
            (*x, *y) = (cosine * *x - sine * *y, sine * *x + cosine * *y);
        }
    }
    diagonal[first] -= carried;
    beside[first] = bulge;
    beside[end] = 0.0;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::random::Random;

    /// Eigenvalues of the symmetric matrix with the lower triangle of this one.
    fn check(matrix: &[f64], n: usize) -> Vec<f64> {
        let triangle = LowerTriangle::new(n, |i, j| matrix[i * n + j]);
        assert_eq!(triangle.size(), n);
        let pairs = eigen(&triangle).unwrap();
        let scale = matrix.iter().fold(0.0_f64, |most, value| most.max(value.abs())).max(1e-300) * n as f64;
        for (at, (value, vector)) in pairs.iter().enumerate() {
            for (row, &own) in vector.iter().enumerate() {
                let product: f64 =
                    (0..n).map(|column| matrix[row.max(column) * n + row.min(column)] * vector[column]).sum();
                assert!((product - value * own).abs() < 1e-13 * scale, "{n}: {product} {value} {own}");
            }
            for (other, (_, vector_of_other)) in pairs.iter().enumerate() {
                let expected = f64::from(u8::from(at == other));
                assert!((dot(vector, vector_of_other) - expected).abs() < 1e-12);
            }
        }
        pairs.into_iter().map(|pair| pair.0).collect()
    }

    #[test]
    fn a_factor_of_a_known_matrix_solves() {
        // [4 2; 2 5] = L Lᵀ with L = [2 0; 1 2].
        let matrix = LowerTriangle(vec![4.0, 2.0, 5.0]);
        let factor = matrix.cholesky(|rest, _| Ok::<_, ()>(rest)).unwrap();
        assert_eq!(factor, LowerTriangle(vec![2.0, 1.0, 2.0]));
        assert!(factor.is_factor(2) && !factor.is_factor(1) && !LowerTriangle(vec![-1.0]).is_factor(1));
        assert_eq!(factor.solve_transposed(&factor.solve(&[8.0, 12.0])), [1.0, 2.0]);
        assert_eq!(matrix.cholesky(|rest, _| if rest > 4.0 { Ok(rest) } else { Err(rest) }), Err(4.0));
        assert_eq!(LowerTriangle::new(2, |i, j| (10 * i + j) as f64), LowerTriangle(vec![0.0, 10.0, 11.0]));
    }

    #[test]
    fn vectors_are_orthonormal_and_fit_their_values() {
        assert!(check(&[], 0).is_empty());
        assert_eq!(check(&[4.0], 1), [4.0]);
        let known = check(&[2.0, 0.0, 0.0, 1.0, 2.0, 0.0, 0.0, 1.0, 2.0], 3);
        for (value, expected) in known.iter().zip([2.0 + 2.0_f64.sqrt(), 2.0, 2.0 - 2.0_f64.sqrt()]) {
            assert!((value - expected).abs() < 1e-14);
        }
        // Equal eigenvalues, rank one, zeros.
        assert_eq!(check(&[1.0, 0.0, 0.0, 1.0], 2), [1.0, 1.0]);
        let ones = check(&[1.0; 25], 5);
        assert!((ones[0] - 5.0).abs() < 1e-14 && ones[1..].iter().all(|value| value.abs() < 1e-14));
        assert_eq!(check(&[0.0; 16], 4), [0.0; 4]);
        let mut random = Random::new(4);
        for n in [2, 7, 30] {
            let matrix: Vec<f64> = (0..n * n).map(|_| random.normal()).collect();
            check(&matrix, n);
        }
        assert!(eigen(&LowerTriangle(vec![1.0, f64::NAN, 1.0])).is_none());
    }
}
