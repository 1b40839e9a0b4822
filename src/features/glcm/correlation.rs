//! The maximal correlation coefficient of a co-occurrence matrix.
//!
//! Q(i, j) = Σ_k p(i, k) p(j, k) / (p_x(i) p_y(k) + ε) is similar, but for ε, to S = B Bᵀ with
//! B(i, k) = p(i, k) / √(p_x(i) p_y(k)). S is symmetric with largest eigenvalue 1 at √p_x, so the wanted one is the
//! largest of what remains when that is taken out, which Lanczos' method finds in time linear in the cells. What ε
//! changes is then added to first order (rare levels: up to 1e-5).

use crate::numeric::linear::dot;

/// Steps of Lanczos between two looks at convergence.
const LOOK_EVERY: usize = 4;
/// Residual at which an eigenpair is taken: the eigenvalue is then exact to its square over the gap.
const RESIDUAL: f64 = 1e-10;
/// Norm below which a Krylov space is exhausted.
const EXHAUSTED: f64 = 1e-13;

/// B, applied as an operator, and its largest eigenvector.
struct Operator<'a> {
    cells: &'a [(u32, u32, f64)],
    scaled: Vec<f64>,
    root_x: Vec<f64>,
}

/// √(second largest eigenvalue of Q); 1 for one level, 0 where all pairs share one row.
pub(super) fn maximal(cells: &[(u32, u32, f64)], p_x: &[f64], p_y: &[f64]) -> f64 {
    if p_x.len() < 2 {
        return 1.0;
    }
    let rows = p_x.iter().filter(|p| **p > 0.0).count();
    if rows < 2 {
        return 0.0;
    }
    let scaled = cells.iter().map(|&(i, k, p)| p / (p_x[i as usize] * p_y[k as usize]).sqrt()).collect();
    let operator = Operator { cells, scaled, root_x: p_x.iter().map(|p| p.sqrt()).collect() };
    let (value, vector) = operator.second(rows - 1);
    let value = operator.shifted_by_epsilon((value, &vector), p_x, p_y);
    value.max(0.0).sqrt()
}

impl Operator<'_> {
    /// Bᵀ v
    fn transposed(&self, v: &[f64]) -> Vec<f64> {
        let mut result = vec![0.0; v.len()];
        for (&(i, k, _), b) in self.cells.iter().zip(&self.scaled) {
            result[k as usize] += b * v[i as usize];
        }
        result
    }

    /// B Bᵀ v without its part along √p_x.
    fn apply(&self, v: &[f64]) -> Vec<f64> {
        let inner = self.transposed(v);
        let mut result = vec![0.0; v.len()];
        for (&(i, k, _), b) in self.cells.iter().zip(&self.scaled) {
            result[i as usize] += b * inner[k as usize];
        }
        remove(&self.root_x, &mut result);
        result
    }

    /// Largest eigenvalue and vector orthogonal to √p_x, by Lanczos with full reorthogonalisation.
    fn second(&self, dimension: usize) -> (f64, Vec<f64>) {
        let mut basis = vec![self.start()];
        let (mut diagonal, mut beside) = (Vec::new(), Vec::new());
        loop {
            let newest = &basis[basis.len() - 1];
            let mut next = self.apply(newest);
            diagonal.push(dot(newest, &next));
            for _ in 0..2 {
                for old in &basis {
                    remove(old, &mut next);
                }
            }
            let norm = dot(&next, &next).sqrt();
            let finished = basis.len() >= dimension || norm < EXHAUSTED;
            if finished || basis.len() % LOOK_EVERY == 0 {
                let value = largest_eigenvalue(&diagonal, &beside);
                let weights = eigenvector(&diagonal, &beside, value);
                if finished || norm * weights[weights.len() - 1].abs() < RESIDUAL {
                    return (value, combine(&basis, &weights));
                }
            }
            beside.push(norm);
            next.iter_mut().for_each(|x| *x /= norm);
            basis.push(next);
        }
    }

    /// A unit vector orthogonal to √p_x with a part along any other eigenvector.
    fn start(&self) -> Vec<f64> {
        let mut state = 1_u32;
        let mut start: Vec<f64> = self
            .root_x
            .iter()
            .map(|root| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                if *root > 0.0 { f64::from(state >> 8) / f64::from(1 << 24) - 0.5 } else { 0.0 }
            })
            .collect();
        for _ in 0..2 {
            remove(&self.root_x, &mut start);
        }
        let norm = dot(&start, &start).sqrt();
        start.iter_mut().for_each(|x| *x /= norm);
        start
    }

    /// The eigenvalue when ε is added to every p_x(i) p_y(k): first order in ε within {√p_x, vector}.
    fn shifted_by_epsilon(&self, (value, vector): (f64, &[f64]), p_x: &[f64], p_y: &[f64]) -> f64 {
        let basis = [&self.root_x[..], vector];
        let onto = basis.map(|v| self.transposed(v));
        let mut change = [[0.0; 2]; 2];
        for (&(i, k, _), b) in self.cells.iter().zip(&self.scaled) {
            let (i, k) = (i as usize, k as usize);
            let product = p_x[i] * p_y[k];
            let factor = -b * super::EPSILON / (product + super::EPSILON);
            for (row, left) in basis.iter().enumerate() {
                for (column, right) in onto.iter().enumerate() {
                    change[row][column] += factor * left[i] * right[k];
                }
            }
        }
        let (a, d) = (1.0 + change[0][0], value + change[1][1]);
        let half = (a - d) / 2.0;
        let root = (half * half + change[0][1] * change[1][0]).max(0.0).sqrt();
        (a + d) / 2.0 - root
    }
}

/// Takes the part along unit vector `unit` out of `v`.
fn remove(unit: &[f64], v: &mut [f64]) {
    let part = dot(unit, v);
    v.iter_mut().zip(unit).for_each(|(x, u)| *x -= part * u);
}

fn combine(basis: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; basis[0].len()];
    for (vector, weight) in basis.iter().zip(weights) {
        sum.iter_mut().zip(vector).for_each(|(s, x)| *s += weight * x);
    }
    sum
}

/// Largest eigenvalue of a symmetric tridiagonal matrix with eigenvalues in [0, 1]: bisection on Sturm counts.
fn largest_eigenvalue(diagonal: &[f64], beside: &[f64]) -> f64 {
    let all_below = |x: f64| {
        let mut pivot = diagonal[0] - x;
        for (d, b) in diagonal[1..].iter().zip(beside) {
            if pivot >= 0.0 {
                return false;
            }
            pivot = d - x - b * b / pivot;
        }
        pivot < 0.0
    };
    let (mut low, mut high) = (-1e-3, 1.001);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if all_below(middle) { high = middle } else { low = middle }
    }
    0.5 * (low + high)
}

/// Unit eigenvector of a symmetric tridiagonal matrix for an eigenvalue: two steps of inverse iteration.
fn eigenvector(diagonal: &[f64], beside: &[f64], value: f64) -> Vec<f64> {
    let n = diagonal.len();
    let mut x = vec![1.0; n];
    for _ in 0..2 {
        // T − value is negative definite but for rounding: elimination without pivoting is stable.
        let mut pivots = vec![0.0; n];
        for i in 0..n {
            let above = if i > 0 { beside[i - 1] / pivots[i - 1] } else { 0.0 };
            let coupling = if i > 0 { above * beside[i - 1] } else { 0.0 };
            let pivot: f64 = diagonal[i] - (value + 1e-15) - coupling;
            pivots[i] = if pivot.abs() < 1e-16 { -1e-16 } else { pivot };
            if i > 0 {
                x[i] -= above * x[i - 1];
            }
        }
        for i in (0..n).rev() {
            let after = if i + 1 < n { beside[i] * x[i + 1] } else { 0.0 };
            x[i] = (x[i] - after) / pivots[i];
        }
        let norm = dot(&x, &x).sqrt();
        x.iter_mut().for_each(|v| *v /= norm);
    }
    x
}
