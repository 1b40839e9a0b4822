//! Inverse of a 3 × 3 matrix to the last bit of ITK's.
//!
//! ITK inverts the matrix from voxels to millimetres by its singular values: A = U diag(s) Vᵀ, A⁻¹ = V diag(1/s) Uᵀ
//! (VNL over LINPACK's `dsvdc`: Golub and Reinsch, Householder to two diagonals, then shifted QR steps). On an oblique
//! grid the last bit decides to which of two voxels a position half-way between them goes, and with 0.5 mm voxels
//! resampled to 1 mm every position is half-way; so the operations stand in LINPACK's order.

/// Rows of a matrix.
type Matrix = [[f64; 3]; 3];

/// QR steps for one singular value after which LINPACK gives up; three are usual.
const MOST_STEPS: usize = 1000;

/// The inverse; directions without extent have none and are left out, as in a pseudo-inverse.
pub fn inverse(matrix: Matrix) -> Matrix {
    let mut parts = Parts::bidiagonal(matrix);
    parts.diagonalise();
    let Parts { s, u, v, .. } = parts;
    let reciprocal = s.map(|s| if s == 0.0 { 0.0 } else { 1.0 / s });
    let scaled = v.map(|row| [row[0] * reciprocal[0], row[1] * reciprocal[1], row[2] * reciprocal[2]]);
    scaled.map(|a| u.map(|b| a[0] * b[0] + a[1] * b[1] + a[2] * b[2]))
}

/// U · (s on the diagonal, e beside it) · Vᵀ.
struct Parts {
    s: [f64; 3],
    e: [f64; 3],
    u: Matrix,
    v: Matrix,
}

/// Root of the sum of squares, scaled by the largest so far.
fn norm(values: &[f64]) -> f64 {
    if let [only] = values {
        return only.abs();
    }
    let (mut scale, mut sum) = (0.0, 1.0);
    for size in values.iter().map(|value| value.abs()).filter(|size| *size != 0.0) {
        if scale < size {
            let share: f64 = scale / size;
            sum = 1.0 + sum * (share * share);
            scale = size;
        } else {
            let share: f64 = size / scale;
            sum += share * share;
        }
    }
    scale * sum.sqrt()
}

/// Σ a(i, k) b(i, j) over rows from `from` on.
fn dot(a: &Matrix, k: usize, b: &Matrix, j: usize, from: usize) -> f64 {
    (from..3).map(|i| a[i][k] * b[i][j]).sum()
}

/// Turns `values` into a Householder vector; gives the diagonal element before its sign is changed.
fn householder(values: &mut [f64]) -> f64 {
    let mut size = norm(values);
    if size != 0.0 {
        if values[0] != 0.0 {
            size = size.copysign(values[0]);
        }
        let scale = 1.0 / size;
        values.iter_mut().for_each(|value| *value *= scale);
        values[0] += 1.0;
    }
    size
}

/// Adds to every column after `k` of `m`, in rows from `from` on, what makes it orthogonal to column `k`.
fn reflect_columns(m: &mut Matrix, k: usize, from: usize) {
    for j in k + 1..3 {
        let t = -dot(m, k, m, j, from) / m[from][k];
        m[from..].iter_mut().for_each(|row| row[j] += t * row[k]);
    }
}

/// A rotation that takes (a, b) to (r, 0): r, cosine, sine.
fn rotation(a: f64, b: f64) -> (f64, f64, f64) {
    let scale = a.abs() + b.abs();
    if scale == 0.0 {
        return (0.0, 1.0, 0.0);
    }
    let (p, q) = (a / scale, b / scale);
    let larger = if a.abs() > b.abs() { a } else { b };
    let r = (scale * (p * p + q * q).sqrt()).copysign(larger);
    (r, a / r, b / r)
}

/// Rotates columns `k` and `k + 1`.
fn rotate(m: &mut Matrix, k: usize, cosine: f64, sine: f64) {
    for row in m {
        let (a, b) = (row[k], row[k + 1]);
        row[k] = cosine * a + sine * b;
        row[k + 1] = cosine * b - sine * a;
    }
}

impl Parts {
    /// Householder reflections from both sides.
    fn bidiagonal(mut x: Matrix) -> Self {
        let (mut s, mut e, mut u, mut v) = ([0.0; 3], [0.0; 3], [[0.0; 3]; 3], [[0.0; 3]; 3]);
        for l in 0..2 {
            let mut column: Vec<f64> = x[l..].iter().map(|row| row[l]).collect();
            let size = householder(&mut column);
            x[l..].iter_mut().zip(column).for_each(|(row, value)| row[l] = value);
            s[l] = -size;
            if size != 0.0 {
                reflect_columns(&mut x, l, l);
            }
            e[l + 1..].copy_from_slice(&x[l][l + 1..]);
            (l..3).for_each(|i| u[i][l] = x[i][l]);
            if l == 0 {
                e[0] = -householder(&mut e[1..]);
                if e[0] != 0.0 {
                    reflect_rows(&mut x, &e);
                }
                (1..3).for_each(|i| v[i][0] = e[i]);
            }
        }
        s[2] = x[2][2];
        e[1] = x[1][2];
        e[2] = 0.0;
        let mut parts = Self { s, e, u, v };
        parts.accumulate();
        parts
    }

    /// U and V from the reflections they hold.
    fn accumulate(&mut self) {
        let Self { s, e, u, v } = self;
        u[2][2] = 1.0;
        for l in [1, 0] {
            if s[l] == 0.0 {
                u.iter_mut().for_each(|row| row[l] = 0.0);
                u[l][l] = 1.0;
                continue;
            }
            reflect_columns(u, l, l);
            u[l..].iter_mut().for_each(|row| row[l] = -row[l]);
            u[l][l] += 1.0;
            u[..l].iter_mut().for_each(|row| row[l] = 0.0);
        }
        for l in [2, 1, 0] {
            if l == 0 && e[0] != 0.0 {
                reflect_columns(v, 0, 1);
            }
            v.iter_mut().for_each(|row| row[l] = 0.0);
            v[l][l] = 1.0;
        }
    }

    /// QR steps until nothing is left beside the diagonal.
    fn diagonalise(&mut self) {
        let (mut order, mut steps) = (3, 0);
        while order > 0 && steps < MOST_STEPS {
            let first = self.first_of_block(order);
            if first + 1 == order {
                self.place(first);
                order -= 1;
                steps = 0;
            } else {
                self.step(first, order);
                steps += 1;
            }
        }
    }

    /// First row of the last block that is still connected; negligible elements beside the diagonal become 0.
    fn first_of_block(&mut self, order: usize) -> usize {
        for l in (0..order - 1).rev() {
            let sum = self.s[l].abs() + self.s[l + 1].abs();
            if sum + self.e[l].abs() == sum {
                self.e[l] = 0.0;
                return l + 1;
            }
        }
        0
    }

    /// One shifted QR step on rows `first` to `order` − 1.
    fn step(&mut self, first: usize, order: usize) {
        let Self { s, e, u, v } = self;
        let last = order - 1;
        let scale = [s[last], s[last - 1], e[last - 1], s[first], e[first]];
        let scale = scale.into_iter().map(f64::abs).fold(0.0, f64::max);
        let [sm, before, beside] = [s[last], s[last - 1], e[last - 1]].map(|value| value / scale);
        let (sl, el) = (s[first] / scale, e[first] / scale);
        let b = ((before + sm) * (before - sm) + beside * beside) / 2.0;
        let c = (sm * beside) * (sm * beside);
        let mut shift = 0.0;
        if b != 0.0 || c != 0.0 {
            let root = (b * b + c).sqrt();
            shift = c / (b + if b < 0.0 { -root } else { root });
        }
        let (mut f, mut g) = ((sl + sm) * (sl - sm) + shift, sl * el);
        for k in first..last {
            let (r, cosine, sine) = rotation(f, g);
            if k != first {
                e[k - 1] = r;
            }
            f = cosine * s[k] + sine * e[k];
            e[k] = cosine * e[k] - sine * s[k];
            g = sine * s[k + 1];
            s[k + 1] *= cosine;
            rotate(v, k, cosine, sine);
            let (r, cosine, sine) = rotation(f, g);
            s[k] = r;
            f = cosine * e[k] + sine * s[k + 1];
            s[k + 1] = -sine * e[k] + cosine * s[k + 1];
            g = sine * e[k + 1];
            e[k + 1] *= cosine;
            rotate(u, k, cosine, sine);
        }
        e[last - 1] = f;
    }

    /// Makes a found singular value positive and moves it to where it belongs, largest first.
    fn place(&mut self, found: usize) {
        let Self { s, u, v, .. } = self;
        if s[found] < 0.0 {
            s[found] = -s[found];
            v.iter_mut().for_each(|row| row[found] = -row[found]);
        }
        for l in found..2 {
            if s[l] >= s[l + 1] {
                break;
            }
            s.swap(l, l + 1);
            u.iter_mut().chain(v.iter_mut()).for_each(|row| row.swap(l, l + 1));
        }
    }
}

/// The row reflection held in `e[1..]`, applied to the rows below the first.
fn reflect_rows(x: &mut Matrix, e: &[f64; 3]) {
    let mut work = [0.0; 3];
    for j in 1..3 {
        (1..3).for_each(|i| work[i] += e[j] * x[i][j]);
    }
    for j in 1..3 {
        let t = -e[j] / e[1];
        (1..3).for_each(|i| x[i][j] += t * work[i]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bits of SimpleITK 2.5.7: `TransformPhysicalPointToContinuousIndex` of the unit vectors.
    #[test]
    fn oblique_grids_have_itk_s_bits() {
        let known = [
            (
                [
                    [0.16957508014891154, 0.2835928737286377, -0.7505181521131206],
                    [-0.0988957609650435, -0.36848817313811255, -0.6463314775577051],
                    [-0.45985206388102173, 0.1838247758809176, -0.13776111376865763],
                ],
                [
                    [0.6783003205956469, -0.3955830438601733, -1.839408255524087],
                    [1.1343714949145502, -1.4739526925524489, 0.7352991035236693],
                    [-0.7505181521131202, -0.6463314775577048, -0.13776111376865688],
                ],
            ),
            (
                [
                    [0.20102542311064453, -1.2287785248791376, -2.7294124122343693],
                    [1.8262505153926403, -2.1170567241332106, 1.0876028143722694],
                    [-2.3715812940507237, -1.7344088801658668, 0.606158396881939],
                ],
                [
                    [0.022336158123405114, 0.20291672393251547, -0.2635090326723025],
                    [-0.13653094720879305, -0.23522852490368987, -0.19271209779620735],
                    [-0.3032680458038188, 0.12084475715247425, 0.06735093298688212],
                ],
            ),
            (
                [
                    [0.25481350365644495, 0.6238366473356219, 0.8087530760560755],
                    [0.5425529909749365, -0.5362470367037817, 0.27344602967443493],
                    [0.36153330460481425, 0.3650574654317641, -0.9803804010817047],
                ],
                [
                    [0.520027558482541, 1.1072510019896664, 0.7378230706220696],
                    [0.7701687004143484, -0.6620333786466439, 0.4506882289281034],
                    [0.4785521160095121, 0.16180238442274272, -0.580106746202192],
                ],
            ),
        ];
        for (matrix, expected) in known {
            assert_eq!(inverse(matrix), expected);
        }
    }

    #[test]
    fn axes_along_the_world_s_are_exact() {
        let matrix = [[0.0, -0.7, 0.0], [0.0, 0.0, 1.3], [0.9, 0.0, 0.0]];
        assert_eq!(inverse(matrix), [[0.0, 0.0, 1.0 / 0.9], [-1.0 / 0.7, 0.0, 0.0], [0.0, 1.0 / 1.3, 0.0]]);
    }

    #[test]
    fn what_has_no_inverse_ends() {
        for matrix in [[[0.0; 3]; 3], [[1.0; 3]; 3], [[1.0, 2.0, 0.0], [2.0, 4.0, 0.0], [0.0, 0.0, 1.0]]] {
            let _ = inverse(matrix);
        }
    }
}
