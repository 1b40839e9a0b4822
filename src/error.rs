//! The one public error type, and warnings as data.
//!
//! An error says what went wrong with which thing, what was expected and what was found; advice is kept apart as a
//! hint, so that a shell can show it differently. The core never puts patient data (names, descriptions from
//! headers) into either; file names are added by the shell, which got them from the user.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::sequence::Sequence;

/// Values of a code by their names: numbers, texts, lists of them, and codes of their own.
pub type Values = serde_json::Map<String, Value>;

/// A message without its words: a code and its values, from which any language can make a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "CodeWithValues"))]
pub struct Coded {
    /// Short name in kebab case: `mask-cut-off`.
    pub code: String,
    /// What the words are made of.
    #[cfg_attr(test, ts(type = "object"))]
    pub values: Values,
}

impl Coded {
    /// Of a variant's name and its values.
    pub(crate) fn new(variant: &str, values: &[Named<'_>]) -> Self {
        let values = values.iter().map(|(name, value)| ((*name).to_owned(), plain(value.value()))).collect();
        Self { code: kebab(variant), values }
    }
}

/// A value of a code: as words, and as data.
pub(crate) trait Datum: fmt::Display {
    /// As data.
    fn value(&self) -> Value;
}

impl<T: fmt::Display + Clone + Into<Value>> Datum for T {
    fn value(&self) -> Value {
        self.clone().into()
    }
}

/// A value of a code, with its name.
pub(crate) type Named<'a> = (&'static str, &'a dyn Datum);

/// A value whose whole numbers are written without a fraction, as they are after they were numbers of JavaScript: so a
/// code reads the same from the page and the command line.
fn plain(value: Value) -> Value {
    match value {
        Value::Array(values) => values.into_iter().map(plain).collect(),
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9.0e15 => {
                (float as i64).into()
            }
            _ => Value::Number(number),
        },
        other => other,
    }
}

impl From<Coded> for Value {
    fn from(Coded { code, values }: Coded) -> Self {
        let object = [("code".to_owned(), code.into()), ("values".to_owned(), values.into())];
        Self::Object(object.into_iter().collect())
    }
}

/// `MaskCutOff` as `mask-cut-off`, `Lbp_2dIn_3d` as `lbp-2d-in-3d`.
pub(crate) fn kebab(variant: &str) -> String {
    let mut text = String::new();
    for letter in variant.chars() {
        match letter {
            '_' => text.push('-'),
            'A'..='Z' if !text.is_empty() && !text.ends_with('-') => {
                text.push('-');
                text.push(letter.to_ascii_lowercase());
            }
            letter => text.push(letter.to_ascii_lowercase()),
        }
    }
    text
}

/// What kind of thing went wrong; shells choose presentation by it, tests assert on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// Bytes are not a file of a known format.
    Format,
    /// A file of a known format breaks the rules of that format.
    Malformed,
    /// Legal, but of a kind that is not supported (complex voxels, four dimensions, …).
    Unsupported,
    /// More memory or time would be needed than is granted.
    TooLarge,
    /// Image and mask do not lie in the same place.
    Geometry,
    /// The mask is empty, has no such label, or the region is too small.
    Mask,
    /// A setting is unknown, of the wrong type, out of bounds, or contradicts another.
    Settings,
    /// A table lacks a column, has a bad cell, a duplicate row, …
    Table,
    /// A model file is not a model, or does not fit the data given.
    Model,
    /// Something the user has to give is missing (a sequence, the mask, the age).
    Missing,
    /// The user asked to stop.
    Cancelled,
    /// Reading or writing a file failed (shells only).
    File,
}

/// One problem, in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "CoreError"))]
#[non_exhaustive]
pub struct Error {
    /// What kind of problem.
    pub kind: ErrorKind,
    /// Which thing: `"NIfTI header field dim[1]"`, `"setting binWidth"`, `"mask"`.
    pub thing: String,
    /// What would have been right.
    pub expected: String,
    /// What was there instead.
    pub found: String,
    /// What the user can do about it.
    pub hint: Option<String>,
    /// Where it came from, as the shell names it (a file, a sequence, a row).
    pub origin: Option<String>,
    /// A stable short name in kebab case; errors that only the command line makes have none.
    pub code: Option<String>,
    /// What the words are made of.
    #[cfg_attr(test, ts(type = "object | null"))]
    pub values: Option<Values>,
}

/// Result with the crate's one error.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A problem of `kind` with `thing`: `expected` against `found`.
    pub fn new(
        kind: ErrorKind,
        thing: impl Into<String>,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            thing: thing.into(),
            expected: expected.into(),
            found: found.into(),
            hint: None,
            origin: None,
            code: None,
            values: None,
        }
    }

    /// An error of a table of codes, with its English: thing, expected, found, and the hint.
    pub(crate) fn coded(kind: ErrorKind, coded: Coded, english: [String; 3], hint: Option<String>) -> Self {
        let [thing, expected, found] = english;
        let (code, values) = (Some(coded.code), Some(coded.values));
        Self { kind, thing, expected, found, hint, origin: None, code, values }
    }

    /// Code and values, without the words; errors that only the command line makes have none.
    pub fn into_coded(self) -> Option<Coded> {
        Some(Coded { code: self.code?, values: self.values? })
    }

    /// The same error about one image type of the settings.
    #[must_use]
    pub fn of_image_type(mut self, name: &str) -> Self {
        self.thing = format!("{} of image type {name}", self.thing);
        self
    }

    /// The same error with advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same error with where it came from; the innermost origin is kept.
    #[must_use]
    pub fn at(mut self, origin: impl Into<String>) -> Self {
        self.origin.get_or_insert_with(|| origin.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(origin) = &self.origin {
            write!(f, "{origin}: ")?;
        }
        write!(f, "{}: expected {}, found {}", self.thing, self.expected, self.found)?;
        if let Some(hint) = &self.hint {
            write!(f, ". Hint: {hint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// Something the user should know about a result that was nevertheless made; returned beside it, never printed. What it
/// says is a [`Notice`](crate::words::Notice).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Warning {
    /// A stable short name in kebab case: `mask-resampled`.
    pub code: String,
    /// The sequence it belongs to, where it belongs to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<Sequence>,
    /// The whole sentence in English, with numbers and units; the sequence comes first.
    pub message: String,
    /// What the sentence is made of. Files of earlier versions have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(type = "object"))]
    pub values: Option<Values>,
}

impl Warning {
    pub(crate) fn coded(Coded { code, values }: Coded, message: String) -> Self {
        Self { code, sequence: None, message, values: Some(values) }
    }

    /// The same warning about a sequence.
    #[must_use]
    pub fn of(mut self, sequence: Sequence) -> Self {
        self.message = format!("{sequence}: {}", self.message);
        self.sequence = Some(sequence);
        self
    }
}
