//! One sequence of a case becomes its part of a row (stages 1–6).

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::error::{Result, Warning};
use crate::monitor::Monitor;
use crate::pipeline::deep::{Deep, DeepMark};
use crate::pipeline::extract;
use crate::pipeline::facts;
use crate::pipeline::facts::Facts;
use crate::settings::Settings;
use crate::table::{Feature, Sequence};
use crate::volume::{Image, LabelMap};

/// One named value of a sequence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// Column of the cohort table: `t1_original_glcm_JointEntropy`.
    pub name: String,
    /// `None` where there is no finite number.
    pub value: Option<f64>,
    /// [`Reason::code`](crate::table::Reason::code), where the value is a convention or missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Cow<'static, str>>,
}

/// Features of one sequence of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SequenceFeatures {
    /// Which sequence.
    pub sequence: Sequence,
    /// In the order of extraction.
    pub features: Vec<Named>,
    /// What made its deep features, where it has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deep: Option<DeepMark>,
    /// What image and lesion are like; none in tables made elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<Facts>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

impl SequenceFeatures {
    /// Adds the sequence's deep features after its others, under its name.
    pub fn join(&mut self, deep: Deep) {
        let prefix = self.sequence.key();
        let named = |(name, value): (String, f64)| Named {
            name: format!("{prefix}_{name}"),
            value: Some(value),
            reason: None,
        };
        self.features.extend(deep.features.into_iter().map(named));
        self.deep = Some(deep.made_by);
        self.warnings.extend(deep.warnings);
    }
}

/// Features of one sequence, named as in cohort tables. Sequences are independent: the page runs them side by side.
///
/// # Errors
/// As [`extract()`], with the sequence as origin.
pub fn extract_sequence(
    sequence: Sequence,
    image: &Image,
    labels: &LabelMap,
    settings: &Settings,
    monitor: &dyn Monitor,
) -> Result<SequenceFeatures> {
    // Diagnostics are no part of a row; hashing a large scan would cost more than its features.
    let settings = Settings { additional_info: false, ..settings.clone() };
    let extraction = extract(image, labels, &settings, monitor).map_err(|error| error.at(sequence.key()))?;
    let features = extraction.features.iter().map(|feature| named(sequence, feature)).collect();
    Ok(SequenceFeatures { sequence, features, deep: None, facts: None, warnings: extraction.warnings })
}

/// As [`extract_sequence`], with what image and lesion are like and what that gives reason to warn of.
///
/// # Errors
/// As [`extract_sequence`].
pub fn measure_sequence(
    sequence: Sequence,
    image: &Image,
    labels: &LabelMap,
    settings: &Settings,
    monitor: &dyn Monitor,
) -> Result<SequenceFeatures> {
    let mut found = extract_sequence(sequence, image, labels, settings, monitor)?;
    let (facts, warnings) =
        facts::facts(image, labels, settings.label).map_err(|error| error.at(sequence.key()))?;
    found.facts = Some(facts);
    found.warnings.extend(warnings);
    Ok(found)
}

/// A feature under its column's name.
fn named(sequence: Sequence, feature: &Feature) -> Named {
    let value = feature.value.is_finite().then_some(feature.value);
    let reason = feature.reason.map(|reason| reason.code().into());
    Named { name: format!("{sequence}_{}", feature.id), value, reason }
}
