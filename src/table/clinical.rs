//! Clinical inputs: what is known of a patient without an image. Age is one row of their list, and the only one where
//! nothing else is declared (docs/model.md has the file that declares them).
//!
//! A value is one number, whatever its kind: the number itself, 0 or 1 for no or yes, the place of a class. What a model is
//! fitted to are the [`Term`]s of an input: the number, whether it is above a bound, or a column for every class but the
//! first.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::numeric::statistics::quantile;
use crate::table::age::{AGE_YEARS, MISSING, age_years};
use crate::table::letters::nfkc;
use crate::table::{Column, format_number};
use crate::words::{CaseProblem, Names, Phrase, TableProblem};

/// Most clinical inputs of a model.
pub const MAX_CLINICAL: usize = 40;
/// Most classes of an input.
pub const MAX_CLASSES: usize = 20;
/// Longest name of an input, of its unit or of a class, bytes.
pub const MAX_CLINICAL_NAME: usize = 60;
/// The age's name.
const AGE: &str = "age";
/// Columns of tables with a meaning of their own.
const TAKEN: [&str; 7] = ["case", "center", "split", "label", "patient", "repeat", "mask"];
const YES: [&str; 9] = ["yes", "y", "1", "true", "positive", "ja", "是", "有", "阳性"];
const NO: [&str; 9] = ["no", "n", "0", "false", "negative", "nein", "否", "无", "阴性"];

/// What kind of value an input has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ClinicalKind {
    /// A number within bounds.
    Number,
    /// Yes or no.
    YesNo,
    /// One of several words.
    Class,
}

/// What becomes of a case in which an input is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Unknown {
    /// It gets no answer.
    #[default]
    Refused,
    /// It gets the usual value of the training cases, and the answer says so.
    Imputed,
}

/// A clinical input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct ClinicalInput {
    /// Its column in tables, and its name on the command line.
    pub name: String,
    /// What its values are.
    pub kind: ClinicalKind,
    /// Unit of a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Smallest and largest number that is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bounds: Option<[f64; 2]>,
    /// The model does not see the number, but whether it is above this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
    /// The classes; the model sees a column for each but the first, with which the others are compared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<String>,
    /// What becomes of a case in which it is not known.
    #[serde(default)]
    pub unknown: Unknown,
    /// What stands for an unknown value: the median of the training cases that have one, or their most frequent answer.
    /// Training says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imputed: Option<f64>,
    /// What a page calls it in English, where that is not its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub english: Option<String>,
    /// The same in Chinese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chinese: Option<String>,
}

/// What a model sees of a clinical input.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Term {
    /// Its value.
    Itself,
    /// 1 where it is above this number, else 0.
    Above(f64),
    /// 1 where it is the class of this place, else 0.
    Class(usize),
}

impl Term {
    /// What the model sees of a value; NaN of an unknown one.
    pub fn of(self, value: f64) -> f64 {
        let flag = |holds: bool| if value.is_nan() { value } else { f64::from(u8::from(holds)) };
        match self {
            Self::Itself => value,
            Self::Above(bound) => flag(value > bound),
            Self::Class(place) => flag(value == place as f64),
        }
    }
}

/// What somebody says of an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Name of the input.
    pub name: String,
    /// Its value as people write it.
    pub text: String,
    /// Nothing was said: it is what stands for an unknown value.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub imputed: bool,
}

/// What is known of a patient without an image.
#[derive(Debug, Clone, Copy)]
pub struct Patient<'a> {
    /// Years; NaN where it is not known.
    pub age_years: f64,
    /// The other clinical inputs, and whatever else is said.
    pub told: &'a [Told],
}

impl Patient<'_> {
    /// A patient of whom the age alone is known.
    pub fn of_age(age_years: f64) -> Self {
        Self { age_years, told: &[] }
    }
}

/// The value of an input in a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Entered<'a> {
    /// Which input.
    pub input: &'a ClinicalInput,
    /// Its value.
    pub value: f64,
    /// Whether it is not known, and this stands for it.
    pub imputed: bool,
}

impl ClinicalInput {
    /// The patient's age: the only clinical input of a model that declares none.
    pub fn age() -> Self {
        Self {
            name: AGE.to_owned(),
            kind: ClinicalKind::Number,
            unit: Some("years".to_owned()),
            bounds: Some([*AGE_YEARS.start(), *AGE_YEARS.end()]),
            above: None,
            classes: Vec::new(),
            unknown: Unknown::Refused,
            imputed: None,
            english: None,
            chinese: None,
        }
    }

    /// Whether it is the age.
    pub fn is_age(&self) -> bool {
        self.name == AGE
    }

    /// What a model sees of it: a column for each term.
    pub fn terms(&self) -> Vec<(Column, Term)> {
        let named = |name: String, term| (Column::Patient(Cow::Owned(name)), term);
        match (self.kind, self.above) {
            (ClinicalKind::Class, _) => {
                let classes = self.classes.iter().enumerate().skip(1);
                let of = |(place, class): (usize, &String)| {
                    named(format!("{}={class}", self.name), Term::Class(place))
                };
                classes.map(of).collect()
            }
            (_, Some(bound)) => {
                vec![named(format!("{}>{}", self.name, format_bound(bound)), Term::Above(bound))]
            }
            (_, None) => vec![named(self.name.clone(), Term::Itself)],
        }
    }

    /// The value that a text says; `None` where it says that there is none.
    ///
    /// # Errors
    /// It says something else than a value of this input.
    pub fn read(&self, text: &str) -> Result<Option<f64>> {
        let plain: String = nfkc(text).trim().trim_start_matches('\u{feff}').to_lowercase();
        if MISSING.contains(&plain.as_str()) {
            return Ok(None);
        }
        let found = match self.kind {
            ClinicalKind::Number if self.is_age() => age_years(text)?,
            ClinicalKind::Number => self.number(&plain),
            ClinicalKind::YesNo if YES.contains(&plain.as_str()) => Some(1.0),
            ClinicalKind::YesNo => NO.contains(&plain.as_str()).then_some(0.0),
            ClinicalKind::Class => {
                let place = self.classes.iter().position(|class| nfkc(class).to_lowercase() == plain);
                place.map(|place| place as f64)
            }
        };
        match found.filter(|&value| self.holds(value)) {
            Some(value) => Ok(Some(value)),
            None => Err(self.unread(text)),
        }
    }

    /// Why a text is none of its values.
    fn unread(&self, text: &str) -> crate::error::Error {
        let found: String = text.trim().chars().take(40).collect();
        CaseProblem::ClinicalUnread { input: self.name.clone(), expected: self.expected(), found }.into()
    }

    /// What its values are, in words.
    pub fn expected(&self) -> Phrase {
        match (self.kind, self.bounds) {
            (ClinicalKind::Number, Some([least, most])) => match self.unit.clone() {
                Some(unit) => Phrase::ClinicalAmount { least, most, unit },
                None => Phrase::ClinicalNumber { least, most },
            },
            (ClinicalKind::Number, None) => Phrase::AnyNumber,
            (ClinicalKind::YesNo, _) => Phrase::YesOrNo,
            (ClinicalKind::Class, _) => Phrase::OneOf { names: Names(self.classes.clone()) },
        }
    }

    /// A number as people and programs write them, with its own unit behind it or none. A comma could stand before decimals or
    /// thousands, and is refused.
    fn number(&self, plain: &str) -> Option<f64> {
        let unit = self.unit.as_deref().map(|unit| nfkc(unit).to_lowercase()).filter(|unit| !unit.is_empty());
        let digits = unit.and_then(|unit| plain.strip_suffix(unit.as_str())).unwrap_or(plain).trim_end();
        let unsigned = digits.strip_prefix(['-', '+', '\u{2212}']).unwrap_or(digits);
        let (decimal, exponent) = unsigned.split_once('e').unwrap_or((unsigned, "0"));
        let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, "0"));
        let power = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        let is_plain = |(part, most): (&str, usize)| {
            (1..=most).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit())
        };
        if ![(whole, 17), (fraction, 30), (power, 3)].into_iter().all(is_plain) {
            return None;
        }
        let value: f64 = format!("{whole}.{fraction}e{exponent}").parse().ok()?;
        Some(if digits.starts_with(['-', '\u{2212}']) { -value } else { value })
    }

    /// Whether a number is one of its values.
    fn holds(&self, value: f64) -> bool {
        match self.kind {
            ClinicalKind::Number => self.bounds.is_none_or(|[least, most]| (least..=most).contains(&value)),
            ClinicalKind::YesNo => value == 0.0 || value == 1.0,
            ClinicalKind::Class => (0..self.classes.len()).any(|place| value == place as f64),
        }
    }

    /// A value in words that [`Self::read`] takes.
    pub fn words(&self, value: f64) -> String {
        match self.kind {
            ClinicalKind::Number => format_number(value),
            ClinicalKind::YesNo => if value == 1.0 { "yes" } else { "no" }.to_owned(),
            ClinicalKind::Class => self.classes.get(value as usize).cloned().unwrap_or_default(),
        }
    }

    /// What is usual among values, unknown ones left out: the median of numbers (the mean of the two in the middle), else the
    /// most frequent value, of equals the first; NaN where nothing is known.
    pub fn usual(&self, values: &[f64]) -> f64 {
        let known: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        if self.kind == ClinicalKind::Number {
            return quantile(&known, 0.5).unwrap_or(f64::NAN);
        }
        let mut best = (0, f64::NAN);
        for place in 0..self.classes.len().max(2) {
            let count = known.iter().filter(|&&value| value == place as f64).count();
            if count > best.0 {
                best = (count, place as f64);
            }
        }
        best.1
    }

    /// # Errors
    /// A field is out of its domain, or of another kind of input.
    fn check(&self) -> Result<()> {
        let refused = |expected: Phrase, found: String| -> Result<()> {
            let input = self.name.as_str().into();
            Err(TableProblem::ClinicalUnsound { input, expected, found: found.into() }.into())
        };
        let is_name = |text: &str| {
            !text.trim().is_empty()
                && text.trim() == text
                && text.len() <= MAX_CLINICAL_NAME
                && !text.chars().any(char::is_control)
        };
        let taken = TAKEN.contains(&self.name.as_str()) || self.name.starts_with("mask_");
        let of_sequence = Column::parse(&self.name).sequence().is_some();
        let own = !self.name.contains(['=', '>']) && !taken && !of_sequence;
        let more = [&self.unit, &self.english, &self.chinese].into_iter().flatten();
        if !own || !is_name(&self.name) || !more.into_iter().all(|text| is_name(text)) {
            return refused(Phrase::ClinicalName { most: MAX_CLINICAL_NAME }, self.name.clone());
        }
        let distinct = (1..self.classes.len().min(MAX_CLASSES)).all(|at| {
            let plain = |class: &String| nfkc(class).to_lowercase();
            !self.classes[..at].iter().any(|other| plain(other) == plain(&self.classes[at]))
        });
        let classes = self
            .classes
            .iter()
            .all(|class| is_name(class) && !MISSING.contains(&nfkc(class).to_lowercase().as_str()));
        let is_number = self.kind == ClinicalKind::Number;
        let [least, most] = self.bounds.unwrap_or([f64::NAN; 2]);
        let inside = self.above.is_none_or(|above| least <= above && above < most);
        let (sound, expected) = match self.kind {
            ClinicalKind::Number => {
                (least.is_finite() && most.is_finite() && least < most && inside, Phrase::ClinicalBounds)
            }
            _ => (
                self.bounds.is_none() && self.above.is_none() && self.unit.is_none(),
                Phrase::FieldsOfNumbers,
            ),
        };
        if !sound {
            return refused(expected, format!("bounds {:?}, above {:?}", self.bounds, self.above));
        }
        let count = if self.kind == ClinicalKind::Class { 2..=MAX_CLASSES } else { 0..=0 };
        if !count.contains(&self.classes.len()) || !distinct || !classes {
            return refused(Phrase::ClinicalClasses { most: MAX_CLASSES }, self.classes.join(", "));
        }
        if self.is_age() && !(is_number && (*AGE_YEARS.start()..=*AGE_YEARS.end()).contains(&least)) {
            return refused(Phrase::AgeYears, format!("{:?}", self.kind));
        }
        match self.imputed.filter(|&value| !self.holds(value)) {
            Some(value) => refused(self.expected(), format_number(value)),
            None => Ok(()),
        }
    }
}

/// A bound as the name of a column has it: `60`, not `60.0`.
fn format_bound(bound: f64) -> String {
    let text = format_number(bound);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Checks a list of inputs.
///
/// # Errors
/// None or too many, one twice, and what is wrong with one of them.
pub fn check_clinical(inputs: &[ClinicalInput]) -> Result<()> {
    // Pairs are compared of no more than may be.
    let most = inputs.len().min(MAX_CLINICAL);
    let twice = (1..most).find(|&at| inputs[..at].iter().any(|other| other.name == inputs[at].name));
    if inputs.is_empty() || inputs.len() > MAX_CLINICAL || twice.is_some() {
        let input = twice.map_or("", |at| inputs[at].name.as_str()).into();
        let (expected, found) =
            (Phrase::ClinicalCount { most: MAX_CLINICAL }, inputs.len().to_string().into());
        return Err(TableProblem::ClinicalUnsound { input, expected, found }.into());
    }
    inputs.iter().try_for_each(ClinicalInput::check)
}

/// Whether a list of inputs is that of a model that declares none.
pub fn is_age_alone(inputs: &[ClinicalInput]) -> bool {
    matches!(inputs, [only] if *only == ClinicalInput::age())
}

/// The age alone.
pub fn age_alone() -> Vec<ClinicalInput> {
    vec![ClinicalInput::age()]
}

/// The input that a column is made of, by its place, and how.
pub fn term_of(inputs: &[ClinicalInput], column: &Column) -> Option<(usize, Term)> {
    inputs.iter().enumerate().find_map(|(place, input)| {
        input.terms().into_iter().find(|(name, _)| name == column).map(|(_, term)| (place, term))
    })
}

/// The value of every input in a case.
///
/// # Errors
/// One is not known and nothing stands for it, or what is said of it is none of its values.
pub fn entered<'a>(inputs: &'a [ClinicalInput], patient: Patient<'_>) -> Result<Vec<Entered<'a>>> {
    let one = |input: &'a ClinicalInput| {
        let told = patient.told.iter().find(|told| told.name == input.name);
        let known = match told {
            _ if input.is_age() && !patient.age_years.is_nan() => Some(patient.age_years),
            Some(told) if !told.imputed => input.read(&told.text)?,
            _ => None,
        };
        let none = |found: String| match input.is_age() {
            true => CaseProblem::Age { found },
            false => {
                CaseProblem::ClinicalUnread { input: input.name.clone(), expected: input.expected(), found }
            }
        };
        match (known, input.unknown, input.imputed) {
            (Some(value), ..) if input.holds(value) => Ok(Entered { input, value, imputed: false }),
            (Some(value), ..) => Err(none(format_number(value)).into()),
            (None, Unknown::Imputed, Some(value)) => Ok(Entered { input, value, imputed: true }),
            (None, ..) => Err(none("none".to_owned()).into()),
        }
    };
    inputs.iter().map(one).collect()
}

#[cfg(test)]
mod tests;
