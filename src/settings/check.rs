//! Whether a parameter file is one: sections, keys, types and bounds, every problem at once.

use serde_json::{Map, Value, json};

use super::keys::{KEYS, Key, Scope, VOXEL_KEYS};
use crate::error::{Error, ErrorKind, Warning};
use crate::features::{CATALOGUE, Class};
use crate::filter::{FILTERS, Filter};

/// A file whose parts have passed; nulls are left out.
pub(super) struct File {
    pub settings: Map<String, Value>,
    pub image_types: Map<String, Value>,
    /// Class and the names asked for; none: all.
    pub classes: Vec<(Class, Vec<String>)>,
    /// `interpolator: null` was written.
    pub resampling_off: bool,
    pub warnings: Vec<Warning>,
}

const SECTIONS: [&str; 4] = ["imageType", "featureClass", "setting", "voxelSetting"];

/// Checks a whole file.
pub(super) fn file(document: Value) -> Result<File, Vec<Error>> {
    let mut check = Check { problems: Vec::new(), warnings: Vec::new() };
    let mut sections = match document {
        Value::Null => Map::new(),
        Value::Object(sections) => sections,
        other => return Err(vec![problem("parameter file", "a mapping of sections", &shown(&other))]),
    };
    for name in sections.keys().filter(|name| !SECTIONS.contains(&name.as_str())) {
        check.problem(&format!("section {name}"), &format!("one of {}", SECTIONS.join(", ")), name);
    }
    let settings = check.mapping("setting", sections.remove("setting"));
    let resampling_off = settings.get("interpolator").is_some_and(Value::is_null);
    let settings = without_nulls(settings);
    check.settings("", &settings, KEYS);
    let voxel = check.mapping("voxelSetting", sections.remove("voxelSetting"));
    check.settings("voxelSetting: ", &without_nulls(voxel), VOXEL_KEYS);
    for entry in FILTERS {
        let found = Filter::from_settings(entry.image_type, &settings).err().unwrap_or_default();
        let new: Vec<Error> = found.into_iter().filter(|error| !check.problems.contains(error)).collect();
        check.problems.extend(new);
    }
    let image_types = check.image_types(sections.remove("imageType"), &settings);
    let classes = check.classes(sections.remove("featureClass"));
    let Check { problems, warnings } = check;
    if problems.is_empty() {
        Ok(File { settings, image_types, classes, resampling_off, warnings })
    } else {
        Err(problems)
    }
}

/// Collects problems and warnings.
struct Check {
    problems: Vec<Error>,
    warnings: Vec<Warning>,
}

impl Check {
    fn problem(&mut self, thing: &str, expected: &str, found: &str) {
        self.problems.push(problem(thing, expected, found));
    }

    /// A section that is a mapping or missing.
    fn mapping(&mut self, section: &str, value: Option<Value>) -> Map<String, Value> {
        match value {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(map)) => map,
            Some(other) => {
                self.problem(&format!("section {section}"), "a mapping of names to values", &shown(&other));
                Map::new()
            }
        }
    }

    /// Settings against a table; `place` says where they stand.
    fn settings(&mut self, place: &str, settings: &Map<String, Value>, keys: &[Key]) {
        for (name, value) in settings {
            let Some(key) = keys.iter().find(|key| key.name == name) else {
                if keys.len() != KEYS.len() || !is_filter_setting(name) {
                    let known = format!("a PyRadiomics setting{}", nearest(name, keys));
                    self.problem(&format!("{place}setting {name}"), &known, &shown(value));
                }
                continue;
            };
            if !key.kind.accepts(value) {
                self.problem(&format!("{place}setting {name}"), &key.kind.expected(), &shown(value));
            } else if let Scope::Nowhere(reason) = key.scope {
                self.warn(&format!("{place}setting {name} has no effect: {reason}"));
            }
        }
    }

    fn warn(&mut self, message: &str) {
        self.warnings.push(Warning::new("setting-without-effect", message));
    }

    fn image_types(&mut self, section: Option<Value>, settings: &Map<String, Value>) -> Map<String, Value> {
        if section == Some(Value::Null) {
            self.problem("section imageType", "image types", "null");
        }
        let mut checked = Map::new();
        for (name, own) in self.mapping("imageType", section) {
            let place = format!("imageType {name}: ");
            let own = without_nulls(self.mapping(&format!("imageType {name}"), Some(own)));
            self.settings(&place, &own, KEYS);
            // PyRadiomics would look at another label's voxels in this label's box.
            if let Some(label) =
                own.get("label").filter(|label| settings.get("label").unwrap_or(&json!(1)) != *label)
            {
                self.problem(
                    &format!("{place}setting label"),
                    "the same label for every image type",
                    &shown(label),
                );
            }
            for key in KEYS.iter().filter(|key| key.scope == Scope::Whole && own.contains_key(key.name)) {
                self.warn(&format!("{place}setting {} has no effect for one image type alone", key.name));
            }
            let mut merged = settings.clone();
            merged.extend(own.clone());
            for error in Filter::from_settings(&name, &merged).err().unwrap_or_default() {
                let inherited = self.problems.contains(&error);
                let of_own = own.keys().any(|key| error.thing == format!("setting {key}"));
                if of_own && !KEYS.iter().any(|key| error.thing == format!("setting {}", key.name)) {
                    self.problem(&format!("{place}{}", error.thing), &error.expected, &error.found);
                } else if !of_own && !inherited {
                    self.problems.push(error);
                }
            }
            checked.insert(name, Value::Object(own));
        }
        checked
    }

    fn classes(&mut self, section: Option<Value>) -> Vec<(Class, Vec<String>)> {
        if section == Some(Value::Null) {
            self.problem("section featureClass", "feature classes", "null");
        }
        let mut classes = Vec::new();
        for (name, features) in self.mapping("featureClass", section) {
            let Some(class) = Class::ALL.into_iter().find(|class| class.name() == name) else {
                let known: Vec<&str> = Class::ALL.iter().map(|class| class.name()).collect();
                self.problem("featureClass", &format!("one of {}", known.join(", ")), &name);
                continue;
            };
            let names = match features {
                Value::Null => Vec::new(),
                Value::Array(items) => items.iter().filter_map(|item| self.feature(class, item)).collect(),
                other => {
                    self.problem(&format!("featureClass {name}"), "a list of features", &shown(&other));
                    Vec::new()
                }
            };
            classes.push((class, names));
        }
        classes
    }

    /// The name of a feature of `class`.
    fn feature(&mut self, class: Class, item: &Value) -> Option<String> {
        let known = item.as_str().and_then(|name| crate::features::find(class, name));
        if known.is_none() {
            let names = CATALOGUE.iter().filter(|entry| entry.class == class).map(|entry| entry.name);
            let names: Vec<&str> = names.collect();
            let expected = format!("features of the class: {}", names.join(", "));
            self.problem(&format!("featureClass {}", class.name()), &expected, &shown(item));
        }
        known.map(|entry| entry.name.to_owned())
    }
}

fn problem(thing: &str, expected: &str, found: &str) -> Error {
    Error::new(ErrorKind::Settings, thing, expected, found)
}

fn is_filter_setting(name: &str) -> bool {
    FILTERS.iter().flat_map(|entry| entry.parameters).any(|parameter| parameter.key == name)
}

/// A value in a message: short, and as it was written.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 80 { text } else { text.chars().take(77).collect::<String>() + "..." }
}

fn without_nulls(map: Map<String, Value>) -> Map<String, Value> {
    map.into_iter().filter(|(_, value)| !value.is_null()).collect()
}

/// The known key that differs by letter case alone, if there is one.
fn nearest(name: &str, keys: &[Key]) -> String {
    let filters = FILTERS.iter().flat_map(|entry| entry.parameters).map(|parameter| parameter.key);
    let mut known = keys.iter().map(|key| key.name).chain(filters);
    let plain = |text: &str| text.to_lowercase().replace(['_', '-'], "");
    let similar = known.find(|known| plain(known) == plain(name));
    similar.map_or_else(String::new, |known| format!(" (did you mean {known}?)"))
}
