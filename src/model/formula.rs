//! The file that a printed formula is typed into (docs/import.md): YAML or JSON, as parameter files and declarations of clinical
//! inputs are, so that they can be copied into it and one reader does for all.

use serde::Deserialize;
use serde_json::Value;

use crate::error::Result;
use crate::model::by_name;
use crate::settings;
use crate::table::{ClinicalInput, age_alone, check_clinical};
use crate::words::{ModelProblem, Phrase, Phrases};

/// Largest size of a number of a formula; sizes of features go as far.
const MOST: f64 = 1e100;

/// A formula as a paper prints it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Formula {
    /// What to call it.
    pub name: String,
    /// Where it was published.
    #[serde(default)]
    pub doi: Option<String>,
    /// How its sum becomes a probability; left out where the paper does not say.
    #[serde(default)]
    pub link: Option<Link>,
    /// What is added to the terms.
    #[serde(default)]
    pub intercept: Option<f64>,
    /// Probability from which on a case is called a metastasis.
    #[serde(default)]
    pub threshold: Option<f64>,
    /// Whether coefficients belong to (value − mean) / sd.
    #[serde(default)]
    pub standardised: bool,
    /// Coefficients with their features.
    pub terms: Vec<PrintedTerm>,
    /// Whom it was fitted to.
    #[serde(default)]
    pub cases: Option<PrintedCases>,
    /// Clinical inputs, declared as for training; age alone when left out.
    #[serde(default = "age_alone")]
    pub clinical: Vec<ClinicalInput>,
    /// PyRadiomics parameter file that its features were extracted with.
    #[serde(default)]
    pub settings: Option<String>,
}

/// From the sum to a probability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// p = 1 / (1 + e^−sum).
    Logistic,
}

/// A coefficient.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedTerm {
    /// Its feature as printed, the sequence in front, or a clinical input.
    pub feature: String,
    /// What its value is multiplied with.
    pub coefficient: f64,
    /// Mean of the feature in the paper's training cases.
    #[serde(default)]
    pub mean: Option<f64>,
    /// Standard deviation.
    #[serde(default)]
    pub sd: Option<f64>,
}

/// Numbers of cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrintedCases {
    /// Of metastases.
    pub metastases: usize,
    /// Of primaries.
    pub primaries: usize,
    /// Of centres.
    #[serde(default = "one")]
    pub centers: usize,
}

fn one() -> usize {
    1
}

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// No YAML, a field that there is not, no terms, a number that is none or beyond 1e100, an sd that is not above 0, a threshold
    /// outside 0 to 1, settings that are no parameter file.
    pub fn read(text: &str) -> Result<Self> {
        let mut json = settings::parse_yaml(text)?;
        // A parameter file may be a text, or stand in the file as it is.
        if let Some(settings) = json.get_mut("settings").filter(|settings| settings.is_object()) {
            *settings = Value::String(settings.to_string());
        }
        let refused = |cause: serde_json::Error| ModelProblem::FormulaFile { cause: cause.to_string() };
        let formula: Self = by_name::from_text(&json.to_string()).map_err(refused)?;
        check_clinical(&formula.clinical)?;
        let numbers = formula.terms.iter().flat_map(|term| {
            [Some(term.coefficient), term.mean, term.sd.filter(|sd| *sd > 0.0).or(term.sd.map(|_| f64::NAN))]
        });
        let sound = |number: f64| number.abs() <= MOST;
        let shares = formula.threshold.is_none_or(|threshold| (0.0..=1.0).contains(&threshold));
        let cases = formula.cases.is_none_or(|cases| cases.metastases > 0 && cases.primaries > 0);
        if formula.terms.is_empty()
            || !numbers.chain([formula.intercept]).flatten().all(sound)
            || !shares
            || !cases
        {
            return Err(ModelProblem::FormulaNumbers.into());
        }
        if let Some(text) = &formula.settings {
            settings::Settings::from_yaml(text)?;
        }
        Ok(formula)
    }

    /// What the paper left out and a probability cannot do without.
    pub fn left_out(&self) -> Phrases {
        let scaled = |of: fn(&PrintedTerm) -> Option<f64>| {
            !self.standardised || self.terms.iter().all(|term| of(term).is_some())
        };
        let needed = [
            (self.intercept.is_some(), Phrase::FormulaIntercept),
            (self.link.is_some(), Phrase::FormulaLink),
            (scaled(|term| term.mean), Phrase::FormulaMeans),
            (scaled(|term| term.sd), Phrase::FormulaDeviations),
            (self.settings.is_some(), Phrase::FormulaSettings),
            (self.cases.is_some(), Phrase::FormulaCases),
        ];
        Phrases(needed.into_iter().filter(|(is_said, _)| !is_said).map(|(_, phrase)| phrase).collect())
    }
}
