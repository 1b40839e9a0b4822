//! Singular values, and by them the inverse of a matrix, to the last bit of ITK's.
//!
//! A = U diag(s) Vᵀ, A⁻¹ = V diag(1/s) Uᵀ (VNL over LINPACK's `ssvdc` and `dsvdc`: Golub and Reinsch, Householder to two
//! diagonals, then shifted QR steps). On an oblique grid the last bit of the inverse decides to which of two voxels a
//! position half-way between them goes, and with 0.5 mm voxels resampled to 1 mm every position is half-way; and the signs of
//! U's columns, which no law fixes, decide which of a NIfTI file's placements ITK takes. So the operations stand in LINPACK's
//! order, and in its precision.

use std::ops::{AddAssign, MulAssign, Neg};

use super::scalar;

/// A precision that LINPACK computes in.
pub trait Real: scalar::Real + AddAssign + MulAssign + Neg<Output = Self> {}

impl Real for f32 {}

impl Real for f64 {}

/// Rows of a matrix.
pub type Square<T, const N: usize> = [[T; N]; N];

/// QR steps for one singular value after which LINPACK gives up; three are usual.
const MOST_STEPS: usize = 1000;

/// |x|
fn size<T: Real>(x: T) -> T {
    T::of(x.f64().abs())
}

/// |x| with the sign of another number.
fn signed<T: Real>(x: T, like: T) -> T {
    T::of(x.f64().copysign(like.f64()))
}

/// x √y; C computes it in double precision whatever x and y are, and rounds once.
fn times_root<T: Real>(x: T, y: T) -> T {
    T::of(x.f64() * y.f64().sqrt())
}

/// The inverse; directions without extent have none and are left out, as in a pseudo-inverse.
pub fn inverse<T: Real, const N: usize>(matrix: Square<T, N>) -> Square<T, N> {
    singular_values(matrix).inverse()
}

/// U, the singular values, largest first, and V.
pub fn singular_values<T: Real, const N: usize>(matrix: Square<T, N>) -> Parts<T, N> {
    let mut parts = Parts::bidiagonal(matrix);
    parts.diagonalise();
    parts
}

/// U · (s on the diagonal, e beside it) · Vᵀ.
pub struct Parts<T, const N: usize> {
    /// Singular values.
    pub s: [T; N],
    e: [T; N],
    /// Columns: where the axes of V go.
    pub u: Square<T, N>,
    v: Square<T, N>,
}

/// Root of the sum of squares, scaled by the largest so far.
fn norm<T: Real>(values: &[T]) -> T {
    if let [only] = values {
        return size(*only);
    }
    let (mut scale, mut sum) = (T::ZERO, T::of(1.0));
    for value in values.iter().map(|&value| size(value)).filter(|value| *value != T::ZERO) {
        if scale < value {
            let share = scale / value;
            sum = T::of(1.0) + sum * (share * share);
            scale = value;
        } else {
            let share = value / scale;
            sum += share * share;
        }
    }
    times_root(scale, sum)
}

/// Turns `values` into a Householder vector; gives the diagonal element before its sign is changed.
fn householder<T: Real>(values: &mut [T]) -> T {
    let mut length = norm(values);
    if length != T::ZERO {
        if values[0] != T::ZERO {
            length = signed(length, values[0]);
        }
        let scale = T::of(1.0) / length;
        values.iter_mut().for_each(|value| *value *= scale);
        values[0] += T::of(1.0);
    }
    length
}

/// Adds to every column after `k` of `m`, in rows from `from` on, what makes it orthogonal to column `k`.
fn reflect_columns<T: Real, const N: usize>(m: &mut Square<T, N>, k: usize, from: usize) {
    for j in k + 1..N {
        let dot = m[from..].iter().fold(T::ZERO, |sum, row| sum + row[k] * row[j]);
        let t = -dot / m[from][k];
        m[from..].iter_mut().for_each(|row| row[j] += t * row[k]);
    }
}

/// The row reflection held in `e[l + 1..]`, applied to the rows below row `l`.
fn reflect_rows<T: Real, const N: usize>(x: &mut Square<T, N>, e: &[T; N], l: usize) {
    let below = l + 1;
    let mut work = [T::ZERO; N];
    for j in below..N {
        (below..N).for_each(|i| work[i] += e[j] * x[i][j]);
    }
    for j in below..N {
        let t = -e[j] / e[below];
        (below..N).for_each(|i| x[i][j] += t * work[i]);
    }
}

/// A rotation that takes (a, b) to (r, 0).
struct Rotation<T> {
    r: T,
    cosine: T,
    sine: T,
}

fn rotation<T: Real>(a: T, b: T) -> Rotation<T> {
    let scale = size(a) + size(b);
    if scale == T::ZERO {
        return Rotation { r: T::ZERO, cosine: T::of(1.0), sine: T::ZERO };
    }
    let (p, q) = (a / scale, b / scale);
    let larger = if size(a) > size(b) { a } else { b };
    let r = signed(times_root(scale, p * p + q * q), larger);
    Rotation { r, cosine: a / r, sine: b / r }
}

impl<T: Real> Rotation<T> {
    /// Rotates columns `k` and `l`.
    fn turn<const N: usize>(&self, m: &mut Square<T, N>, k: usize, l: usize) {
        let (cosine, sine) = (self.cosine, self.sine);
        for row in m {
            let (a, b) = (row[k], row[l]);
            row[k] = cosine * a + sine * b;
            row[l] = cosine * b - sine * a;
        }
    }
}

/// What is left to do at the end of the two diagonals.
enum Block {
    /// One singular value is found, at this place.
    Found(usize),
    /// A QR step on the rows from this one on.
    Step(usize),
    /// The last singular value is negligible: what is beside it is moved out, up to this row.
    LastVanished(usize),
    /// The one before this row is negligible: the block is split there.
    SplitAt(usize),
}

impl<T: Real, const N: usize> Parts<T, N> {
    /// Householder reflections from both sides.
    fn bidiagonal(mut x: Square<T, N>) -> Self {
        let (mut s, mut e) = ([T::ZERO; N], [T::ZERO; N]);
        let (mut u, mut v) = ([[T::ZERO; N]; N], [[T::ZERO; N]; N]);
        for l in 0..N - 1 {
            let mut column: Vec<T> = x[l..].iter().map(|row| row[l]).collect();
            let size = householder(&mut column);
            x[l..].iter_mut().zip(column).for_each(|(row, value)| row[l] = value);
            s[l] = -size;
            if size != T::ZERO {
                reflect_columns(&mut x, l, l);
            }
            e[l + 1..].copy_from_slice(&x[l][l + 1..]);
            (l..N).for_each(|i| u[i][l] = x[i][l]);
            if l + 2 < N {
                e[l] = -householder(&mut e[l + 1..]);
                if e[l] != T::ZERO {
                    reflect_rows(&mut x, &e, l);
                }
                (l + 1..N).for_each(|i| v[i][l] = e[i]);
            }
        }
        s[N - 1] = x[N - 1][N - 1];
        e[N - 2] = x[N - 2][N - 1];
        e[N - 1] = T::ZERO;
        let mut parts = Self { s, e, u, v };
        parts.accumulate();
        parts
    }

    /// U and V from the reflections they hold.
    fn accumulate(&mut self) {
        let Self { s, e, u, v } = self;
        u[N - 1][N - 1] = T::of(1.0);
        for l in (0..N - 1).rev() {
            if s[l] == T::ZERO {
                u.iter_mut().for_each(|row| row[l] = T::ZERO);
                u[l][l] = T::of(1.0);
                continue;
            }
            reflect_columns(u, l, l);
            u[l..].iter_mut().for_each(|row| row[l] = -row[l]);
            u[l][l] += T::of(1.0);
            u[..l].iter_mut().for_each(|row| row[l] = T::ZERO);
        }
        for l in (0..N).rev() {
            if l + 2 < N && e[l] != T::ZERO {
                reflect_columns(v, l, l + 1);
            }
            v.iter_mut().for_each(|row| row[l] = T::ZERO);
            v[l][l] = T::of(1.0);
        }
    }

    /// QR steps until nothing is left beside the diagonal.
    fn diagonalise(&mut self) {
        let (mut order, mut steps) = (N, 0);
        while order > 0 && steps < MOST_STEPS {
            match self.block(order) {
                Block::Found(at) => {
                    self.place(at);
                    order -= 1;
                    steps = 0;
                }
                Block::Step(first) => {
                    self.step(first, order);
                    steps += 1;
                }
                Block::LastVanished(first) => self.move_out(first, order),
                Block::SplitAt(first) => self.split(first, order),
            }
        }
    }

    /// What is to be done with the first `order` rows; negligible elements become 0.
    fn block(&mut self, order: usize) -> Block {
        let first = self.first_of_block(order);
        if first + 1 == order {
            return Block::Found(first);
        }
        for row in (first..order).rev() {
            let mut beside = T::ZERO;
            if row + 1 != order {
                beside += size(self.e[row]);
            }
            if row != first {
                beside += size(self.e[row - 1]);
            }
            if beside + size(self.s[row]) == beside {
                self.s[row] = T::ZERO;
                return if row + 1 == order { Block::LastVanished(first) } else { Block::SplitAt(row + 1) };
            }
        }
        Block::Step(first)
    }

    /// First row of the last block that is still connected.
    fn first_of_block(&mut self, order: usize) -> usize {
        for l in (0..order - 1).rev() {
            let sum = size(self.s[l]) + size(self.s[l + 1]);
            if sum + size(self.e[l]) == sum {
                self.e[l] = T::ZERO;
                return l + 1;
            }
        }
        0
    }

    /// The last singular value of the block is 0: the element beside it is turned out of the way, row by row.
    fn move_out(&mut self, first: usize, order: usize) {
        let last = order - 1;
        let mut f = std::mem::replace(&mut self.e[last - 1], T::ZERO);
        for k in (first..last).rev() {
            let turn = rotation(self.s[k], f);
            self.s[k] = turn.r;
            if k != first {
                f = -turn.sine * self.e[k - 1];
                self.e[k - 1] *= turn.cosine;
            }
            turn.turn(&mut self.v, k, last);
        }
    }

    /// The singular value before row `first` is 0: the block ends there.
    fn split(&mut self, first: usize, order: usize) {
        let mut f = std::mem::replace(&mut self.e[first - 1], T::ZERO);
        for k in first..order {
            let turn = rotation(self.s[k], f);
            self.s[k] = turn.r;
            f = -turn.sine * self.e[k];
            self.e[k] *= turn.cosine;
            turn.turn(&mut self.u, k, first - 1);
        }
    }

    /// One shifted QR step on rows `first` to `order` − 1.
    fn step(&mut self, first: usize, order: usize) {
        let Self { s, e, u, v } = self;
        let last = order - 1;
        let scale = [s[last], s[last - 1], e[last - 1], s[first], e[first]];
        let larger = |most: T, other: T| if other > most { other } else { most };
        let scale = scale.into_iter().map(size).fold(T::ZERO, larger);
        let [sm, before, beside] = [s[last], s[last - 1], e[last - 1]].map(|value| value / scale);
        let (sl, el) = (s[first] / scale, e[first] / scale);
        let b = ((before + sm) * (before - sm) + beside * beside) / T::of(2.0);
        let c = (sm * beside) * (sm * beside);
        let mut shift = T::ZERO;
        if b != T::ZERO || c != T::ZERO {
            let root = times_root(T::of(1.0), b * b + c);
            shift = c / (b + if b < T::ZERO { -root } else { root });
        }
        let (mut f, mut g) = ((sl + sm) * (sl - sm) + shift, sl * el);
        for k in first..last {
            let turn = rotation(f, g);
            let Rotation { r, cosine, sine } = turn;
            if k != first {
                e[k - 1] = r;
            }
            f = cosine * s[k] + sine * e[k];
            e[k] = cosine * e[k] - sine * s[k];
            g = sine * s[k + 1];
            s[k + 1] *= cosine;
            turn.turn(v, k, k + 1);
            let turn = rotation(f, g);
            let Rotation { r, cosine, sine } = turn;
            s[k] = r;
            f = cosine * e[k] + sine * s[k + 1];
            s[k + 1] = -sine * e[k] + cosine * s[k + 1];
            g = sine * e[k + 1];
            e[k + 1] *= cosine;
            turn.turn(u, k, k + 1);
        }
        e[last - 1] = f;
    }

    /// Makes a found singular value positive and moves it to where it belongs, largest first.
    fn place(&mut self, found: usize) {
        let Self { s, u, v, .. } = self;
        if s[found] < T::ZERO {
            s[found] = -s[found];
            v.iter_mut().for_each(|row| row[found] = -row[found]);
        }
        for l in found..N - 1 {
            if s[l] >= s[l + 1] {
                break;
            }
            s.swap(l, l + 1);
            u.iter_mut().chain(v.iter_mut()).for_each(|row| row.swap(l, l + 1));
        }
    }

    /// V diag(1/s) Uᵀ.
    pub fn inverse(&self) -> Square<T, N> {
        let reciprocal = self.s.map(|s| if s == T::ZERO { T::ZERO } else { T::of(1.0) / s });
        let product = |row: &[T; N], other: &[T; N]| {
            let scaled: [T; N] = std::array::from_fn(|k| row[k] * reciprocal[k]);
            scaled.iter().zip(other).fold(T::ZERO, |sum, (a, b)| sum + *a * *b)
        };
        self.v.map(|row| self.u.map(|other| product(&row, &other)))
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
            assert!(singular_values(matrix).s[2] < 1e-15);
        }
        let _ = inverse([[f64::NAN; 3]; 3]);
        let far = [[1.0, 0.0, 0.0, 1e9], [0.0, 1.0, 0.0, 1e9], [0.0, 0.0, 1.0, 1e9], [0.0, 0.0, 0.0, 1.0]];
        let parts = singular_values(far);
        assert!(parts.s[0] > 1e9 && parts.s[3] < 1e-9, "{:?}", parts.s);
    }

    #[test]
    fn singular_values_are_those_of_a_matrix_made_of_them() {
        // A turn about each axis, of axes 3, 2 and 0.5 mm long.
        let a = [[1.8, -1.6, 0.0], [2.4, 1.2, 0.0], [0.0, 0.0, -0.5]];
        let found = singular_values(a);
        for (found, expected) in found.s.into_iter().zip([3.0_f64, 2.0, 0.5]) {
            assert!((found - expected).abs() < 1e-14);
        }
        let single = singular_values(a.map(|row| row.map(|value| value as f32)));
        for (found, expected) in single.u.iter().flatten().zip(found.u.iter().flatten()) {
            assert!((f64::from(*found) - expected).abs() < 1e-6);
        }
    }
}
