//! From margins to probabilities: Platt's sigmoid, isotonic steps, another prevalence.

use serde::de::{Error as _, IgnoredAny};
use serde::{Deserialize, Deserializer, Serialize};

use super::learner::finite;
use super::tagged::{Tagged, tagged};
use crate::error::Result;
use crate::numeric::float;
use crate::numeric::order::ascending;
use crate::numeric::statistics::Line;
use crate::words::ModelProblem;

/// Which calibration to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum CalibrationKind {
    /// Probability = logistic(slope · margin + intercept).
    Platt,
    /// A rising step function of the margin, straight between the steps.
    Isotonic,
}

/// A fitted calibration.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Calibration {
    /// See [`CalibrationKind::Platt`].
    Platt {
        /// Of the margin.
        slope: f64,
        /// In log-odds.
        intercept: f64,
    },
    /// The classifier's own probability: of a classifier that was trained and calibrated elsewhere.
    AsIs,
    /// See [`CalibrationKind::Isotonic`].
    Isotonic {
        /// Rising margins.
        margins: Vec<f64>,
        /// Probability at each; not falling.
        probabilities: Vec<f64>,
    },
    /// Another calibration whose log-odds were brought to local cases: intercept + slope · log-odds. A sigmoid is a line itself
    /// and stays one.
    Updated {
        /// That of training; never one that was updated.
        of: Box<Self>,
        /// Over its log-odds.
        slope: f64,
        /// In log-odds.
        intercept: f64,
    },
}

impl<'de> Tagged<'de> for Calibration {
    const TAG: &'static str = "type";
    const KINDS: &'static [&'static str] = &["platt", "as-is", "isotonic", "updated"];

    fn of<D: Deserializer<'de>>(kind: &str, fields: D) -> std::result::Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Sigmoid {
            slope: f64,
            intercept: f64,
        }
        #[derive(Deserialize)]
        struct Steps {
            margins: Vec<f64>,
            probabilities: Vec<f64>,
        }
        #[derive(Deserialize)]
        struct Update {
            of: Box<Calibration>,
            slope: f64,
            intercept: f64,
        }
        match kind {
            "updated" => Update::deserialize(fields).map(|Update { of, slope, intercept }| Self::Updated {
                of,
                slope,
                intercept,
            }),
            "platt" => Sigmoid::deserialize(fields)
                .map(|Sigmoid { slope, intercept }| Self::Platt { slope, intercept }),
            "as-is" => IgnoredAny::deserialize(fields).map(|_| Self::AsIs),
            "isotonic" => Steps::deserialize(fields)
                .map(|Steps { margins, probabilities }| Self::Isotonic { margins, probabilities }),
            _ => Err(D::Error::unknown_variant(kind, Self::KINDS)),
        }
    }
}

impl<'de> Deserialize<'de> for Calibration {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        tagged(from)
    }
}

/// Probabilities of isotonic calibration stay this far from 0 and 1, so that every answer has log-odds.
const LEAST_PROBABILITY: f64 = 1e-3;

impl Calibration {
    /// Fits to margins of rows the classifier has not seen.
    ///
    /// # Errors
    /// A class is missing or a margin is not finite.
    pub fn fit(kind: CalibrationKind, margins: &[f64], labels: &[bool]) -> Result<Self> {
        let positive = labels.iter().filter(|&&label| label).count();
        let finite = margins.iter().all(|margin| margin.is_finite());
        if positive == 0 || positive == labels.len() || margins.len() != labels.len() || !finite {
            return Err(ModelProblem::CalibrationRows { metastases: positive }.into());
        }
        Ok(match kind {
            CalibrationKind::Platt => rising(platt(margins, labels), positive as f64 / labels.len() as f64),
            CalibrationKind::Isotonic => isotonic(margins, labels),
        })
    }

    /// The same with its log-odds changed by a line.
    #[must_use]
    pub fn updated(self, line: Line) -> Self {
        match self {
            Self::Platt { slope, intercept } => {
                Self::Platt { slope: line.slope * slope, intercept: line.logit(intercept) }
            }
            Self::Updated { of, slope, intercept } => {
                Self::Updated { of, slope: line.slope * slope, intercept: line.logit(intercept) }
            }
            other => Self::Updated { of: Box::new(other), slope: line.slope, intercept: line.intercept },
        }
    }

    /// Whether what it calibrates is the classifier's own probability.
    pub fn takes_own(&self) -> bool {
        match self {
            Self::AsIs => true,
            Self::Updated { of, .. } => **of == Self::AsIs,
            _ => false,
        }
    }

    /// Log-odds of metastasis of a margin.
    pub fn logit(&self, margin: f64) -> f64 {
        match self {
            Self::Updated { of, slope, intercept } => slope * of.logit(margin) + intercept,
            Self::Platt { slope, intercept } => slope * margin + intercept,
            Self::AsIs => margin,
            Self::Isotonic { margins, probabilities } => float::logit(
                interpolate(margins, probabilities, margin).clamp(LEAST_PROBABILITY, 1.0 - LEAST_PROBABILITY),
            ),
        }
    }

    /// Slope and intercept, where the log-odds are a line over the margin.
    pub fn line(&self) -> Option<(f64, f64)> {
        match self {
            Self::Platt { slope, intercept } => Some((*slope, *intercept)),
            Self::AsIs => Some((1.0, 0.0)),
            Self::Isotonic { .. } => None,
            Self::Updated { of, slope, intercept } => {
                of.line().map(|(inner, offset)| (slope * inner, slope * offset + intercept))
            }
        }
    }

    /// Probability of metastasis of a margin.
    pub fn probability(&self, margin: f64) -> f64 {
        float::logistic(self.logit(margin))
    }

    /// Whether what was read from a file is a calibration.
    pub fn is_sound(&self) -> bool {
        match self {
            Self::Platt { slope, intercept } => finite(&[*slope, *intercept]),
            Self::AsIs => true,
            Self::Updated { of, slope, intercept } => {
                let inner = matches!(**of, Self::AsIs | Self::Isotonic { .. });
                inner && of.is_sound() && finite(&[*slope, *intercept])
            }
            Self::Isotonic { margins, probabilities } => {
                let rising = |values: &[f64]| values.windows(2).all(|pair| pair[0] <= pair[1]);
                !margins.is_empty()
                    && finite(margins)
                    && margins.len() == probabilities.len()
                    && rising(margins)
                    && rising(probabilities)
                    && probabilities.iter().all(|p| (0.0..=1.0).contains(p))
            }
        }
    }
}

/// Log-odds at another prevalence: logit p' = logit p + logit π' − logit π (the classes look the same, there are only
/// more or fewer of them).
pub fn shift_prior(logit: f64, trained_prevalence: f64, prevalence: f64) -> f64 {
    logit + float::logit(prevalence) - float::logit(trained_prevalence)
}

/// Where larger margins go with fewer metastases, the slope would be negative: then the prevalence is the answer to every case.
fn rising((slope, intercept): (f64, f64), prevalence: f64) -> Calibration {
    match slope > 0.0 {
        true => Calibration::Platt { slope, intercept },
        false => Calibration::Platt { slope: 0.0, intercept: float::logit(prevalence) },
    }
}

/// Platt's sigmoid by Newton's method with backtracking (Lin, Lin & Weng, Mach. Learn. 2007), on his targets
/// (N₊+1)/(N₊+2) and 1/(N₋+2) in the place of 1 and 0, which keep separable data finite.
fn platt(margins: &[f64], labels: &[bool]) -> (f64, f64) {
    let positive = labels.iter().filter(|&&label| label).count() as f64;
    let negative = labels.len() as f64 - positive;
    let target =
        |label: bool| if label { (positive + 1.0) / (positive + 2.0) } else { 1.0 / (negative + 2.0) };
    let points: Vec<(f64, f64)> =
        margins.iter().zip(labels).map(|(&margin, &label)| (margin, target(label))).collect();
    let mut now = (0.0, float::ln((positive + 1.0) / (negative + 1.0)));
    let mut height = sigmoid_loss(&points, now);
    for _ in 0..100 {
        let Some(step) = newton_step(&points, now) else { break };
        let mut share = 1.0;
        let lower = loop {
            let trial = (now.0 + share * step.0, now.1 + share * step.1);
            let trial_height = sigmoid_loss(&points, trial);
            if trial_height < height {
                break Some((trial, trial_height));
            }
            share *= 0.5;
            if share < 1e-10 {
                break None;
            }
        };
        let Some((next, next_height)) = lower else { break };
        (now, height) = (next, next_height);
    }
    now
}

/// Σ −t·z + ln(1 + e^z) over (margin, target t), z = slope · margin + intercept.
fn sigmoid_loss(points: &[(f64, f64)], (slope, intercept): (f64, f64)) -> f64 {
    let term = |&(margin, target): &(f64, f64)| {
        let z = slope * margin + intercept;
        z.max(0.0) + float::ln_1p(float::exp(-z.abs())) - target * z
    };
    points.iter().map(term).sum()
}

/// −H⁻¹·gradient; `None` at the minimum.
fn newton_step(points: &[(f64, f64)], (slope, intercept): (f64, f64)) -> Option<(f64, f64)> {
    let (mut gradient, mut curvature) = ([0.0; 2], [1e-12, 0.0, 1e-12]);
    for &(margin, target) in points {
        let p = float::logistic(slope * margin + intercept);
        let (residual, weight) = (p - target, p * (1.0 - p));
        gradient[0] += residual * margin;
        gradient[1] += residual;
        curvature[0] += weight * margin * margin;
        curvature[1] += weight * margin;
        curvature[2] += weight;
    }
    let determinant = curvature[0] * curvature[2] - curvature[1] * curvature[1];
    if gradient.iter().all(|slope| slope.abs() < 1e-10) || determinant <= 0.0 {
        return None;
    }
    Some((
        -(curvature[2] * gradient[0] - curvature[1] * gradient[1]) / determinant,
        -(curvature[0] * gradient[1] - curvature[1] * gradient[0]) / determinant,
    ))
}

/// Pool-adjacent-violators on the mean label at every margin.
fn isotonic(margins: &[f64], labels: &[bool]) -> Calibration {
    let order = ascending(margins);
    // A block: first and last margin, rows, metastases.
    let mut blocks: Vec<(f64, f64, f64, f64)> = Vec::new();
    for at in order {
        let hit = f64::from(u8::from(labels[at]));
        match blocks.last_mut() {
            Some(last) if last.1 == margins[at] => {
                last.2 += 1.0;
                last.3 += hit;
            }
            _ => blocks.push((margins[at], margins[at], 1.0, hit)),
        }
    }
    let mut pooled: Vec<(f64, f64, f64, f64)> = Vec::new();
    for mut block in blocks {
        while let Some(&last) = pooled.last() {
            if last.3 / last.2 < block.3 / block.2 {
                break;
            }
            block = (last.0, block.1, last.2 + block.2, last.3 + block.3);
            pooled.pop();
        }
        pooled.push(block);
    }
    let (mut points, mut probabilities) = (Vec::new(), Vec::new());
    for (first, last, rows, hits) in pooled {
        points.push(first);
        probabilities.push(hits / rows);
        if last > first {
            points.push(last);
            probabilities.push(hits / rows);
        }
    }
    Calibration::Isotonic { margins: points, probabilities }
}

/// Straight between points, held beyond them.
fn interpolate(x: &[f64], y: &[f64], at: f64) -> f64 {
    let above = x.partition_point(|&point| point <= at);
    if above == 0 {
        return y[0];
    }
    if above == x.len() {
        return y[above - 1];
    }
    let (low, high) = (x[above - 1], x[above]);
    y[above - 1] + (y[above] - y[above - 1]) * ((at - low) / (high - low))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn isotonic_pools_what_falls_and_keeps_what_rises() {
        let margins = [1.0, 2.0, 3.0, 4.0, 5.0];
        let labels = [false, true, false, true, true];
        let Calibration::Isotonic { margins, probabilities } =
            Calibration::fit(CalibrationKind::Isotonic, &margins, &labels).unwrap()
        else {
            unreachable!("an isotonic fit is asked for")
        };
        assert_eq!((margins, probabilities), (vec![1.0, 2.0, 3.0, 4.0, 5.0], vec![0.0, 0.5, 0.5, 1.0, 1.0]));
    }

    #[test]
    fn a_shift_to_the_same_prevalence_changes_nothing_and_back_again_neither() {
        assert_eq!(shift_prior(0.4, 0.5, 0.5), 0.4);
        let there = shift_prior(0.4, 0.52, 0.1);
        assert!((shift_prior(there, 0.1, 0.52) - 0.4).abs() < 1e-12 && there < 0.4);
    }

    #[test]
    fn one_class_cannot_be_calibrated() {
        assert!(Calibration::fit(CalibrationKind::Platt, &[1.0, 2.0], &[true, true]).is_err());
        assert!(Calibration::fit(CalibrationKind::Platt, &[1.0, f64::NAN], &[true, false]).is_err());
    }
}
