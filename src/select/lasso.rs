//! Logistic lasso over a path of penalties, its strength by cross-validation and the one-standard-error rule.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use crate::numeric::elastic_net::{self, Linear, Penalty};
use crate::numeric::statistics;
use crate::table::{Column, TrainingView, stratified_folds};

/// One penalty of the path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LassoPoint {
    /// Strength of the penalty.
    pub lambda: f64,
    /// Mean deviance a held-out row.
    pub deviance: f64,
    /// Standard error of that mean over the folds.
    pub standard_error: f64,
    /// Coefficients on all training rows, of the standardised features.
    pub coefficients: Vec<f64>,
}

/// The path and what was chosen on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LassoPath {
    /// Features, in the order of the coefficients.
    pub features: Vec<Column>,
    /// From the strongest penalty to the weakest.
    pub points: Vec<LassoPoint>,
    /// Point with the least deviance.
    pub least: usize,
    /// Strongest penalty within one standard error of the least deviance.
    pub one_se: usize,
    /// Which of the two was taken and why.
    pub rule: String,
    /// Features with a coefficient there.
    pub kept: Vec<Column>,
}

/// Folds of the cross-validation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Folds {
    /// Their number.
    pub count: usize,
    /// Seed by which rows are assigned to them.
    pub seed: u64,
}

impl LassoPath {
    /// Whether what was read from a file is a path.
    pub fn is_sound(&self) -> bool {
        let sound = |point: &LassoPoint| {
            let numbers = [point.lambda, point.deviance, point.standard_error];
            point.lambda > 0.0
                && point.standard_error >= 0.0
                && numbers.iter().chain(&point.coefficients).all(|number| number.is_finite())
                && point.coefficients.len() == self.features.len()
        };
        self.points.iter().all(sound)
            && self.least.max(self.one_se) < self.points.len()
            && self.kept.iter().all(|kept| self.features.contains(kept))
    }
}

/// Penalties on the path.
const PENALTIES: usize = 40;
/// Weakest penalty as a share of the strongest.
const WEAKEST: f64 = 0.02;

/// Path on standardised `columns` (features × rows); `None` when there are none, or nothing can be fitted.
pub(super) fn cross_validated(
    names: &[Column],
    columns: &Array2<f64>,
    view: &TrainingView,
    folds: Folds,
) -> Option<LassoPath> {
    let labels = view.labels();
    let strongest = elastic_net::lambda_max(columns, labels, 1.0);
    if columns.nrows() == 0 || strongest <= 0.0 {
        return None;
    }
    let ratio = crate::numeric::float::pow(WEAKEST, 1.0 / (PENALTIES - 1) as f64);
    let lambdas: Vec<f64> =
        std::iter::successors(Some(strongest), |lambda| Some(lambda * ratio)).take(PENALTIES).collect();
    let fits = path(columns, labels, &lambdas)?;
    let deviances = held_out_deviances(columns, view, &lambdas, folds)?;
    let points: Vec<LassoPoint> = lambdas
        .iter()
        .zip(fits)
        .enumerate()
        .map(|(at, (&lambda, fit))| {
            let of_folds: Vec<f64> = deviances.iter().map(|fold| fold[at]).collect();
            let (deviance, sd) = statistics::mean_sd(&of_folds);
            let standard_error = sd / (of_folds.len() as f64).sqrt();
            LassoPoint { lambda, deviance, standard_error, coefficients: fit.coefficients }
        })
        .collect();
    Some(chosen(names, points))
}

fn chosen(names: &[Column], points: Vec<LassoPoint>) -> LassoPath {
    let mut least = 0;
    for at in 1..points.len() {
        if points[at].deviance < points[least].deviance {
            least = at;
        }
    }
    let limit = points[least].deviance + points[least].standard_error;
    let one_se = points.iter().position(|point| point.deviance <= limit).unwrap_or(least);
    let with_any = |at: usize| points[at].coefficients.iter().any(|&b| b != 0.0);
    let (taken, rule) = if with_any(one_se) {
        (one_se, "strongest penalty within one standard error of the least deviance")
    } else {
        (least, "least deviance, because one standard error from it no feature is left")
    };
    let kept = names
        .iter()
        .zip(&points[taken].coefficients)
        .filter(|(_, coefficient)| **coefficient != 0.0)
        .map(|(name, _)| name.clone())
        .collect();
    LassoPath { features: names.to_vec(), least, one_se, rule: rule.to_owned(), kept, points }
}

/// Fits along the path, each from the one before.
fn path(columns: &Array2<f64>, labels: &[bool], lambdas: &[f64]) -> Option<Vec<Linear>> {
    let mut start = Linear::prevalence(labels, columns.nrows());
    let mut fits = Vec::with_capacity(lambdas.len());
    for &lambda in lambdas {
        start = elastic_net::fit(
            columns,
            labels,
            Penalty { lambda, alpha: 1.0, tolerance: elastic_net::COARSE },
            &start,
        )?;
        fits.push(start.clone());
    }
    Some(fits)
}

/// For every fold, the mean deviance of its rows at every penalty.
fn held_out_deviances(
    columns: &Array2<f64>,
    view: &TrainingView,
    lambdas: &[f64],
    folds: Folds,
) -> Option<Vec<Vec<f64>>> {
    let labels = view.labels();
    let fold_of = stratified_folds(labels, view.patients(), folds.count, folds.seed);
    let mut deviances = Vec::with_capacity(folds.count);
    for fold in 0..folds.count {
        let side = |inside: bool| -> (Array2<f64>, Vec<bool>) {
            let kept: Vec<usize> =
                (0..labels.len()).filter(|&row| (fold_of[row] == fold) == inside).collect();
            let shape = (columns.nrows(), kept.len());
            let columns = Array2::from_shape_fn(shape, |(feature, at)| columns[[feature, kept[at]]]);
            (columns, kept.iter().map(|&row| labels[row]).collect())
        };
        let (training, training_labels) = side(false);
        let (held_out, held_out_labels) = side(true);
        let mut of_fold = Vec::with_capacity(lambdas.len());
        for fit in path(&training, &training_labels, lambdas)? {
            let margins: Vec<f64> =
                held_out.columns().into_iter().map(|row| fit.margin(&row.to_vec())).collect();
            of_fold.push(2.0 * elastic_net::loss(&margins, &held_out_labels));
        }
        deviances.push(of_fold);
    }
    Some(deviances)
}
