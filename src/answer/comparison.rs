//! Compares two cases value by value, and counts what is equal, near or different.

use serde::Serialize;
use serde_json::Value;

use crate::case::SequenceFeatures;
use crate::cnn;
use crate::table::format_number;

/// How far a deep feature of a graphics card may be from the processor's.
pub(super) const DEEP_TOLERANCE: f64 = cnn::TRUSTED_DIFFERENCE;
/// Most differences that are named; the others are counted.
const NAMED: usize = 20;

/// Values that agree but for the rounding of a graphics card.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Near {
    /// How many were compared.
    pub values: usize,
    /// The largest difference.
    pub largest: f64,
    /// The largest that counts as agreement.
    pub tolerance: f64,
}

/// One value that came out different.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Difference {
    /// A column or a path in the answer.
    pub what: String,
    /// In the capsule.
    pub expected: String,
    /// Recomputed.
    pub found: String,
}

/// Counts what is compared and keeps the first differences.
#[derive(Default)]
pub(super) struct Tally {
    pub compared: usize,
    pub differ: usize,
    pub differences: Vec<Difference>,
    pub near: Option<Near>,
}

impl Tally {
    /// Compares deep features that a graphics card made with those of the processor: where they are near, the capsule's own are
    /// used from here on, because its answer was made of those.
    pub fn near(&mut self, own: &SequenceFeatures, found: &mut SequenceFeatures) {
        let near = self.near.get_or_insert(Near { values: 0, largest: 0.0, tolerance: DEEP_TOLERANCE });
        for named in found.features.iter_mut().filter(|named| named.name.is_deep()) {
            let then = own.features.iter().find(|then| then.name == named.name).and_then(|then| then.value);
            let (Some(then), Some(now)) = (then, named.value) else { continue };
            near.values += 1;
            near.largest = near.largest.max((then - now).abs());
            if (then - now).abs() <= DEEP_TOLERANCE {
                named.value = Some(then);
            }
        }
    }

    pub fn text(&mut self, what: String, expected: &str, found: &str) {
        self.compared += 1;
        if expected != found {
            self.differ += 1;
            if self.differences.len() < NAMED {
                let (expected, found) = (expected.to_owned(), found.to_owned());
                self.differences.push(Difference { what, expected, found });
            }
        }
    }

    pub fn number(&mut self, what: String, expected: f64, found: f64) {
        self.text(what, &format_number(expected), &format_number(found));
    }

    /// All leaves of two JSON values.
    pub fn value(&mut self, path: &str, expected: &Value, found: &Value) {
        match (expected, found) {
            (Value::Object(a), Value::Object(b)) => {
                for (name, value) in a {
                    self.value(&format!("{path}.{name}"), value, b.get(name).unwrap_or(&Value::Null));
                }
                for name in b.keys().filter(|name| !a.contains_key(*name)) {
                    self.text(format!("{path}.{name}"), "nothing", "a value");
                }
            }
            (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
                for (at, (one, other)) in a.iter().zip(b).enumerate() {
                    self.value(&format!("{path}[{at}]"), one, other);
                }
            }
            _ => self.text(path.to_owned(), &expected.to_string(), &found.to_string()),
        }
    }
}
