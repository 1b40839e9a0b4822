//! The four sequences of a case.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An MRI sequence of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Sequence {
    /// T1-weighted.
    T1,
    /// T2-weighted.
    T2,
    /// T2-weighted with fat suppression.
    T2fs,
    /// T1-weighted after contrast agent.
    T1ce,
}

impl Sequence {
    /// All of them, in the order of every table.
    pub const ALL: [Self; 4] = [Self::T1, Self::T2, Self::T2fs, Self::T1ce];

    /// Name in tables and on the command line: `t1`, `t2`, `t2fs`, `t1ce`.
    pub fn key(self) -> &'static str {
        match self {
            Self::T1 => "t1",
            Self::T2 => "t2",
            Self::T2fs => "t2fs",
            Self::T1ce => "t1ce",
        }
    }

    /// Name for readers.
    pub fn title(self) -> &'static str {
        match self {
            Self::T1 => "T1",
            Self::T2 => "T2",
            Self::T2fs => "T2-FS",
            Self::T1ce => "T1-CE",
        }
    }

    /// The sequence of a key; `None` for any other word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sequence| sequence.key() == key)
    }

    /// Place in [`Self::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl From<Sequence> for serde_json::Value {
    fn from(sequence: Sequence) -> Self {
        sequence.key().into()
    }
}
