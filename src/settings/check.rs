//! Whether a parameter file is one: sections, keys, types and bounds, every problem at once.

use serde_json::{Map, Value, json};

use super::keys::{VOXEL_KEYS, keys};
use super::nearest::nearest;
use crate::error::{Error, Warning};
use crate::features::{Class, catalogue};
use crate::filter::{Filter, FilterEntry};
use crate::parameter::{Key, Scope, Values, shown};
use crate::words::{Names, Notice, Phrase, SettingProblem};

/// A file whose parts have passed.
pub(super) struct File {
    /// The section `setting` as written; nulls are left out.
    pub settings: Map<String, Value>,
    /// Its values with the defaults of what it does not give.
    pub values: Values,
    /// Image types in order; Original alone where the file names none.
    pub images: Vec<CheckedImageType>,
    /// Each class with the names of its features; no names: all of them.
    pub classes: Vec<(Class, Vec<String>)>,
    /// `interpolator: null` was written.
    pub resampling_off: bool,
    pub warnings: Vec<Warning>,
}

/// An image type that has passed.
pub(super) struct CheckedImageType {
    pub filter: Filter,
    /// Its own settings as written; nulls are left out.
    pub own: Map<String, Value>,
    /// The general settings with its own over them.
    pub values: Values,
}

const SECTIONS: [&str; 4] = ["imageType", "featureClass", "setting", "voxelSetting"];

/// Checks a whole file.
pub(super) fn file(document: Value) -> Result<File, Vec<Error>> {
    let mut check = Check { problems: Vec::new(), warnings: Vec::new() };
    let mut sections = match document {
        Value::Null => Map::new(),
        Value::Object(sections) => sections,
        other => return Err(vec![SettingProblem::NoSections { found: shown(&other) }.into()]),
    };
    for name in sections.keys().filter(|name| !SECTIONS.contains(&name.as_str())) {
        let known = SECTIONS.into_iter().collect();
        check.problem(SettingProblem::SectionUnknown { section: name.clone(), known });
    }
    let settings = check.mapping("setting", sections.remove("setting"));
    let resampling_off = settings.get("interpolator").is_some_and(Value::is_null);
    let settings = without_nulls(settings);
    let keys = keys();
    let settings = check.settings("", settings, &keys);
    let voxel = without_nulls(check.mapping("voxelSetting", sections.remove("voxelSetting")));
    check.settings("voxelSetting: ", voxel, &VOXEL_KEYS.iter().collect::<Vec<_>>());
    let images = check.image_types(sections.remove("imageType"), &settings, &keys);
    let classes = check.classes(sections.remove("featureClass"));
    let values = check.values(&keys, &settings);
    match values {
        Some(values) if check.problems.is_empty() => {
            Ok(File { settings, values, images, classes, resampling_off, warnings: check.warnings })
        }
        _ => Err(check.problems),
    }
}

/// Collects problems and warnings.
struct Check {
    problems: Vec<Error>,
    warnings: Vec<Warning>,
}

impl Check {
    fn problem(&mut self, problem: SettingProblem) {
        self.problems.push(problem.into());
    }

    /// A section that is a mapping or missing.
    fn mapping(&mut self, section: &str, value: Option<Value>) -> Map<String, Value> {
        match value {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(map)) => map,
            Some(other) => {
                let section = section.to_owned();
                self.problem(SettingProblem::SectionNoMapping { section, found: shown(&other) });
                Map::new()
            }
        }
    }

    /// The settings that are valid by themselves; `place` is their section, for messages.
    fn settings(&mut self, place: &str, settings: Map<String, Value>, keys: &[&Key]) -> Map<String, Value> {
        let mut good = Map::new();
        for (name, value) in settings {
            let Some(key) = keys.iter().find(|key| key.name == name) else {
                self.unknown(place, name, &value, keys);
                continue;
            };
            // What has no effect is not refused for its value: PyRadiomics' own examples have `initValue: nan`.
            if key.scope == Scope::FeatureMaps {
                self.without_effect(place, &name, Phrase::NoFeatureMaps);
                continue;
            }
            if let Err(problem) = key.read(&value) {
                self.problem(problem.of_place(place));
                continue;
            }
            good.insert(name, value);
        }
        good
    }

    /// A setting that there is not, and those that someone may have meant.
    fn unknown(&mut self, place: &str, setting: String, value: &Value, keys: &[&Key]) {
        let (place, found) = (place.to_owned(), shown(value));
        let meant: Names =
            nearest(&setting, keys.iter().map(|key| key.name.to_owned())).into_iter().collect();
        self.problem(match meant.0.is_empty() {
            true => SettingProblem::SettingUnknown { place, setting, found },
            false => SettingProblem::SettingMisspelt { place, setting, meant, found },
        });
    }

    /// Values of settings that are good by themselves.
    fn values(&mut self, keys: &[&'static Key], settings: &Map<String, Value>) -> Option<Values> {
        let read = Values::read(keys.iter().copied(), settings);
        read.map_err(|problems| problems.into_iter().for_each(|problem| self.problem(problem))).ok()
    }

    fn without_effect(&mut self, place: &str, setting: &str, why: Phrase) {
        let (place, setting) = (place.to_owned(), setting.to_owned());
        self.warnings.push(Notice::SettingWithoutEffect { place, setting, why }.into());
    }

    fn image_types(
        &mut self,
        section: Option<Value>,
        settings: &Map<String, Value>,
        keys: &[&'static Key],
    ) -> Vec<CheckedImageType> {
        if section == Some(Value::Null) {
            self.problem(SettingProblem::ImageTypesNull);
        }
        let mut named = self.mapping("imageType", section);
        if named.is_empty() {
            named.insert("Original".to_owned(), json!({}));
        }
        let mut checked = Vec::new();
        for (name, own) in named {
            let place = format!("imageType {name}: ");
            let own = without_nulls(self.mapping(&format!("imageType {name}"), Some(own)));
            let own = self.settings(&place, own, keys);
            // PyRadiomics would look at another label's voxels in this label's box.
            if let Some(label) =
                own.get("label").filter(|label| settings.get("label").unwrap_or(&json!(1)) != *label)
            {
                let (place, found) = (place.clone(), shown(label));
                self.problem(SettingProblem::LabelOfImageType { place, found });
            }
            for key in keys.iter().filter(|key| key.scope == Scope::Scan && own.contains_key(key.name)) {
                self.without_effect(&place, key.name, Phrase::OneImageTypeAlone);
            }
            checked.extend(self.image_type(&name, own, settings, keys));
        }
        checked
    }

    /// An image type whose own settings are good by themselves.
    fn image_type(
        &mut self,
        name: &str,
        own: Map<String, Value>,
        settings: &Map<String, Value>,
        keys: &[&'static Key],
    ) -> Option<CheckedImageType> {
        let mut merged = settings.clone();
        merged.extend(own.clone());
        let values = self.values(keys, &merged)?;
        match FilterEntry::find(name).and_then(|entry| entry.filter(&values)) {
            Ok(filter) => Some(CheckedImageType { filter, own, values }),
            Err(problem) => {
                let is_own = matches!(problem, SettingProblem::SettingValue { setting, .. } if own.contains_key(setting));
                self.problem(if is_own { problem.of_place(&format!("imageType {name}: ")) } else { problem });
                None
            }
        }
    }

    fn classes(&mut self, section: Option<Value>) -> Vec<(Class, Vec<String>)> {
        if section == Some(Value::Null) {
            self.problem(SettingProblem::FeatureClassesNull);
        }
        let mut classes = Vec::new();
        for (name, features) in self.mapping("featureClass", section) {
            let Some(class) = Class::ALL.into_iter().find(|class| class.name() == name) else {
                let known = Class::ALL.into_iter().map(Class::name).collect();
                self.problem(SettingProblem::ClassUnknown { found: name, known });
                continue;
            };
            let names = match features {
                Value::Null => Vec::new(),
                Value::Array(items) => items.iter().filter_map(|item| self.feature(class, item)).collect(),
                other => {
                    self.problem(SettingProblem::FeaturesNoList { class: name, found: shown(&other) });
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
            let known = catalogue().filter(|entry| entry.class == class).map(|entry| entry.name).collect();
            let (class, found) = (class.name(), shown(item));
            self.problem(SettingProblem::FeatureUnknown { class, found, known });
        }
        known.map(|entry| entry.name.to_owned())
    }
}

fn without_nulls(map: Map<String, Value>) -> Map<String, Value> {
    map.into_iter().filter(|(_, value)| !value.is_null()).collect()
}
