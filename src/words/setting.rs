//! Errors of parameter files.

use crate::words::phrase::Phrase;
use crate::words::row::{Errors, Names, problems};

problems! {
    /// What is wrong with a parameter file, or with one of its settings.
    SettingProblem {
        SettingsTooLong { most: usize, bytes: usize } => TooLarge, "parameter file", "at most {most} bytes", "{bytes}";
        SettingsTooDeep => TooLarge, "parameter file", "settings", "very deep nesting";
        SettingsAliases { most: usize, aliases: usize } => TooLarge, "parameter file", "at most {most} aliases (*name)",
            "{aliases}", hint "write out what they repeat";
        NotYaml { cause: String } => Settings, "parameter file", "YAML or JSON", "{cause}";
        YamlDocuments { documents: usize } => Settings, "parameter file", "one YAML document", "{documents}";
        YamlKey { key: String } => Settings, "parameter file", "keys that are text", "{key}";
        YamlValue => Settings, "parameter file", "numbers, texts, lists and mappings",
            "a value of another type (!!name), or one that contains itself";
        NoSections { found: String } => Settings, "parameter file", "a mapping of sections", "{found}";
        SeveralProblems { count: usize, problems: Errors } => Settings, "parameter file", "PyRadiomics settings",
            "{count} problems: {problems}";
        SectionUnknown { section: String, known: Names } => Settings, "section {section}", "one of {known}", "{section}";
        SectionNoMapping { section: String, found: String } => Settings, "section {section}",
            "a mapping of names to values", "{found}";
        ImageTypesNull => Settings, "section imageType", "image types", "null";
        FeatureClassesNull => Settings, "section featureClass", "feature classes", "null";
        SettingUnknown { place: String, setting: String, found: String } => Settings, "{place}setting {setting}",
            "a PyRadiomics setting", "{found}";
        SettingMisspelt { place: String, setting: String, meant: Names, found: String } => Settings,
            "{place}setting {setting}", "a PyRadiomics setting (did you mean {meant:#}?)", "{found}";
        SettingValue { place: String, setting: &'static str, expected: Phrase, found: String } => Settings,
            "{place}setting {setting}", "{expected}", "{found}";
        NoNameAndValue { found: String } => Settings, "--setting", "NAME:VALUE", "{found}";
        LabelOfImageType { place: String, found: String } => Settings, "{place}setting label",
            "the same label for every image type", "{found}";
        ImageTypeUnknown { found: String, known: Names } => Settings, "setting imageType", "one of {known}", "{found}";
        ClassUnknown { found: String, known: Names } => Settings, "featureClass", "one of {known}", "{found}";
        FeaturesNoList { class: String, found: String } => Settings, "featureClass {class}", "a list of features",
            "{found}";
        FeatureUnknown { class: &'static str, found: String, known: Names } => Settings, "featureClass {class}",
            "features of the class: {known}", "{found}";
    }
}

impl SettingProblem {
    /// The same about the settings that stand at a place of their own: `"imageType LoG: "`.
    #[must_use]
    pub fn of_place(mut self, of: &str) -> Self {
        if let Self::SettingValue { place, .. } = &mut self {
            of.clone_into(place);
        }
        self
    }
}
