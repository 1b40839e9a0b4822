//! Every number of the report, computed once: tables and figures both read it here.

use crate::error::Result;
use crate::numeric::statistics;
use crate::numeric::statistics::{
    AucInterval, CalibrationError, CalibrationLine, Confusion, Data, DelongTest, GoodnessOfFit, Grouping,
    Proportion, Reclassification,
};
use crate::report::elsewhere::{accuracy_at, brier_at, f1_at, npv_at, ppv_at};
use crate::report::study::{Cohort, Model, OrReason, Study, cohort_name};
use crate::report::text::or_reason;
use crate::table::Split;
use crate::words::ReportGap;

pub use crate::report::measured::Measured;

/// How one model does in one cohort.
#[derive(Debug, Clone, PartialEq)]
pub struct Performance {
    /// Cases, and metastases among them.
    pub cases: usize,
    /// Metastases.
    pub events: usize,
    /// AUC with DeLong's interval.
    pub auc: OrReason<AucInterval>,
    /// Counts at the frozen threshold.
    pub confusion: OrReason<Confusion>,
    /// Brier score.
    pub brier: OrReason<f64>,
    /// Scaled Brier score.
    pub scaled_brier: OrReason<f64>,
    /// Calibration intercept, slope and in the large.
    pub line: OrReason<CalibrationLine>,
    /// ICI, E90, Emax.
    pub error: OrReason<CalibrationError>,
    /// Expected calibration error over ten bins of equal width.
    pub ece: OrReason<f64>,
    /// Hosmer–Lemeshow test.
    pub hosmer_lemeshow: OrReason<GoodnessOfFit>,
    /// Spiegelhalter's test.
    pub spiegelhalter: OrReason<GoodnessOfFit>,
    /// Share of metastases that the cases are weighted to, where it is another than theirs.
    pub share: Option<f64>,
}

/// Two models on the same cases.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Positions in the study's models.
    pub models: (usize, usize),
    /// DeLong's test of first against second.
    pub delong: OrReason<DelongTest>,
    /// Its p-value after Holm's correction over the cohort's comparisons.
    pub holm_p: OrReason<f64>,
    /// Change from the second model to the first.
    pub reclassification: OrReason<Reclassification>,
    /// Net benefit of the first less that of the second, at each of [`BENEFIT_AT`].
    pub net_benefit: OrReason<Vec<f64>>,
}

/// Thresholds at which the net benefit of two models is compared.
pub const BENEFIT_AT: [f64; 3] = [0.2, 0.5, 0.8];

impl Performance {
    /// The performance of a model without inputs: all cases have one probability, so that there is no calibration line.
    #[must_use]
    pub fn of_no_inputs(self) -> Self {
        Self { line: Err(ReportGap::CalibrationOfNoInputs), ..self }
    }

    /// The performance in a place with another share of metastases, to which probabilities `p` were shifted: the cases are
    /// weighted to it, and calibration is left out.
    #[must_use]
    pub fn at_share(self, share: f64, (labels, p): (&[bool], &[f64])) -> Self {
        let gap = || ReportGap::AtOtherShare;
        let brier = match (&self.brier, brier_at(labels, p, share)) {
            (Ok(_), Some(brier)) => Ok(brier),
            (Err(reason), _) => Err(reason.clone()),
            (_, None) => Err(gap()),
        };
        Self {
            scaled_brier: brier.clone().map(|brier| 1.0 - brier / (share * (1.0 - share))),
            brier,
            line: Err(gap()),
            error: Err(gap()),
            ece: Err(gap()),
            hosmer_lemeshow: Err(gap()),
            spiegelhalter: Err(gap()),
            share: Some(share),
            ..self
        }
    }
}

/// A column of the performance table.
pub struct Measure {
    /// Column of the CSV file.
    pub key: &'static str,
    /// Heading in the page.
    pub heading: &'static str,
    /// Whether the page's table of all models has it; the CSV file has all.
    pub shown: bool,
    /// How it is read from a performance.
    pub of: fn(&Performance) -> OrReason<Measured>,
}

/// All of them, in the order of the table.
pub const MEASURES: [Measure; 13] = [
    Measure { key: "auc", heading: "AUC", shown: true, of: |p| p.auc.clone().map(measured_auc) },
    Measure {
        key: "sensitivity",
        heading: "Sensitivity",
        shown: true,
        of: |p| counted(p, "Sensitivity", Confusion::sensitivity),
    },
    Measure {
        key: "specificity",
        heading: "Specificity",
        shown: true,
        of: |p| counted(p, "Specificity", Confusion::specificity),
    },
    Measure {
        key: "accuracy",
        heading: "Accuracy",
        shown: true,
        of: |p| weighted(p, ("Accuracy", Confusion::accuracy), accuracy_at),
    },
    Measure {
        key: "ppv",
        heading: "PPV",
        shown: true,
        of: |p| weighted(p, ("PPV", Confusion::positive_predictive_value), ppv_at),
    },
    Measure {
        key: "npv",
        heading: "NPV",
        shown: true,
        of: |p| weighted(p, ("NPV", Confusion::negative_predictive_value), npv_at),
    },
    Measure { key: "f1", heading: "F1", shown: true, of: |p| weighted(p, ("F1", Confusion::f1), f1_at) },
    Measure { key: "brier", heading: "Brier", shown: true, of: |p| p.brier.clone().map(plain) },
    Measure {
        key: "scaled_brier",
        heading: "Scaled Brier",
        shown: false,
        of: |p| p.scaled_brier.clone().map(plain),
    },
    Measure {
        key: "calibration_slope",
        heading: "Slope",
        shown: true,
        of: |p| p.line.clone().map(|line| normal(line.slope, line.slope_error)),
    },
    Measure {
        key: "calibration_intercept",
        heading: "Intercept",
        shown: true,
        of: |p| p.line.clone().map(|line| normal(line.intercept, line.intercept_error)),
    },
    Measure {
        key: "calibration_in_the_large",
        heading: "In the large",
        shown: false,
        of: |p| p.line.clone().map(|line| normal(line.in_the_large, line.in_the_large_error)),
    },
    Measure {
        key: "ici",
        heading: "ICI",
        shown: false,
        of: |p| p.error.clone().map(|error| plain(error.ici)),
    },
];

fn plain(value: f64) -> Measured {
    Measured { value, interval: None }
}

/// Normal 95 % interval.
fn normal(value: f64, error: f64) -> Measured {
    let half = statistics::Z_95 * error;
    Measured { value, interval: Some((value - half, value + half)) }
}

fn measured_auc(auc: AucInterval) -> Measured {
    Measured { value: auc.auc, interval: Some((auc.lower, auc.upper)) }
}

/// A proportion of counted cases; one of no cases is the only one that is not defined.
fn counted(
    performance: &Performance,
    measure: &'static str,
    of: fn(&Confusion) -> crate::error::Result<Proportion>,
) -> OrReason<Measured> {
    let counts = performance.confusion.as_ref().map_err(Clone::clone)?;
    let Proportion { value, lower, upper } = of(counts).map_err(|_| ReportGap::NothingToCount { measure })?;
    Ok(Measured { value, interval: Some((lower, upper)) })
}

/// As [`counted`], or for another share of metastases, where that is asked for.
fn weighted(
    performance: &Performance,
    (measure, of): (&'static str, fn(&Confusion) -> crate::error::Result<Proportion>),
    at: fn(&Confusion, f64) -> Option<Measured>,
) -> OrReason<Measured> {
    match performance.share {
        None => counted(performance, measure, of),
        Some(share) => {
            let counts = performance.confusion.as_ref().map_err(Clone::clone)?;
            at(counts, share).ok_or(ReportGap::NothingToCount { measure })
        }
    }
}

/// Labels and predictions of `model` in cohort `at`, or why there are none.
pub fn predicted<'a>(study: &'a Study, model: &'a Model, at: usize) -> OrReason<(Vec<bool>, &'a [f64])> {
    let cohort = &study.cohorts[at];
    let name = cohort_name(cohort.split);
    if cohort.subjects.is_empty() {
        return Err(ReportGap::NoCasesOfCohort { cohort: name });
    }
    match model.predictions.get(at) {
        Some(Ok(probabilities)) => Ok((cohort.labels(), probabilities)),
        Some(Err(gap)) => {
            Err(ReportGap::NotPredicted { model: model.full_name(), cohort: name, gap: gap.to_string() })
        }
        None => Err(ReportGap::NotEvaluated { model: model.full_name(), cohort: name }),
    }
}

/// Performance of `model` in cohort `at`.
///
/// # Errors
/// There are no cases or no predictions; the reason.
pub fn performance(study: &Study, model: &Model, at: usize) -> OrReason<Performance> {
    let (labels, p) = predicted(study, model, at)?;
    let mut performance = judged(study.cohorts[at].split, (&labels, p), model.threshold);
    if let Some(share) = study.share {
        performance = performance.at_share(share, (&labels, p));
    }
    Ok(if model.inputs == 0 { performance.of_no_inputs() } else { performance })
}

/// Performance of probabilities `p` for a cohort whose diagnoses are `labels` (metastasis?), at a frozen threshold.
pub fn judged(split: Split, (labels, p): (&[bool], &[f64]), threshold: f64) -> Performance {
    // Calibration was fitted on the out-of-fold predictions of the training cohort: they are development data.
    let data = if split == Split::Train { Data::Development } else { Data::External };
    Performance {
        cases: labels.len(),
        events: labels.iter().filter(|&&label| label).count(),
        auc: or_reason(statistics::auc_interval(labels, p)),
        confusion: or_reason(statistics::confusion(labels, p, threshold)),
        brier: or_reason(statistics::brier(labels, p)),
        scaled_brier: or_reason(statistics::scaled_brier(labels, p)),
        line: or_reason(statistics::calibration_line(labels, p)),
        error: or_reason(statistics::calibration_error(labels, p)),
        ece: or_reason(statistics::expected_calibration_error(labels, p, Grouping::EqualWidth)),
        hosmer_lemeshow: or_reason(statistics::hosmer_lemeshow(labels, p, data)),
        spiegelhalter: or_reason(statistics::spiegelhalter(labels, p)),
        share: None,
    }
}

/// Every pair of the compared models in cohort `at`, with Holm's correction over the pairs.
pub fn comparisons(study: &Study, at: usize) -> Vec<Comparison> {
    let mut result = Vec::new();
    for (place, &first) in study.compared.iter().enumerate() {
        for &second in &study.compared[place + 1..] {
            result.push(compare(study, (first, second), at));
        }
    }
    let p_values: Vec<f64> =
        result.iter().filter_map(|pair| pair.delong.as_ref().ok()).map(|test| test.p).collect();
    let mut adjusted = statistics::holm(&p_values).unwrap_or_default().into_iter();
    for pair in &mut result {
        pair.holm_p = match &pair.delong {
            Ok(_) => adjusted.next().ok_or(ReportGap::NoPValues),
            Err(reason) => Err(reason.clone()),
        };
    }
    result
}

/// Every model against the clinical inputs alone in cohort `at`; none where the study has no such baseline.
pub fn against_clinical(study: &Study, at: usize) -> Vec<Comparison> {
    let models = 0..study.models.len();
    let pair = |baseline: usize| {
        let own = models.filter(|&place| !study.models[place].baseline);
        own.map(|place| compare(study, (place, baseline), at)).collect()
    };
    study.clinical.map(pair).unwrap_or_default()
}

fn compare(study: &Study, models: (usize, usize), at: usize) -> Comparison {
    let both = predicted(study, &study.models[models.0], at)
        .and_then(|(labels, first)| Ok((labels, first, predicted(study, &study.models[models.1], at)?.1)));
    let (delong, reclassification, net_benefit) = match both {
        Ok((labels, first, second)) => (
            or_reason(statistics::delong_test(&labels, first, second)),
            or_reason(statistics::reclassification(&labels, second, first)),
            or_reason(benefit(&labels, [first, second], study.share)),
        ),
        Err(reason) => (Err(reason.clone()), Err(reason.clone()), Err(reason)),
    };
    Comparison { models, delong, holm_p: Err(ReportGap::NoPValues), reclassification, net_benefit }
}

/// Net benefit of `first` less that of `second`.
fn benefit(labels: &[bool], both: [&[f64]; 2], share: Option<f64>) -> Result<Vec<f64>> {
    let [first, second] = both.map(|p| statistics::decision_curve(labels, p, &BENEFIT_AT, share));
    Ok(first?.iter().zip(second?).map(|(first, second)| first.model - second.model).collect())
}

/// Cohorts of the study that have cases, with their positions.
pub fn present(study: &Study) -> impl Iterator<Item = (usize, &Cohort)> {
    study.cohorts.iter().enumerate().filter(|(_, cohort)| !cohort.subjects.is_empty())
}
