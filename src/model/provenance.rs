//! What a feature table was made with: a small JSON text that lies beside it.

use serde::{Deserialize, Serialize};

use crate::case::DeepRecord;
use crate::error::Result;
use crate::model::by_name;
use crate::numeric::hash::sha256;
use crate::program::PROGRAM;
use crate::table::Column;
use crate::words::TableProblem;

/// What a feature table was extracted with.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct FeatureSource {
    /// PyRadiomics parameter file, as text.
    pub settings: String,
    /// The network, where the table has deep features.
    #[serde(default)]
    pub deep: Option<DeepRecord>,
}

impl FeatureSource {
    /// Whether the table has deep features, and is known by what they were made.
    ///
    /// # Errors
    /// It has deep features, and no record of how they were made.
    pub fn check_deep(&self, columns: &[Column]) -> Result<bool> {
        match (columns.iter().find(|column| column.is_deep()), &self.deep) {
            (None, _) => Ok(false),
            (Some(_), Some(_)) => Ok(true),
            (Some(column), None) => {
                Err(TableProblem::NoProvenance { column: column.to_string().into() }.into())
            }
        }
    }
}

/// Contents of `FEATURES.csv.provenance.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    /// Program, version and build stamp.
    pub made_by: String,
    /// PyRadiomics parameter file, as text.
    pub settings: String,
    /// SHA-256 of the settings' text.
    pub settings_sha256: String,
    /// Network and settings of the deep features, where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deep: Option<DeepRecord>,
    /// SHA-256 of the table's bytes.
    pub table_sha256: String,
}

impl Provenance {
    /// Of a table made now.
    pub fn new(source: FeatureSource, table: &str) -> Self {
        Self {
            made_by: PROGRAM.to_owned(),
            settings_sha256: sha256(source.settings.as_bytes()),
            settings: source.settings,
            deep: source.deep,
            table_sha256: sha256(table.as_bytes()),
        }
    }

    /// Reads it.
    ///
    /// # Errors
    /// Not such a text.
    pub fn from_json(text: &str) -> Result<Self> {
        by_name::from_text(text).map_err(|error| TableProblem::Provenance { cause: error.to_string() }.into())
    }

    /// How `table` was made.
    ///
    /// # Errors
    /// It was written for a table of other bytes.
    pub fn source_of(self, table: &str) -> Result<FeatureSource> {
        if self.table_sha256 == sha256(table.as_bytes()) {
            return Ok(FeatureSource { settings: self.settings, deep: self.deep });
        }
        Err(TableProblem::ProvenanceOfOther.into())
    }
}
