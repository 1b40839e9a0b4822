//! The settings and filters in words.

use std::fmt::Write;

use serde_json::Value;

use super::{cell, columns};
use crate::filter::FILTERS;
use crate::parameter::{Key, Scope};
use crate::settings::keys::{KEYS, VOXEL_KEYS, keys};
use crate::settings::nearest::nearest;

const HEAD: &str = "# Settings

Printed by `discern settings --markdown` from the tables that check a parameter file (src/settings/keys.rs, src/filter/); a
test keeps it so. `discern settings KEY` prints one.

A parameter file is YAML or JSON as for PyRadiomics, with the sections `imageType`, `featureClass`, `setting` and
`voxelSetting`, each optional. Settings of an image type go over those of the section `setting`; `null` is the same as
not given, except that `interpolator: null` switches resampling off. Features are listed in docs/features.md.
";

/// docs/settings.md.
pub fn settings_markdown() -> String {
    let mut text = format!("{HEAD}\n## Section `setting`\n\n");
    table(&mut text, KEYS);
    text += "\n## Section `imageType`\n\n| image type | makes | images |\n|---|---|---|\n";
    for entry in FILTERS {
        let _ = writeln!(text, "| {} | {} | `{}` |", entry.image_type, cell(entry.what), entry.names);
    }
    for entry in FILTERS.iter().filter(|entry| !entry.parameters.is_empty()) {
        let _ = write!(text, "\n### {}\n\n", entry.image_type);
        table(&mut text, entry.parameters);
    }
    text += "\n## Section `voxelSetting`\n\nAccepted and without effect: feature maps are not made.\n\n";
    table(&mut text, VOXEL_KEYS);
    text
}

fn table(text: &mut String, keys: &[Key]) {
    *text += "| setting | values | default | acts on | what it does |\n|---|---|---|---|---|\n";
    for key in keys {
        let [values, default, scope] = [key.kind.expected().to_string(), default(key), scope(key).to_owned()];
        let [values, doc] = [cell(&values), cell(key.doc)];
        let _ = writeln!(text, "| {} | {values} | {default} | {scope} | {doc} |", key.name);
    }
}

fn default(key: &Key) -> String {
    match key.default.json() {
        Value::Null => "none".to_owned(),
        Value::String(word) => word,
        other => other.to_string(),
    }
}

fn scope(key: &Key) -> &'static str {
    match key.scope {
        Scope::Scan => "the scan",
        Scope::ImageType => "each image type",
        Scope::FeatureMaps => "nothing",
    }
}

/// One line a setting: name, default, what it does.
pub fn settings_list() -> String {
    let all = keys().into_iter().chain(VOXEL_KEYS);
    columns(&all.map(|key| [key.name.to_owned(), default(key), key.doc.to_owned()]).collect::<Vec<_>>())
}

/// All there is to say of a setting or an image type. Case does not matter.
///
/// # Errors
/// There is none of this name; the names that come nearest, perhaps none.
pub fn about_setting(name: &str) -> Result<String, Vec<String>> {
    if let Some(entry) = FILTERS.iter().find(|entry| entry.image_type.eq_ignore_ascii_case(name)) {
        let parameters: String = entry.parameters.iter().map(|key| format!("\n{}", one(key))).collect();
        return Ok(format!(
            "{}\n  {}\n  images   {}\n{parameters}",
            entry.image_type, entry.what, entry.names
        ));
    }
    let mut all = keys().into_iter().chain(VOXEL_KEYS);
    if let Some(key) = all.find(|key| key.name.eq_ignore_ascii_case(name)) {
        return Ok(one(key));
    }
    let names = keys().into_iter().chain(VOXEL_KEYS).map(|key| key.name);
    Err(nearest(name, names.chain(FILTERS.iter().map(|entry| entry.image_type)).map(str::to_owned)))
}

fn one(key: &Key) -> String {
    let mut text = format!("{}\n  {}\n  values   {}\n", key.name, key.doc, key.kind.expected());
    let _ = write!(text, "  default  {}\n  acts on  {}\n", default(key), scope(key));
    if key.scope == Scope::FeatureMaps {
        let _ = writeln!(text, "           feature maps are not made, only values of regions");
    }
    text
}
