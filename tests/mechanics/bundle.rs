//! The demonstration model answers for the sample case, and a model file that does not fit is refused with the reason.

use std::path::{Path, PathBuf};

use discern::error::ErrorKind;
use discern::monitor::Silent;
use discern::pipeline::{Bundle, SequenceFeatures, extract_sequence, predict, read_image, read_labels};
use discern::settings::Settings;
use discern::table::Sequence;

use crate::common::bytes;

fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("models")
}

fn demo_text() -> String {
    String::from_utf8(bytes(models().join("demo.json"))).expect("a model file is text")
}

fn sample(bundle: &Bundle) -> Vec<SequenceFeatures> {
    let settings = Settings::from_yaml(&bundle.extraction.settings).expect("settings in the model file");
    let file = |what: &str| bytes(models().join(format!("sample/sim-0601_{what}.nii.gz")));
    let labels = read_labels(&file("mask"), None).expect("a mask").value;
    let features = |sequence: Sequence| {
        let image = read_image(&file(sequence.key()), None).expect("an image").value;
        extract_sequence(sequence, &image, &labels, &settings, &Silent).expect("features")
    };
    Sequence::ALL.map(features).to_vec()
}

#[test]
fn contributions_of_the_demonstration_add_up_to_its_log_odds() {
    let bundle = Bundle::from_json(&demo_text()).expect("the model file is whole");
    assert!(bundle.demonstration);
    assert_eq!(bundle.notice, "trained on simulated cases, not for clinical use");
    let prediction = predict(&bundle, 38.0, &sample(&bundle)).expect("an answer");
    assert_eq!(prediction.bundle.notice, bundle.notice);
    let names: Vec<&str> = prediction.models.iter().map(|answer| answer.model.as_str()).collect();
    assert!(names.contains(&"Rad-M") && names.contains(&"CRad-M") && names.contains(&"age only"));
    for answer in &prediction.models {
        let sum = answer.base + answer.contributions.iter().map(|part| part.contribution).sum::<f64>();
        assert!((sum - answer.logit).abs() < 1e-9, "{} {:?}", answer.model, answer.classifier);
        assert!((0.0..=1.0).contains(&answer.probability));
        assert_eq!(answer.class == "metastasis", answer.probability >= answer.threshold);
    }
}

#[test]
fn a_case_that_lacks_something_is_refused_by_its_name() {
    let bundle = Bundle::from_json(&demo_text()).expect("the model file is whole");
    let whole = sample(&bundle);
    let refused =
        |age: f64, features: &[SequenceFeatures]| predict(&bundle, age, features).expect_err("a refusal");
    assert_eq!(refused(38.0, &whole[..3]).thing, "sequence t1ce");
    assert_eq!(refused(f64::NAN, &whole).thing, "age");
    assert_eq!(refused(121.0, &whole).thing, "age");
    let mut empty = whole.clone();
    empty[1].features.clear();
    let error = refused(38.0, &empty);
    assert!(error.thing.starts_with("t2_original_") && error.kind == ErrorKind::Model, "{error}");
    let mut holes = whole.clone();
    holes[1].features.iter_mut().for_each(|feature| feature.value = None);
    assert_eq!(refused(38.0, &holes).expected, "a number");
}

#[test]
fn a_changed_file_is_refused() {
    let text = demo_text();
    let refused = |text: &str| Bundle::from_json(text).expect_err("a refusal").thing;
    assert_eq!(refused(&text.replacen("Discern demonstration", "Discern", 1)), "model file's sha256");
    assert_eq!(refused(&text.replacen("\"version\":1", "\"version\":2", 1)), "model file's version");
    assert_eq!(refused(&text.replacen("discern-model", "other-model", 1)), "model file's schema");
    assert_eq!(refused("not a model"), "model file");
    assert_eq!(refused(&text[..text.len() / 2]), "model file");
}
