//! YAML (and with it JSON) text becomes plain values.

use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Map, Number, Value};

use crate::error::Result;
use crate::words::SettingProblem;
use crate::words::cut;

/// Longest text that is read: PyRadiomics' largest example has 4 KiB.
const MAX_BYTES: usize = 1 << 16;
/// Deepest nesting by indentation that is read; parameter files have 3. Bounds the parser's stack.
const MAX_INDENT: usize = 200;
/// Most aliases (`*name`) in a file. Each repeats what its anchor holds, which may hold others: so many make a file at most
/// some 350 times as large.
const MAX_ALIASES: usize = 16;

/// The one document in `text`; an empty text is an empty mapping.
///
/// # Errors
/// Too long or too deep; no YAML; several documents; keys that are no text or occur twice.
pub(crate) fn parse(text: &str) -> Result<Value> {
    if text.len() > MAX_BYTES {
        return Err(SettingProblem::SettingsTooLong { most: MAX_BYTES, bytes: text.len() }.into());
    }
    let indent = |line: &str| line.chars().take_while(|c| " \t-?:".contains(*c)).count();
    if text.lines().map(indent).max().unwrap_or(0) > MAX_INDENT {
        return Err(SettingProblem::SettingsTooDeep.into());
    }
    let stars = text.split('*').skip(1);
    let aliases = stars.filter(|after| after.starts_with(|c: char| !c.is_whitespace())).count();
    if aliases > MAX_ALIASES {
        return Err(SettingProblem::SettingsAliases { most: MAX_ALIASES, aliases }.into());
    }
    let documents =
        Yaml::load_from_str(text).map_err(|error| SettingProblem::NotYaml { cause: error.to_string() })?;
    match &documents[..] {
        [] => Ok(Value::Object(Map::new())),
        [document] => value(document),
        several => Err(SettingProblem::YamlDocuments { documents: several.len() }.into()),
    }
}

fn value(node: &Yaml) -> Result<Value> {
    match node {
        Yaml::Value(scalar) => scalar_value(scalar),
        Yaml::Sequence(items) => items.iter().map(value).collect::<Result<Vec<_>>>().map(Value::Array),
        Yaml::Mapping(entries) => {
            let mut map = Map::new();
            for (key, entry) in entries {
                let Yaml::Value(Scalar::String(key)) = key else {
                    let key = cut(&self::value(key)?.to_string());
                    return Err(SettingProblem::YamlKey { key }.into());
                };
                map.insert(key.to_string(), value(entry)?);
            }
            Ok(Value::Object(map))
        }
        Yaml::Tagged(_, inner) => value(inner),
        Yaml::Alias(_) | Yaml::Representation(..) | Yaml::BadValue => Err(SettingProblem::YamlValue.into()),
    }
}

fn scalar_value(scalar: &Scalar) -> Result<Value> {
    Ok(match scalar {
        Scalar::Null => Value::Null,
        Scalar::Boolean(flag) => Value::Bool(*flag),
        Scalar::Integer(number) => Value::Number((*number).into()),
        // JSON has no such numbers: as a word it is refused by every setting that wants a number.
        Scalar::FloatingPoint(number) => match Number::from_f64(number.0) {
            Some(number) => Value::Number(number),
            None => Value::String(number.0.to_string()),
        },
        Scalar::String(text) => Value::String(text.to_string()),
    })
}
