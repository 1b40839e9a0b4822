//! Classifiers trained elsewhere: read, checked, and applied as they are.
//!
//! Three formats: XGBoost's JSON (`booster.save_model`), LightGBM's text (`booster.save_model`) and a small JSON of our
//! own (`docs/import.md`, with an exporter for scikit-learn). What is not understood is refused by name: a categorical
//! split, another objective, several classes.

mod assemble;
mod lightgbm;
mod plain;
mod xgboost;

use crate::classify::{Calibration, Fitted, Kind};
use crate::error::{Error, ErrorKind, Result};

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
}

/// Reads a file, whichever of the formats it is.
///
/// # Errors
/// None of the formats, damaged, or something in it that is not supported.
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
        let value: serde_json::Value = serde_json::from_str(text)
            .map_err(|cause| refused("model file", "whole JSON", cause.to_string()))?;
        match value.get("learner") {
            Some(learner) => xgboost::read(learner, value.get("version"))?,
            None => plain::read(value)?,
        }
    } else {
        let expected = "XGBoost's JSON, LightGBM's text or discern-classifier JSON";
        return Err(refused("model file", expected, "another format")
            .hint("save XGBoost's model as model.json, LightGBM's as model.txt"));
    };
    let named = foreign.inputs.is_empty() || foreign.inputs.len() == foreign.width;
    let scaled = foreign.scaling.as_ref().is_none_or(|(mean, scale)| {
        let usable = |values: &[f64]| values.len() == foreign.width && values.iter().all(|v| v.is_finite());
        usable(mean) && usable(scale) && scale.iter().all(|&divisor| divisor > 0.0)
    });
    if foreign.width == 0 || !named || !scaled || !foreign.calibration.is_sound() {
        let expected = "inputs, and a name, a mean and a divisor above 0 for each where it has them";
        return Err(refused("model file", expected, "something else"));
    }
    foreign.fitted.check(foreign.width)?;
    Ok(foreign)
}

/// A file that cannot be taken.
fn refused(thing: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) -> Error {
    Error::new(ErrorKind::Model, thing, expected, found)
}

/// A file of a known format with something in it that is not supported.
fn unsupported(what: &str, found: impl Into<String>) -> Error {
    Error::new(ErrorKind::Unsupported, "model file", what, found)
}
