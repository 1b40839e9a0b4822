//! Laws of reading parameter files.

use super::*;
use crate::preprocess::{Interpolator, RangeMode};

fn things(text: &str) -> Vec<String> {
    let problems = Settings::check_yaml(text).expect_err("bad settings");
    problems.into_iter().map(|problem| problem.thing).collect()
}

#[test]
fn what_is_missing_has_pyradiomics_default() {
    let settings = Settings::default();
    assert_eq!(settings.label, 1);
    assert_eq!(settings.images.len(), 1);
    assert_eq!(settings.images[0].binning, Binning::Width(25.0));
    assert_eq!(settings.classes.iter().map(|(_, features)| features.len()).sum::<usize>(), 107);
    let flat = Settings::from_yaml("setting: {force2D: true}").expect("good settings");
    assert!(flat.classes.iter().any(|(class, _)| *class == Class::Shape2D));
}

#[test]
fn every_section_is_read() {
    let text = "
imageType:
  Original: {}
  LoG: {sigma: [1.0, 3], binWidth: 10}
featureClass:
  glcm: [JointEntropy, Contrast]
  shape:
setting:
  binCount: 32
  normalize: true
  normalizeScale: 100
  resampledPixelSpacing: [1, 1, 0]
  interpolator: 2
  resegmentRange: [3, -3]
  resegmentMode: sigma
  force2D: true
  force2Ddimension: 1
  distances: [1, 2]
  label: 3
";
    let settings = Settings::from_yaml(text).expect("good settings");
    assert_eq!(settings.images.len(), 2);
    assert_eq!(settings.images[1].binning, Binning::Count(32));
    assert_eq!(settings.images[0].texture.neighbourhood.distances, [1, 2]);
    assert_eq!(settings.flat_axis, Some(1));
    let resampling = settings.preprocess.resampling.expect("resampling");
    assert_eq!((resampling.spacing_mm, resampling.interpolator), ([1.0, 1.0, 0.0], Interpolator::Linear));
    let range = settings.preprocess.resegmentation.expect("resegmentation");
    assert_eq!((range.low, range.high, range.mode), (-3.0, Some(3.0), RangeMode::Sigma));
    let glcm: Vec<&str> = settings.classes[0].1.iter().map(|entry| entry.name).collect();
    assert_eq!(glcm, ["JointEntropy", "Contrast"]);
    assert_eq!(settings.classes[1].1.len(), 14);
}

#[test]
fn all_problems_come_at_once_with_key_value_and_what_is_allowed() {
    let text = "
settings: {}
imageType: {Wavelets: {}, LoG: {sigma: [0], binWidth: -1}}
featureClass: {glcm: [Entropie], texture: []}
setting: {binwidth: 5, binCount: 1.5, label: 0, resampledPixelSpacing: [1, 1], sigma: wide, interpolator: sitkCubic}
";
    let expected = [
        "section settings",
        "setting binwidth",
        "setting binCount",
        "setting label",
        "setting resampledPixelSpacing",
        "setting sigma",
        "setting interpolator",
        "setting imageType",
        "imageType LoG: setting sigma",
        "imageType LoG: setting binWidth",
        "featureClass glcm",
        "featureClass",
    ];
    assert_eq!(things(text), expected);
    let problems = Settings::check_yaml(text).expect_err("bad settings");
    assert!(problems[1].expected.contains("did you mean binWidth?"), "{}", problems[1]);
    assert!(problems[3].to_string().contains("from 1 on, found 0"), "{}", problems[3]);
    assert!(Settings::from_yaml(text).expect_err("bad settings").found.starts_with("12 problems"));
}

#[test]
fn text_that_is_no_parameter_file_is_an_error() {
    for text in ["[1, 2]", "a: b: c", "{", "setting: 3", "setting: {binWidth: .nan}", "1: 2", "a: 1\na: 2"] {
        assert!(Settings::check_yaml(text).is_err(), "{text}");
    }
    for deep in ["- ".repeat(30_000), "[".repeat(30_000), "x".repeat(70_000), "a:\n".repeat(9_000)] {
        assert!(Settings::check_yaml(&deep).is_err());
    }
    // As many aliases as may be, and one more.
    let aliases = |count: usize| format!("a: &a x\nb: [{}]", vec!["*a"; count].join(", "));
    let code = |text: &str| Settings::check_yaml(text).expect_err("no section").remove(0).code;
    assert_eq!(code(&aliases(16)).as_deref(), Some("section-unknown"));
    assert_eq!(code(&aliases(17)).as_deref(), Some("settings-aliases"));
    let bomb = (0..40).fold("a0: &a0 [x]\n".to_owned(), |text, n| {
        format!("{text}a{}: &a{} [*a{n}, *a{n}]\n", n + 1, n + 1)
    });
    assert!(Settings::check_yaml(&bomb).is_err());
}

#[test]
fn settings_without_effect_are_warned_of() {
    let text = "
imageType: {Original: {resampledPixelSpacing: [1, 1, 1]}}
setting: {binWidth: 5, binCount: 8, correctMask: true, removeOutliers: 3}
voxelSetting: {kernelRadius: wide, initValue: .nan}
";
    let settings = Settings::from_yaml(text).expect("good settings");
    assert_eq!(settings.warnings.len(), 5);
    let off = "setting: {interpolator: null, resampledPixelSpacing: [1, 1, 1]}";
    assert!(Settings::from_yaml(off).expect("good settings").preprocess.resampling.is_none());
}

#[test]
fn every_key_has_words_and_a_default_that_it_allows() {
    for key in keys().into_iter().chain(VOXEL_KEYS) {
        assert!(key.doc.ends_with('.'), "{}", key.name);
        let default = key.default.json();
        assert!(default.is_null() || key.read(&default).is_ok(), "{}: {default}", key.name);
        // All may stand in a file, at any place where it has an effect, and say there what they are by themselves.
        let section =
            if VOXEL_KEYS.iter().any(|voxel| voxel.name == key.name) { "voxelSetting" } else { "setting" };
        let text = serde_json::json!({ section: { key.name: default } }).to_string();
        assert!(Settings::check_yaml(&text).is_ok(), "{text}");
    }
    let names: std::collections::BTreeSet<&str> = keys().iter().map(|key| key.name).collect();
    assert_eq!(names.len(), keys().len());
}

#[test]
fn the_meaning_of_settings_holds_no_address() {
    let every: Vec<String> =
        crate::filter::FILTERS.iter().map(|entry| format!("{}: {{sigma: [1]}}", entry.image_type)).collect();
    let text = format!("imageType: {{{}}}", every.join(", "));
    let meaning = Settings::from_yaml(&text).expect("every image type").meaning();
    assert!(meaning.contains("Wavelet"), "{meaning}");
    // An address would be another in every run: rows made with the same settings would be taken for those of others.
    assert!(!meaning.contains("0x"), "{meaning}");
}
