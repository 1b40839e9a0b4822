//! The features in words.

use std::fmt::Write;

use super::{cell, columns};
use crate::features::{Entry, FAMILIES, Family, catalogue};
use crate::settings::nearest::nearest;

const HEAD: &str = "# Features

Printed by `discern features --markdown` from the table in src/features/catalogue/; a test keeps it so. `discern features
NAME` prints one feature, by its name, its column in a table or its code in the IBSI reference manual.

A column is named `<sequence>_<image>_<class>_<feature>`: `T1_wavelet-LLH_glcm_Contrast` is the Contrast of neighbouring grey
levels in a wavelet sub-band of the T1 sequence. Names and values are those of PyRadiomics 3.0.1 (docs/parity.md shows how
closely); a code in parentheses is that of the IBSI reference manual, and where its definition or name
differs, the feature says so. Grey levels are counted from 1; texture features have no unit, because they see levels and not intensities.
";

/// docs/features.md.
pub fn features_markdown() -> String {
    let mut text = HEAD.to_owned();
    for family in &FAMILIES {
        let _ = write!(
            text,
            "\n## {}\n\n{}\n\n| symbol | meaning |\n|---|---|\n",
            family.title,
            cell(family.what)
        );
        for (symbol, meaning) in family.symbols {
            let _ = writeln!(text, "| {} | {} |", cell(symbol), cell(meaning));
        }
        let _ = write!(text, "\nSource: {}\n\nExample: {}\n", cell(family.source), cell(family.example));
        if !family.differs.is_empty() {
            let _ = write!(text, "\nDifference: {}\n", cell(family.differs));
        }
        for entry in family.rows {
            let code = entry.ibsi.map(|code| format!(" ({code})")).unwrap_or_default();
            let _ = write!(text, "\n### {entry}{code}\n\n{}\n", cell(entry.meaning));
            if entry.withdrawn().is_none() {
                let _ = write!(text, "\n- formula: `{}`\n", entry.formula);
                let _ = writeln!(text, "- unit: {} · range: {}", entry.unit, cell(entry.range));
            }
            if !entry.differs.is_empty() {
                let _ = writeln!(text, "- difference: {}", cell(entry.differs));
            }
        }
    }
    text
}

/// One line a feature: name, IBSI code, unit, meaning.
pub fn features_list() -> String {
    let row = |entry: &Entry| {
        let code = entry.ibsi.unwrap_or("-").to_owned();
        [entry.to_string(), code, entry.unit.to_string(), entry.meaning.to_owned()]
    };
    columns(&catalogue().map(row).collect::<Vec<_>>())
}

/// All there is to say of what `name` names: a feature (`Contrast`, `glcm_Contrast`, a column's name), an IBSI code, or a
/// class (`glcm`). Case does not matter.
///
/// # Errors
/// It names none; the names that come nearest, perhaps none.
pub fn about_feature(name: &str) -> Result<String, Vec<String>> {
    let same = |known: &str| known.eq_ignore_ascii_case(name);
    if let Some(family) = FAMILIES.iter().find(|family| same(family.class.name())) {
        return Ok(format!(
            "{}\n{}",
            family.rows.iter().map(one).collect::<Vec<_>>().join("\n"),
            shared(family)
        ));
    }
    let named: Vec<&Entry> =
        catalogue().filter(|entry| entry.ibsi.is_some_and(same) || is_named(entry, name)).collect();
    if named.is_empty() {
        let known = catalogue().flat_map(|entry| [entry.to_string(), entry.name.to_owned()]);
        return Err(nearest(name, known));
    }
    let mut text = named.iter().map(|entry| one(entry)).collect::<Vec<_>>().join("\n");
    for family in FAMILIES.iter().filter(|family| named.iter().any(|entry| entry.class == family.class)) {
        let _ = write!(text, "\n{}", shared(family));
    }
    Ok(text)
}

/// Whether `name` ends with the feature's name and, if it has more parts, its class before that.
fn is_named(entry: &Entry, name: &str) -> bool {
    let mut parts = name.rsplit('_');
    let feature = parts.next().unwrap_or_default();
    entry.name.eq_ignore_ascii_case(feature)
        && parts.next().is_none_or(|class| class.eq_ignore_ascii_case(entry.class.name()))
}

fn one(entry: &Entry) -> String {
    let code = entry.ibsi.map(|code| format!(" (IBSI {code})")).unwrap_or_default();
    let mut text = format!("{entry}{code}\n  {}\n", entry.meaning);
    if entry.withdrawn().is_none() {
        let _ = write!(
            text,
            "  formula  {}\n  unit     {}\n  range    {}\n",
            entry.formula, entry.unit, entry.range
        );
    }
    if !entry.differs.is_empty() {
        let _ = writeln!(text, "  differs  {}", entry.differs);
    }
    text
}

/// What holds for all features of a family.
fn shared(family: &Family) -> String {
    let symbols: Vec<_> = family
        .symbols
        .iter()
        .map(|(symbol, meaning)| [format!("  {symbol}"), (*meaning).to_owned()])
        .collect();
    let mut text = format!("{}\n  {}\n{}", family.title, family.what, columns(&symbols));
    let _ = write!(text, "  Source: {}\n  Example: {}\n", family.source, family.example);
    if !family.differs.is_empty() {
        let _ = writeln!(text, "  Difference: {}", family.differs);
    }
    text
}
