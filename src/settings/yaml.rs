//! YAML (and with it JSON) text becomes plain values.

use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Map, Number, Value};

use crate::error::{Error, ErrorKind, Result};

/// Longest text that is read: PyRadiomics' largest example has 4 KiB.
const MAX_BYTES: usize = 1 << 16;
/// Deepest nesting by indentation that is read; parameter files have 3. Bounds the parser's stack.
const MAX_INDENT: usize = 200;

/// The one document in `text`; an empty text is an empty mapping.
///
/// # Errors
/// Too long or too deep; no YAML; several documents; keys that are no text or occur twice; numbers that are not finite.
pub(super) fn parse(text: &str) -> Result<Value> {
    if text.len() > MAX_BYTES {
        return Err(problem(
            ErrorKind::TooLarge,
            &format!("at most {MAX_BYTES} bytes"),
            &format!("{}", text.len()),
        ));
    }
    let indent = |line: &str| line.chars().take_while(|c| " \t-?:".contains(*c)).count();
    if text.lines().map(indent).max().unwrap_or(0) > MAX_INDENT {
        return Err(problem(ErrorKind::TooLarge, "settings", "very deep nesting"));
    }
    let documents = Yaml::load_from_str(text)
        .map_err(|error| problem(ErrorKind::Settings, "YAML or JSON", &error.to_string()))?;
    match &documents[..] {
        [] => Ok(Value::Object(Map::new())),
        [document] => value(document),
        several => Err(problem(ErrorKind::Settings, "one YAML document", &several.len().to_string())),
    }
}

fn problem(kind: ErrorKind, expected: &str, found: &str) -> Error {
    Error::new(kind, "parameter file", expected, found)
}

fn value(node: &Yaml) -> Result<Value> {
    match node {
        Yaml::Value(scalar) => scalar_value(scalar),
        Yaml::Sequence(items) => items.iter().map(value).collect::<Result<Vec<_>>>().map(Value::Array),
        Yaml::Mapping(entries) => {
            let mut map = Map::new();
            for (key, entry) in entries {
                let Yaml::Value(Scalar::String(key)) = key else {
                    return Err(problem(ErrorKind::Settings, "keys that are text", &format!("{key:?}")));
                };
                map.insert(key.to_string(), value(entry)?);
            }
            Ok(Value::Object(map))
        }
        Yaml::Tagged(_, inner) => value(inner),
        other => Err(problem(ErrorKind::Settings, "plain values", &format!("{other:?}"))),
    }
}

fn scalar_value(scalar: &Scalar) -> Result<Value> {
    Ok(match scalar {
        Scalar::Null => Value::Null,
        Scalar::Boolean(flag) => Value::Bool(*flag),
        Scalar::Integer(number) => Value::Number((*number).into()),
        Scalar::FloatingPoint(number) => match Number::from_f64(number.0) {
            Some(number) => Value::Number(number),
            None => return Err(problem(ErrorKind::Settings, "finite numbers", &number.0.to_string())),
        },
        Scalar::String(text) => Value::String(text.to_string()),
    })
}
