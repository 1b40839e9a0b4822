//! The three cohorts a case may belong to.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The cohort a case belongs to. Only `Train` rows ever reach a fitted step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Split {
    /// Fitting and tuning.
    Train,
    /// Held out from the development centre.
    Internal,
    /// Another centre.
    External,
}

impl Split {
    /// All of them, in the order of every table.
    pub const ALL: [Self; 3] = [Self::Train, Self::Internal, Self::External];

    /// Name in tables.
    pub fn key(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Internal => "internal",
            Self::External => "external",
        }
    }

    /// The split of a key; `None` for any other word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|split| split.key() == key)
    }
}

impl fmt::Display for Split {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
