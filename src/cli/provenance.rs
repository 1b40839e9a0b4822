//! What a feature table was made with, in a file beside it.

use std::path::{Path, PathBuf};

use discern::error::{Error, ErrorKind, Result};
use discern::pipeline::{DeepRecord, FeatureSource, sha256};
use serde::{Deserialize, Serialize};

use super::files;

/// Contents of `FEATURES.csv.provenance.json`.
#[derive(Debug, Serialize, Deserialize)]
pub struct Provenance {
    /// Program and version.
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
            made_by: concat!("discern ", env!("CARGO_PKG_VERSION")).to_owned(),
            settings_sha256: sha256(source.settings.as_bytes()),
            settings: source.settings,
            deep: source.deep,
            table_sha256: sha256(table.as_bytes()),
        }
    }

    /// What lies beside a table; `None` when nothing does.
    pub fn beside(table: &Path) -> Result<Option<Self>> {
        let path = path(table);
        if !path.is_file() {
            return Ok(None);
        }
        let text = files::read_text(&path)?;
        serde_json::from_str(&text).map(Some).map_err(|error| {
            Error::new(ErrorKind::Malformed, "provenance", "what discern extract wrote", error.to_string())
                .at(path.display().to_string())
        })
    }

    /// Writes it beside a table.
    pub fn write_beside(&self, table: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self).map_err(|error| {
            Error::new(ErrorKind::File, "provenance", "text that can be written", error.to_string())
        })?;
        files::write(&path(table), format!("{text}\n").as_bytes())
    }

    /// Whether it was written for a table of this text.
    pub fn describes(&self, table: &str) -> bool {
        self.table_sha256 == sha256(table.as_bytes())
    }
}

fn path(table: &Path) -> PathBuf {
    let mut name = table.as_os_str().to_owned();
    name.push(".provenance.json");
    PathBuf::from(name)
}
