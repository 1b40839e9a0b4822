//! Classifiers trained elsewhere: read, checked, and applied as they are.
//!
//! Three formats: XGBoost's JSON (`booster.save_model`), LightGBM's text (`booster.save_model`) and a small JSON of our
//! own (`docs/import.md`, with an exporter for scikit-learn). What is not understood is refused by name: a categorical
//! split, another objective, several classes.

mod assemble;
mod lightgbm;
mod lists;
mod plain;
mod xgboost;

pub use lists::{MAX_NODES, MAX_TREES};

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::classify::{Calibration, Fitted, Kind};
use crate::error::{Error, Result};
use crate::numeric::float;
use crate::table::csv::MAX_COLUMNS;
use crate::words::{ModelProblem, Phrase};

/// A classifier read from another program's file.
#[derive(Debug, Clone, PartialEq)]
pub struct Foreign {
    /// Format and, where the file says so, program.
    pub made_by: String,
    /// The kind it is nearest to.
    pub kind: Kind,
    /// Names of its inputs; empty where the file has none.
    pub inputs: Vec<String>,
    /// Number of its inputs.
    pub width: usize,
    /// Mean and divisor of every input before the classifier; `None` where it takes raw values.
    pub scaling: Option<(Vec<f64>, Vec<f64>)>,
    /// The classifier, on inputs so scaled.
    pub fitted: Fitted,
    /// From its margin to its own probability.
    pub calibration: Calibration,
    /// What its trainer answered, where the file says so: [`read`] has compared them.
    pub answers: Vec<Answer>,
}

/// What a trainer's own program answered to a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Its inputs, before any scaling.
    pub row: Vec<f64>,
    /// Probability of a metastasis.
    pub probability: f64,
}

/// Most that a probability differs from its trainer's.
const WITHIN: f64 = 1e-6;

impl Foreign {
    /// Probability of a metastasis for inputs as they are in a table.
    #[must_use]
    pub fn probability(&self, row: &[f64]) -> f64 {
        let scaled: Vec<f64> = match &self.scaling {
            None => row.to_vec(),
            Some((mean, scale)) => {
                row.iter().zip(mean).zip(scale).map(|((x, mean), scale)| (x - mean) / scale).collect()
            }
        };
        float::logistic(match &self.calibration {
            Calibration::AsIs => self.fitted.raw_logit(&scaled),
            fitted => fitted.logit(self.fitted.margin(&scaled)),
        })
    }

    /// Whether it answers as its trainer did.
    fn check_answers(&self) -> Result<()> {
        let whole = |answer: &Answer| {
            let Answer { row, probability } = answer;
            row.len() == self.width
                && row.iter().all(|value| value.is_finite())
                && (0.0..=1.0).contains(probability)
        };
        if !self.answers.iter().all(whole) {
            return Err(ModelProblem::ForeignAnswerRows.into());
        }
        for (at, Answer { row, probability: expected }) in self.answers.iter().enumerate() {
            let (expected, found) = (*expected, self.probability(row));
            // A probability that is no number is not near either.
            if (found - expected).abs() <= WITHIN {
                continue;
            }
            return Err(ModelProblem::ForeignAnswers { row: at + 1, expected, found }.into());
        }
        Ok(())
    }
}

/// Reads a file, whichever of the formats it is.
///
/// # Errors
/// None of the formats, damaged, something in it that is not supported, or other answers than those that the file says its
/// trainer gave.
///
/// # Examples
/// ```
/// use discern::classify::foreign;
///
/// let found = foreign::read(&std::fs::read_to_string("tests/golden/foreign/xgboost.json")?)?;
/// assert!(found.made_by.starts_with("XGBoost"));
/// assert!(foreign::read("{}").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(text: &str) -> Result<Foreign> {
    let start = text.trim_start();
    let foreign = if start.starts_with("tree") {
        lightgbm::read(text)?
    } else if start.starts_with('{') {
        // Looked at before anything of it is kept: whether it is whole, and whose it is.
        let look: Look = serde_json::from_str(text)
            .map_err(|cause| ModelProblem::ForeignJson { cause: cause.to_string() })?;
        let unlike = |cause: serde_json::Error| ModelProblem::ForeignUnlike { cause: cause.to_string() };
        match look.learner {
            Some(_) => xgboost::read(serde_json::from_str(text).map_err(unlike)?)?,
            None => plain::read(serde_json::from_str(text).map_err(unlike)?)?,
        }
    } else {
        return Err(ModelProblem::ForeignFormat.into());
    };
    let named = foreign.inputs.is_empty() || foreign.inputs.len() == foreign.width;
    let scaled = foreign.scaling.as_ref().is_none_or(|(mean, scale)| {
        let usable = |values: &[f64]| values.len() == foreign.width && values.iter().all(|v| v.is_finite());
        usable(mean) && usable(scale) && scale.iter().all(|&divisor| divisor > 0.0)
    });
    if foreign.width == 0
        || foreign.width > MAX_COLUMNS
        || !named
        || !scaled
        || !foreign.calibration.is_sound()
    {
        return Err(ModelProblem::ForeignInputs.into());
    }
    let unsound = |expected| ModelProblem::ClassifierUnsound { expected };
    foreign.fitted.check(foreign.width).map_err(unsound)?;
    foreign.check_answers()?;
    Ok(foreign)
}

/// What tells XGBoost's JSON from others.
#[derive(Deserialize)]
struct Look {
    learner: Option<IgnoredAny>,
}

/// The kind of a model file that is no text, by its first bytes. Where those were read as text, U+FFFD stands for what is none.
pub fn binary(bytes: &[u8]) -> Option<Phrase> {
    let starts = |magics: &[&[u8]]| magics.iter().any(|magic| bytes.starts_with(magic));
    // An object whose first key has a length of eight bytes or less.
    if starts(&[b"{L", b"{i", b"{U", b"{l", b"{$"]) {
        return Some(Phrase::UbjsonModel);
    }
    // A protocol number; zlib, gzip, bzip2, LZMA of joblib.
    let packed: [&[u8]; 9] = [
        b"\x80",
        b"\xef\xbf\xbd",
        b"\x78\x9c",
        b"\x78\xda",
        b"\x78\x01",
        b"\x78\x5e",
        b"\x78\xef\xbf\xbd",
        b"\x1f",
        b"\xfd7zXZ",
    ];
    (starts(&packed) || starts(&[b"BZh"])).then_some(Phrase::PickledModel)
}

/// A field that does not hold what it should.
fn field(field: &str, expected: Phrase, found: impl Into<String>) -> Error {
    ModelProblem::ForeignField { field: field.to_owned(), expected, found: found.into().into() }.into()
}
