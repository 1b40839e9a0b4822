//! Single settings over those of a parameter file, as PyRadiomics' command line takes them: `binWidth:10`.

use serde_json::{Map, Value};

use super::keys::keys;
use super::yaml;
use crate::error::Error;
use crate::parameter::Kind;
use crate::words::SettingProblem;

/// A parameter file with settings over its own, each `name:value`; as JSON, which is YAML. Numbers of a list stand with
/// commas between them, in brackets or not. What a setting may be is checked with the whole file
/// ([`Settings::check_yaml`](super::Settings::check_yaml)).
///
/// # Errors
/// The text is no YAML; every setting without a colon, a name or a value that can be read.
///
/// # Examples
/// ```
/// use discern::settings::{Settings, with_settings};
///
/// let text = with_settings("setting: {binWidth: 25}", &["binWidth:10", "resampledPixelSpacing:1,1,2"])?;
/// assert_eq!(text, r#"{"setting":{"binWidth":10,"resampledPixelSpacing":[1,1,2]}}"#);
/// assert!(Settings::check_yaml(&text).is_ok());
/// # Ok::<(), Vec<discern::error::Error>>(())
/// ```
pub fn with_settings(text: &str, given: &[impl AsRef<str>]) -> Result<String, Vec<Error>> {
    let mut document = yaml::parse(text).map_err(|error| vec![error])?;
    if document.is_null() {
        document = Value::Object(Map::new());
    }
    let mut problems = Vec::new();
    let mut own = Map::new();
    for setting in given {
        match read(setting.as_ref()) {
            Ok((name, value)) => drop(own.insert(name, value)),
            Err(error) => problems.push(error),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    // A document that is no mapping is reported when the file is checked.
    if let Value::Object(sections) = &mut document {
        let section = sections.entry("setting").or_insert(Value::Null);
        if section.is_null() {
            *section = Value::Object(Map::new());
        }
        if let Value::Object(settings) = section {
            settings.extend(own);
        }
    }
    Ok(document.to_string())
}

/// Name and value of one setting.
fn read(setting: &str) -> Result<(String, Value), Error> {
    let wrong = || Error::from(SettingProblem::NoNameAndValue { found: setting.to_owned() });
    let (name, value) = setting.split_once(':').ok_or_else(wrong)?;
    let (name, value) = (name.trim(), value.trim());
    if name.is_empty() || value.is_empty() {
        return Err(wrong());
    }
    let of = |kind: Kind| matches!(kind, Kind::Numbers { .. } | Kind::Wholes { .. });
    let is_list = keys().iter().any(|key| key.name == name && of(key.kind));
    let value = match value {
        "None" => Value::Null,
        list if is_list && !list.starts_with('[') => yaml::parse(&format!("[{list}]"))?,
        value => yaml::parse(value)?,
    };
    Ok((name.to_owned(), value))
}
