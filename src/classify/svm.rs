//! Support vector machine with a Gaussian kernel.
//!
//! Dual of the soft-margin machine: minimise ½ αᵀQα − Σα, 0 ≤ α ≤ C, Σ y α = 0, Q_ij = y_i y_j exp(−γ‖x_i−x_j‖²), by
//! sequential minimal optimisation with second-order working sets (Fan, Chen & Lin, J. Mach. Learn. Res. 2005). Written
//! here rather than taken from `linfa-svm`, whose kernel calls the platform's `exp` (other last digits in wasm).

use serde::{Deserialize, Serialize};

use super::learner::{Learner, Predictor, ensure, finite, product, rows_fit};
use crate::error::Result;
use crate::numeric::float;
use crate::table::TrainingDesign;
use crate::words::Phrase;

/// Penalty and kernel exp(−γ‖x − y‖²).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Svm {
    /// C, what a row on the wrong side costs.
    pub c: f64,
    /// γ, how narrow the kernel is.
    pub gamma: f64,
}

impl Learner for Svm {
    type Fitted = SupportVectors;

    fn grid() -> Vec<Self> {
        product(&[0.3, 1.0, 3.0, 10.0], &[0.01, 0.03, 0.1], |c, gamma| Self { c, gamma })
    }

    fn named(&self) -> Vec<(&'static str, f64)> {
        vec![("C", self.c), ("\u{3b3}", self.gamma)]
    }

    fn fit(&self, data: &TrainingDesign, _seed: u64) -> Result<SupportVectors> {
        Ok(SupportVectors::fit(data, self.c, self.gamma))
    }
}

impl Predictor for SupportVectors {
    fn margin(&self, row: &[f64]) -> f64 {
        self.decision(row)
    }

    fn sound(&self, inputs: usize) -> std::result::Result<(), Phrase> {
        let Self { gamma, offset, rows, weights } = self;
        let holds = rows.len() == weights.len()
            && rows_fit(rows, inputs)
            && finite(weights)
            && finite(&[*gamma, *offset])
            && *gamma >= 0.0;
        ensure(holds, Phrase::FiniteWeights)
    }
}

/// Support vectors and their weights: decision = Σ weight · exp(−γ‖x − s‖²) − offset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportVectors {
    /// γ.
    pub gamma: f64,
    /// ρ.
    pub offset: f64,
    /// Rows with α > 0.
    pub rows: Vec<Vec<f64>>,
    /// α·y of each.
    pub weights: Vec<f64>,
}

/// Largest violation of the optimality conditions that is let pass.
const TOLERANCE: f64 = 1e-8;
const MOST_STEPS: usize = 1_000_000;
/// Curvature of a pair of equal rows is taken for this.
const LEAST_CURVATURE: f64 = 1e-12;

impl SupportVectors {
    /// Fits with penalty `c` and kernel width `gamma`.
    pub fn fit(data: &TrainingDesign, c: f64, gamma: f64) -> Self {
        let design = data.design();
        let rows = design.rows();
        let mut kernel = vec![0.0; rows * rows];
        let points: Vec<&[f64]> = (0..rows).map(|row| design.row(row)).collect();
        for i in 0..rows {
            for j in 0..=i {
                // 32 bits, as libsvm keeps it while it solves: its answers are ours to 1e-6 then, for any C.
                let value = f64::from(gaussian(gamma, points[i], points[j]) as f32);
                kernel[i * rows + j] = value;
                kernel[j * rows + i] = value;
            }
        }
        let sign: Vec<f64> = data.labels().iter().map(|&label| if label { 1.0 } else { -1.0 }).collect();
        let (alpha, offset) = Dual { kernel: &kernel, sign: &sign, c }.solve();
        let support: Vec<usize> = (0..rows).filter(|&row| alpha[row] > 0.0).collect();
        Self {
            gamma,
            offset,
            rows: support.iter().map(|&row| points[row].to_vec()).collect(),
            weights: support.iter().map(|&row| alpha[row] * sign[row]).collect(),
        }
    }

    /// Signed distance from the boundary in the kernel's space, positive for metastasis.
    pub fn decision(&self, row: &[f64]) -> f64 {
        let terms = self.rows.iter().zip(&self.weights);
        terms.map(|(support, weight)| weight * gaussian(self.gamma, support, row)).sum::<f64>() - self.offset
    }
}

fn gaussian(gamma: f64, a: &[f64], b: &[f64]) -> f64 {
    float::exp(-gamma * a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum::<f64>())
}

struct Dual<'a> {
    kernel: &'a [f64],
    sign: &'a [f64],
    c: f64,
}

impl Dual<'_> {
    /// α and ρ.
    fn solve(&self) -> (Vec<f64>, f64) {
        let rows = self.sign.len();
        let mut alpha = vec![0.0; rows];
        let mut gradient = vec![-1.0; rows];
        for _ in 0..MOST_STEPS {
            let Some((i, j)) = self.working_set(&alpha, &gradient) else { break };
            let before = (alpha[i], alpha[j]);
            self.update_pair(&mut alpha, &gradient, (i, j));
            let step = (alpha[i] - before.0, alpha[j] - before.1);
            for (t, slope) in gradient.iter_mut().enumerate() {
                *slope += self.sign[t]
                    * (self.sign[i] * step.0 * self.kernel[i * rows + t]
                        + self.sign[j] * step.1 * self.kernel[j * rows + t]);
            }
        }
        let offset = self.offset(&alpha, &gradient);
        (alpha, offset)
    }

    fn may_rise(&self, alpha: &[f64], t: usize) -> bool {
        if self.sign[t] > 0.0 { alpha[t] < self.c } else { alpha[t] > 0.0 }
    }

    fn may_fall(&self, alpha: &[f64], t: usize) -> bool {
        if self.sign[t] > 0.0 { alpha[t] > 0.0 } else { alpha[t] < self.c }
    }

    /// The worst violator and the partner that lowers the objective most; `None` at the optimum.
    fn working_set(&self, alpha: &[f64], gradient: &[f64]) -> Option<(usize, usize)> {
        let rows = self.sign.len();
        let rising = (0..rows).filter(|&t| self.may_rise(alpha, t));
        let mut first: Option<(f64, usize)> = None;
        for t in rising {
            let slope = -self.sign[t] * gradient[t];
            if first.is_none_or(|(best, _)| slope > best) {
                first = Some((slope, t));
            }
        }
        let (highest, i) = first?;
        let (mut lowest, mut second): (f64, Option<(f64, usize)>) = (f64::INFINITY, None);
        for t in (0..rows).filter(|&t| self.may_fall(alpha, t)) {
            let slope = -self.sign[t] * gradient[t];
            lowest = lowest.min(slope);
            let gap = highest - slope;
            if gap > 0.0 {
                let gain = gap * gap / (2.0 - 2.0 * self.kernel[i * rows + t]).max(LEAST_CURVATURE);
                if second.is_none_or(|(best, _)| gain > best) {
                    second = Some((gain, t));
                }
            }
        }
        if highest - lowest < TOLERANCE { None } else { second.map(|(_, j)| (i, j)) }
    }

    /// Moves a pair to the best point of its segment within the box.
    fn update_pair(&self, alpha: &mut [f64], gradient: &[f64], (i, j): (usize, usize)) {
        let rows = self.sign.len();
        let curvature = (2.0 - 2.0 * self.kernel[i * rows + j]).max(LEAST_CURVATURE);
        let step = (-self.sign[i] * gradient[i] + self.sign[j] * gradient[j]) / curvature;
        // y_i α_i rises and y_j α_j falls by the same step; each stays in 0..C.
        let room = |t: usize, up: bool| if up == (self.sign[t] > 0.0) { self.c - alpha[t] } else { alpha[t] };
        let taken = step.min(room(i, true)).min(room(j, false));
        let at_end = |t: usize, up: bool| if up == (self.sign[t] > 0.0) { self.c } else { 0.0 };
        let next_i = if taken == room(i, true) { at_end(i, true) } else { alpha[i] + self.sign[i] * taken };
        let next_j = if taken == room(j, false) { at_end(j, false) } else { alpha[j] - self.sign[j] * taken };
        alpha[i] = next_i;
        alpha[j] = next_j;
    }

    /// Mean of y·gradient over free rows, or the middle of its bounds where none is free.
    fn offset(&self, alpha: &[f64], gradient: &[f64]) -> f64 {
        let slopes = |free: bool| {
            (0..self.sign.len())
                .filter(move |&t| (alpha[t] > 0.0 && alpha[t] < self.c) == free)
                .map(|t| (t, self.sign[t] * gradient[t]))
        };
        let free: Vec<f64> = slopes(true).map(|(_, slope)| slope).collect();
        if !free.is_empty() {
            return free.iter().sum::<f64>() / free.len() as f64;
        }
        let upper = slopes(false)
            .filter(|&(t, _)| self.may_rise(alpha, t))
            .map(|(_, s)| s)
            .fold(f64::INFINITY, f64::min);
        let lower = slopes(false)
            .filter(|&(t, _)| self.may_fall(alpha, t))
            .map(|(_, s)| s)
            .fold(f64::NEG_INFINITY, f64::max);
        if upper.is_finite() && lower.is_finite() { (upper + lower) / 2.0 } else { 0.0 }
    }
}
