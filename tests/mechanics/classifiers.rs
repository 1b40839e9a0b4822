//! The table of classifiers, and what repeats it outside the core: the schema of model files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use discern::classify::{Kind, Parameters};
use serde_json::{Value, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn json_of(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("it can be written")
}

/// Definitions of the schema by their tag: tag → names of the properties.
fn variants(schema: &Value, definition: &str, tag: &str) -> Vec<(String, BTreeSet<String>)> {
    let of = |variant: &Value| {
        let properties = variant["properties"].as_object().expect("properties");
        let required = variant["required"].as_array().expect("required").len();
        assert!(required == properties.len() && variant["additionalProperties"] == false, "{variant}");
        let name = properties[tag]["const"].as_str().expect("a constant").to_owned();
        (name, properties.keys().cloned().collect())
    };
    schema["$defs"][definition]["oneOf"].as_array().expect("variants").iter().map(of).collect()
}

#[test]
fn the_schema_of_model_files_knows_every_classifier() {
    let text = std::fs::read_to_string(root().join("docs/model.schema.json")).expect("the schema");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(schema["$defs"]["kind"]["enum"], json!(Kind::ALL.map(Kind::key)));
    let mut expected: Vec<(String, BTreeSet<String>)> = Kind::ALL
        .into_iter()
        .map(|kind| json_of(kind.grid()[0]))
        .chain([json_of(Parameters::Imported)])
        .map(|parameters| {
            let fields = parameters.as_object().expect("an object");
            (fields["classifier"].as_str().expect("a tag").to_owned(), fields.keys().cloned().collect())
        })
        .collect();
    let mut found = variants(&schema, "parameters", "classifier");
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn every_row_has_a_key_words_and_settings_that_are_read_back() {
    let mut tags = BTreeSet::new();
    for kind in Kind::ALL {
        assert_eq!(json_of(kind), kind.key(), "the key is the name in files");
        assert!(!kind.words().contains('-') && !kind.grid().is_empty());
        for parameters in kind.grid() {
            let written = json_of(parameters);
            tags.insert(written["classifier"].as_str().expect("a tag").to_owned());
            assert_eq!(parameters.named().len(), written.as_object().expect("an object").len() - 1);
            assert_eq!(serde_json::from_value::<Parameters>(written.clone()).expect("settings"), parameters);
            let mut more = written;
            more["more"] = json!(1);
            assert!(serde_json::from_value::<Parameters>(more).is_err(), "{}", kind.key());
        }
    }
    assert_eq!(tags.len(), Kind::ALL.len(), "settings of two kinds are told apart by their tag");
}
