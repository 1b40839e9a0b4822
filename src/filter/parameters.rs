//! Parameters of a filter out of untyped settings, checked against the catalogue.

use serde_json::{Map, Value};

use super::catalogue::{FilterEntry, Kind};
use super::wavelet_bank::pair;
use crate::error::{Error, ErrorKind};

/// Reads one filter's parameters; gives the default where one is absent or wrong, and remembers what was wrong.
pub(super) struct Reading<'a> {
    entry: &'a FilterEntry,
    settings: &'a Map<String, Value>,
    problems: Vec<Error>,
}

impl<'a> Reading<'a> {
    pub fn new(entry: &'a FilterEntry, settings: &'a Map<String, Value>) -> Self {
        Self { entry, settings, problems: Vec::new() }
    }

    /// `filter` when all was well, else everything that was not.
    pub fn finish<T>(self, filter: T) -> Result<T, Vec<Error>> {
        if self.problems.is_empty() { Ok(filter) } else { Err(self.problems) }
    }

    /// Remembers a problem with the parameter `key`.
    pub fn problem(&mut self, key: &str, expected: impl Into<String>, found: impl Into<String>) {
        self.problems.push(Error::new(ErrorKind::Settings, format!("setting {key}"), expected, found));
    }

    fn kind(&self, key: &str) -> Kind {
        let parameter = self.entry.parameters.iter().find(|parameter| parameter.key == key);
        parameter.unwrap_or_else(|| unreachable!("{} has no parameter {key}", self.entry.image_type)).kind
    }

    /// The checked value of `key`, or the default.
    fn value<T>(&mut self, key: &str, default: T, expected: &str, check: impl Fn(&Value) -> Option<T>) -> T {
        let Some(value) = self.settings.get(key) else { return default };
        check(value).unwrap_or_else(|| {
            self.problem(key, expected, value.to_string());
            default
        })
    }

    pub fn integer(&mut self, key: &str) -> i64 {
        let Kind::Integer { default, min, max } = self.kind(key) else { unreachable!("{key} is no integer") };
        let expected = format!("a whole number from {min} to {max}");
        self.value(key, default, &expected, |value| value.as_i64().filter(|n| (min..=max).contains(n)))
    }

    pub fn flag(&mut self, key: &str) -> bool {
        let Kind::Flag { default } = self.kind(key) else { unreachable!("{key} is no flag") };
        self.value(key, default, "true or false", Value::as_bool)
    }

    pub fn number(&mut self, key: &str) -> f64 {
        let Kind::Number { default, max } = self.kind(key) else { unreachable!("{key} is no number") };
        let expected = format!("a number above 0, {max} at most");
        self.value(key, default, &expected, |value| above_zero(value).filter(|number| *number <= max))
    }

    /// Numbers above zero, each with whether it is written as a whole number.
    pub fn numbers(&mut self, key: &str) -> Vec<(f64, bool)> {
        self.value(key, Vec::new(), "a list of numbers above zero", |value| {
            value
                .as_array()?
                .iter()
                .map(|item| Some((above_zero(item)?, item.is_i64() || item.is_u64())))
                .collect()
        })
    }

    /// A wavelet's name, or one of the allowed words.
    pub fn text(&mut self, key: &str) -> String {
        match self.kind(key) {
            Kind::Wavelet { default } => {
                let expected = "haar, db1 to db38, sym2 to sym20, coif1 to coif17, dmey, biorN.M or rbioN.M";
                self.value(key, default.to_owned(), expected, |value| {
                    value.as_str().filter(|name| pair(name).is_some()).map(str::to_owned)
                })
            }
            Kind::Choice { default, of } => {
                let expected = format!("one of {}", of.join(", "));
                self.value(key, default.to_owned(), &expected, |value| {
                    value.as_str().filter(|word| of.contains(word)).map(str::to_owned)
                })
            }
            _ => unreachable!("{key} is no text"),
        }
    }
}

fn above_zero(value: &Value) -> Option<f64> {
    value.as_f64().filter(|number| *number > 0.0 && number.is_finite())
}
