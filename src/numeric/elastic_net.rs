//! Logistic regression with an elastic-net penalty.
//!
//! minimises −ℓ(β₀, β)/n + λ·(α‖β‖₁ + (1−α)/2·‖β‖²), ℓ the binomial log-likelihood, β₀ not penalised: the objective of
//! Friedman, Hastie & Tibshirani (J. Stat. Softw. 2010), equal to scikit-learn's with C = 1/(nλ). Solved by proximal
//! Newton steps: the likelihood is replaced by its quadratic, which cyclic coordinate descent minimises; a step that
//! does not lower the objective is halved.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use crate::numeric::float;
use crate::numeric::linear::{row, rows};

/// λ and α of the penalty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Penalty {
    /// Strength, > 0.
    pub lambda: f64,
    /// 1: lasso; 0: ridge.
    pub alpha: f64,
    /// A step is the last one when no coefficient moved more than this.
    pub tolerance: f64,
}

/// Coefficients that are reported: exact to the digits anyone prints.
pub const FINE: f64 = 1e-11;
/// Coefficients that are only compared with each other, as along a path.
pub const COARSE: f64 = 1e-6;

/// Coefficients.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Linear {
    /// β₀.
    pub intercept: f64,
    /// β, one a column.
    pub coefficients: Vec<f64>,
}

const MOST_STEPS: usize = 200;
const MOST_SWEEPS: usize = 10_000;
const MOST_HALVINGS: usize = 40;
/// Keeps the quadratic solvable where every probability is 0 or 1.
const LEAST_WEIGHT: f64 = 1e-9;

impl Linear {
    /// All coefficients 0; the intercept gives the share of positive labels.
    pub fn prevalence(labels: &[bool], columns: usize) -> Self {
        let positive = labels.iter().filter(|&&label| label).count() as f64;
        let share = positive / labels.len() as f64;
        Self { intercept: float::logit(share), coefficients: vec![0.0; columns] }
    }

    /// β₀ + Σ β_j x_j.
    pub fn margin(&self, row: &[f64]) -> f64 {
        self.intercept + self.coefficients.iter().zip(row).map(|(b, x)| b * x).sum::<f64>()
    }
}

/// Coefficients for `columns` (one row of the matrix a column, one value a label), from `start` on; `None` where there is
/// no finite solution (a class is missing) or the columns have another length.
pub fn fit(columns: &Array2<f64>, labels: &[bool], penalty: Penalty, start: &Linear) -> Option<Linear> {
    let positive = labels.iter().filter(|&&label| label).count();
    let whole = columns.ncols() == labels.len();
    if positive == 0 || positive == labels.len() || !whole || start.coefficients.len() != columns.nrows() {
        return None;
    }
    let data = Data { columns, labels };
    let mut now = start.clone();
    let mut margins = margins(columns, &now);
    let mut height = objective(&margins, labels, &now.coefficients, penalty);
    for _ in 0..MOST_STEPS {
        let next = quadratic_minimum(data, &margins, &now, penalty);
        let Taken { linear, moved, height: next_height } = line_search(data, [&now, &next], penalty, height);
        margins = self::margins(columns, &linear);
        now = linear;
        height = next_height;
        if moved <= penalty.tolerance {
            break;
        }
    }
    (now.intercept.is_finite() && now.coefficients.iter().all(|b| b.is_finite())).then_some(now)
}

/// What is fitted to.
#[derive(Clone, Copy)]
struct Data<'a> {
    /// One row of the matrix a column.
    columns: &'a Array2<f64>,
    /// One a value of a column.
    labels: &'a [bool],
}

/// Smallest λ at which all coefficients are 0 (α > 0).
pub fn lambda_max(columns: &Array2<f64>, labels: &[bool], alpha: f64) -> f64 {
    let n = labels.len() as f64;
    let mean = labels.iter().filter(|&&label| label).count() as f64 / n;
    let residual = |label: bool| if label { 1.0 - mean } else { -mean };
    let slope = |column: &[f64]| {
        column.iter().zip(labels).map(|(x, &label)| x * residual(label)).sum::<f64>().abs() / (n * alpha)
    };
    rows(columns).map(slope).fold(0.0, f64::max)
}

fn margins(columns: &Array2<f64>, linear: &Linear) -> Vec<f64> {
    let mut margins = vec![linear.intercept; columns.ncols()];
    for (column, &coefficient) in rows(columns).zip(&linear.coefficients) {
        if coefficient != 0.0 {
            for (margin, x) in margins.iter_mut().zip(column) {
                *margin += coefficient * x;
            }
        }
    }
    margins
}

/// Mean negative log-likelihood, twice of which is the deviance per row.
pub fn loss(margins: &[f64], labels: &[bool]) -> f64 {
    let term = |(&margin, &label): (&f64, &bool)| {
        let against = if label { -margin } else { margin };
        // ln(1 + e^a) without overflow.
        against.max(0.0) + float::ln_1p(float::exp(-against.abs()))
    };
    margins.iter().zip(labels).map(term).sum::<f64>() / labels.len() as f64
}

fn objective(margins: &[f64], labels: &[bool], coefficients: &[f64], penalty: Penalty) -> f64 {
    let l1 = coefficients.iter().map(|b| b.abs()).sum::<f64>();
    let l2 = coefficients.iter().map(|b| b * b).sum::<f64>();
    loss(margins, labels) + penalty.lambda * (penalty.alpha * l1 + 0.5 * (1.0 - penalty.alpha) * l2)
}

/// Minimum of the penalised quadratic around `now`, over the intercept and the coefficients that are not held at 0.
///
/// A coefficient of 0 whose slope does not exceed λα stays there, so its curvature need not be known; the next step
/// looks at the slopes of all again.
fn quadratic_minimum(
    Data { columns, labels }: Data<'_>,
    margins: &[f64],
    now: &Linear,
    penalty: Penalty,
) -> Linear {
    let n = labels.len() as f64;
    let p: Vec<f64> = margins.iter().map(|&margin| float::logistic(margin)).collect();
    let weight: Vec<f64> = p.iter().map(|p| (p * (1.0 - p)).max(LEAST_WEIGHT)).collect();
    let residual: Vec<f64> = p.iter().zip(labels).map(|(p, &label)| p - f64::from(u8::from(label))).collect();
    let mut free = Vec::new();
    let mut gradient = vec![residual.iter().sum::<f64>() / n];
    for (j, column) in rows(columns).enumerate() {
        let slope = product(column, &residual) / n;
        if now.coefficients[j] != 0.0 || slope.abs() > penalty.lambda * penalty.alpha {
            free.push(j);
            gradient.push(slope);
        }
    }
    let width = free.len() + 1;
    let mut curvature = vec![0.0; width * width];
    curvature[0] = weight.iter().sum::<f64>() / n;
    for (a, &j) in free.iter().enumerate() {
        let weighted: Vec<f64> = row(columns, j).iter().zip(&weight).map(|(x, w)| x * w).collect();
        curvature[a + 1] = weighted.iter().sum::<f64>() / n;
        curvature[(a + 1) * width] = curvature[a + 1];
        for (b, &k) in free.iter().enumerate().take(a + 1) {
            let value = product(&weighted, row(columns, k)) / n;
            curvature[(a + 1) * width + b + 1] = value;
            curvature[(b + 1) * width + a + 1] = value;
        }
    }
    let start = free.iter().map(|&j| now.coefficients[j]);
    let mut point: Vec<f64> = std::iter::once(now.intercept).chain(start).collect();
    coordinate_descent(&curvature, &mut gradient, &mut point, penalty);
    let mut next = Linear { intercept: point[0], coefficients: vec![0.0; columns.nrows()] };
    for (&j, &coefficient) in free.iter().zip(&point[1..]) {
        next.coefficients[j] = coefficient;
    }
    next
}

/// Scalar product, in four interleaved sums: the order is fixed, and the machine may add four at a time.
fn product(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    let (whole_a, rest_a) = a.as_chunks::<4>();
    let (whole_b, rest_b) = b.as_chunks::<4>();
    for (x, y) in whole_a.iter().zip(whole_b) {
        for lane in 0..4 {
            sums[lane] += x[lane] * y[lane];
        }
    }
    let rest: f64 = rest_a.iter().zip(rest_b).map(|(x, y)| x * y).sum();
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

/// Cyclic coordinate descent; `gradient` is kept that of the smooth part at `point`.
fn coordinate_descent(curvature: &[f64], gradient: &mut [f64], point: &mut [f64], penalty: Penalty) {
    let width = point.len();
    let (l1, l2) = (penalty.lambda * penalty.alpha, penalty.lambda * (1.0 - penalty.alpha));
    for _ in 0..MOST_SWEEPS {
        let mut moved: f64 = 0.0;
        for j in 0..width {
            let own = curvature[j * width + j];
            if own <= 0.0 {
                continue;
            }
            let target = own * point[j] - gradient[j];
            let next = if j == 0 { target / own } else { soft_threshold(target, l1) / (own + l2) };
            let step = next - point[j];
            if step != 0.0 {
                for (k, slope) in gradient.iter_mut().enumerate() {
                    *slope += curvature[k * width + j] * step;
                }
                point[j] = next;
                moved = moved.max(step.abs());
            }
        }
        if moved <= 0.1 * penalty.tolerance {
            return;
        }
    }
}

fn soft_threshold(value: f64, threshold: f64) -> f64 {
    if value > threshold {
        value - threshold
    } else if value < -threshold {
        value + threshold
    } else {
        0.0
    }
}

/// A step that was taken.
struct Taken {
    linear: Linear,
    /// Largest change of a coefficient.
    moved: f64,
    /// The objective there.
    height: f64,
}

/// The farthest of full, half, quarter, … step from `now` to `next` that does not raise the objective above `height`.
fn line_search(
    Data { columns, labels }: Data<'_>,
    [now, next]: [&Linear; 2],
    penalty: Penalty,
    height: f64,
) -> Taken {
    let mut share = 1.0;
    for _ in 0..MOST_HALVINGS {
        let blend = |from: f64, to: f64| if share == 1.0 { to } else { from + share * (to - from) };
        let trial = Linear {
            intercept: blend(now.intercept, next.intercept),
            coefficients: now
                .coefficients
                .iter()
                .zip(&next.coefficients)
                .map(|(&from, &to)| blend(from, to))
                .collect(),
        };
        let trial_height = objective(&margins(columns, &trial), labels, &trial.coefficients, penalty);
        // Rounding may raise the last digits of a height that cannot fall any more.
        if trial_height <= height + 1e-14 * height.abs() {
            let moved = trial
                .coefficients
                .iter()
                .zip(&now.coefficients)
                .map(|(a, b)| (a - b).abs())
                .fold((trial.intercept - now.intercept).abs(), f64::max);
            return Taken { linear: trial, moved, height: trial_height.min(height) };
        }
        share *= 0.5;
    }
    Taken { linear: now.clone(), moved: 0.0, height }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::random::Random;

    fn sample(rows: usize, seed: u64) -> (Array2<f64>, Vec<bool>) {
        let mut random = Random::new(seed);
        let columns = Array2::from_shape_fn((5, rows), |_| random.normal());
        let labels = (0..rows)
            .map(|i| random.uniform() < float::logistic(columns[[0, i]] - 0.7 * columns[[1, i]]))
            .collect();
        (columns, labels)
    }

    /// Conditions that hold at the minimum and nowhere else (the objective is convex).
    #[test]
    fn solutions_satisfy_the_optimality_conditions() {
        let (columns, labels) = sample(120, 3);
        for penalty in [(0.02, 1.0), (0.02, 0.5), (0.1, 0.0), (1e-4, 0.3)] {
            let penalty = Penalty { lambda: penalty.0, alpha: penalty.1, tolerance: FINE };
            let start = Linear::prevalence(&labels, 5);
            let found = fit(&columns, &labels, penalty, &start).unwrap();
            let margins = margins(&columns, &found);
            let residual: Vec<f64> = margins
                .iter()
                .zip(&labels)
                .map(|(&m, &y)| float::logistic(m) - f64::from(u8::from(y)))
                .collect();
            assert!(residual.iter().sum::<f64>().abs() / 120.0 < 1e-9);
            for (column, &b) in rows(&columns).zip(&found.coefficients) {
                let slope = column.iter().zip(&residual).map(|(x, r)| x * r).sum::<f64>() / 120.0
                    + penalty.lambda * (1.0 - penalty.alpha) * b;
                let l1 = penalty.lambda * penalty.alpha;
                match b == 0.0 {
                    true => assert!(slope.abs() <= l1 + 1e-9),
                    false => assert!((slope + l1 * b.signum()).abs() < 1e-9, "{slope} {b}"),
                }
            }
        }
    }

    #[test]
    fn all_coefficients_vanish_at_lambda_max_and_one_appears_below() {
        let (columns, labels) = sample(80, 4);
        let top = lambda_max(&columns, &labels, 1.0);
        let start = Linear::prevalence(&labels, 5);
        let at =
            |lambda| fit(&columns, &labels, Penalty { lambda, alpha: 1.0, tolerance: FINE }, &start).unwrap();
        assert!(at(top * 1.000_001).coefficients.iter().all(|&b| b == 0.0));
        assert_eq!(at(top * 0.999).coefficients.iter().filter(|&&b| b != 0.0).count(), 1);
    }

    #[test]
    fn separable_classes_still_have_a_finite_solution() {
        let columns = ndarray::array![[-2.0, -1.0, 1.0, 2.0]];
        let labels = [false, false, true, true];
        let found = fit(
            &columns,
            &labels,
            Penalty { lambda: 1e-6, alpha: 0.0, tolerance: FINE },
            &Linear::prevalence(&labels, 1),
        )
        .unwrap();
        assert!(found.coefficients[0] > 5.0 && found.coefficients[0].is_finite());
        assert_eq!(
            fit(&columns, &[true; 4], Penalty { lambda: 0.1, alpha: 0.0, tolerance: FINE }, &found),
            None
        );
    }
}
