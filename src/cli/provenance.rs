//! What a feature table was made with, in a file beside it.

use std::path::{Path, PathBuf};

use discern::error::{Error, ErrorKind, Result};
use discern::model::Provenance;

use super::files;

/// What lies beside a table; `None` when nothing does.
pub fn beside(table: &Path) -> Result<Option<Provenance>> {
    let path = path(table);
    if !path.is_file() {
        return Ok(None);
    }
    let text = files::read_text(&path)?;
    Provenance::from_json(&text).map(Some).map_err(|error| error.at(path.display().to_string()))
}

/// Writes it beside a table.
pub fn write_beside(provenance: &Provenance, table: &Path) -> Result<()> {
    let text = serde_json::to_string_pretty(provenance).map_err(|error| {
        Error::new(ErrorKind::File, "provenance", "text that can be written", error.to_string())
    })?;
    files::write(&path(table), format!("{text}\n").as_bytes())
}

fn path(table: &Path) -> PathBuf {
    let mut name = table.as_os_str().to_owned();
    name.push(".provenance.json");
    PathBuf::from(name)
}
