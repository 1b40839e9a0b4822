//! The demonstration model answers for the sample case, and a model file that does not fit is refused with the reason.

use std::path::{Path, PathBuf};

use discern::answer::PriorShift;
use discern::answer::predict;
use discern::answer::{Class, Method, Subject, charts};
use discern::case::{SequenceFeatures, SequenceScan};
use discern::case::{extract_sequence, read_image, read_labels};
use discern::error::ErrorKind;
use discern::model::{ModelFile, ModelParts, describe};
use discern::monitor::Silent;
use discern::numeric::hash::sha256;
use discern::settings::Settings;
use discern::table::{Patient, Sequence};

use crate::common::bytes;

fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("models")
}

fn demo_text() -> String {
    String::from_utf8(bytes(models().join("demo.json"))).expect("a model file is text")
}

fn sample(model_file: &ModelFile) -> Vec<SequenceFeatures> {
    with_settings(&model_file.extraction.settings)
}

fn with_settings(settings: &str) -> Vec<SequenceFeatures> {
    let settings = Settings::from_yaml(settings).expect("settings");
    let file = |what: &str| bytes(models().join(format!("sample/sim-0601_{what}.nii.gz")));
    let labels = read_labels(&file("mask"), None).expect("a mask").value;
    let features = |sequence: Sequence| {
        let image = read_image(&file(sequence.key()), None).expect("an image").value;
        extract_sequence(SequenceScan { sequence, image: &image, labels: &labels }, &settings, &Silent)
            .expect("features")
    };
    Sequence::ALL.map(features).to_vec()
}

#[test]
fn contributions_of_the_demonstration_add_up_to_its_log_odds() {
    let model_file = ModelFile::from_json(demo_text()).expect("the model file is whole");
    assert!(model_file.demonstration);
    assert_eq!(model_file.notice, "trained on simulated cases, not for clinical use");
    let prediction = predict(&model_file, Patient::of_age(38.0), &sample(&model_file)).expect("an answer");
    assert_eq!(prediction.model_file.notice, model_file.notice);
    let names: Vec<&str> = prediction.models.iter().map(|answer| answer.model.as_str()).collect();
    assert!(names.contains(&"Rad-M") && names.contains(&"CRad-M") && names.contains(&"age only"));
    for answer in &prediction.models {
        let sum = answer.base + answer.contributions.iter().map(|part| part.contribution).sum::<f64>();
        assert!((sum - answer.logit).abs() < 1e-9, "{} {:?}", answer.model, answer.classifier);
        assert!((0.0..=1.0).contains(&answer.probability));
        assert_eq!(answer.class == Class::Metastasis, answer.probability >= answer.threshold);
    }
}

#[test]
fn a_case_that_lacks_something_is_refused_by_its_name() {
    let model_file = ModelFile::from_json(demo_text()).expect("the model file is whole");
    let whole = sample(&model_file);
    let refused = |age: f64, features: &[SequenceFeatures]| {
        predict(&model_file, Patient::of_age(age), features).expect_err("a refusal")
    };
    assert_eq!(refused(38.0, &whole[..3]).thing, "sequence t1ce");
    assert_eq!(refused(f64::NAN, &whole).thing, "age");
    assert_eq!(refused(121.0, &whole).thing, "age");
    let mut empty = whole.clone();
    empty[1].features.clear();
    let error = refused(38.0, &empty);
    assert!(error.thing.starts_with("t2_original_") && error.kind == ErrorKind::Model, "{error}");
    let other = model_file.extraction.settings.replace("binWidth: 5", "binWidth: 6");
    let mut others = whole.clone();
    others[2] = with_settings(&other)[2].clone();
    let error = refused(38.0, &others);
    assert_eq!((error.thing.as_str(), error.found.as_str()), ("features of t2fs", "others"), "{error}");
    // Written otherwise, meant the same.
    let same = model_file.extraction.settings.replace("binWidth: 5", "binWidth: 5.0") + "\n# the same\n";
    assert!(predict(&model_file, Patient::of_age(38.0), &with_settings(&same)).is_ok());
    let mut holes = whole.clone();
    holes[1].features.iter_mut().for_each(|feature| feature.value = None);
    assert_eq!(refused(38.0, &holes).expected, "a number");
}

#[test]
fn another_prevalence_moves_probabilities_and_thresholds_alike_and_is_on_record() {
    let model_file = ModelFile::from_json(demo_text()).expect("the model file is whole");
    let training = model_file.models[0].prevalence;
    let plain = predict(&model_file, Patient::of_age(38.0), &sample(&model_file)).expect("an answer");
    let shift = |assumed| model_file.prior_shift(assumed).expect("a share");
    let moved = plain.clone().at_prevalence(shift(0.1));
    assert_eq!(moved.prevalence, Some(PriorShift { training, assumed: 0.1 }));
    let odds = |p: f64| p / (1.0 - p);
    let factor = odds(0.1) / odds(training);
    for (there, here) in moved.models.iter().zip(&plain.models) {
        let near = |a: f64, b: f64| (a / b - 1.0).abs() < 1e-9;
        assert!(near(odds(there.probability), factor * odds(here.probability)), "{}", here.model);
        assert!(near(odds(there.threshold), factor * odds(here.threshold)), "{}", here.model);
        assert_eq!(there.class, here.class);
        let sum = there.base + there.contributions.iter().map(|part| part.contribution).sum::<f64>();
        assert!((sum - there.logit).abs() < 1e-9);
        if here.model == "prevalence" {
            assert!((there.probability - 0.1).abs() < 1e-12);
        }
    }
    for impossible in [0.0, 1.0, -0.2, 1.5, f64::NAN, f64::INFINITY] {
        let error = model_file.prior_shift(impossible).expect_err("a refusal");
        assert_eq!((error.thing.as_str(), error.kind), ("prevalence", ErrorKind::Settings));
    }
}

#[test]
fn a_changed_file_is_refused() {
    let text = demo_text();
    let refused = |text: &str| ModelFile::from_json(text).expect_err("a refusal").thing;
    assert_eq!(refused(&text.replacen("Discern demonstration", "Discern", 1)), "model file's sha256");
    assert_eq!(refused(&text.replacen("\"version\":1", "\"version\":4", 1)), "model file's version");
    assert_eq!(refused(&text.replacen("discern-model", "other-model", 1)), "model file's schema");
    assert_eq!(refused("not a model"), "model file");
    assert_eq!(refused("{}"), "model file's schema");
    let without_hash = format!("{}}}", &text[..text.rfind(",\"sha256\"").expect("a hash")]);
    assert_eq!(refused(&without_hash), "model file's sha256");
}

#[test]
fn what_has_kinds_names_its_kind_first_and_knows_it() {
    let body = demo_text();
    let body = &body[..body.rfind(",\"sha256\"").expect("a hash")];
    let refused = |old: &str, new: &str| {
        assert!(body.contains(old), "{old}");
        let body = body.replacen(old, new, 1);
        let hash = sha256(format!("{body},\"sha256\":\"\"}}").as_bytes());
        ModelFile::from_json(format!("{body},\"sha256\":\"{hash}\"}}")).expect_err("a refusal").to_string()
    };
    for (old, new, words) in [
        (
            "\"parameters\":{\"classifier\":",
            "\"parameters\":{\"odd\":",
            "`classifier` is not the first field",
        ),
        ("\"fitted\":{\"type\":\"", "\"fitted\":{\"a\":1,\"type\":\"", "`type` is not the first field"),
        ("\"fitted\":{\"type\":\"", "\"fitted\":{\"type\":\"x", "unknown variant"),
        ("\"calibration\":{\"type\":\"", "\"calibration\":{\"type\":\"x", "unknown variant"),
        (
            "\"calibration\":{\"type\":\"platt\",\"slope\"",
            "\"calibration\":{\"type\":\"platt\",\"odd\"",
            "slope",
        ),
    ] {
        let told = refused(old, new);
        assert!(told.contains(words), "{new}: {told}");
    }
}

#[test]
fn a_model_file_is_its_text_and_cannot_be_made_unsound() {
    let text = demo_text();
    let model_file = ModelFile::from_json(&text).expect("the model file is whole");
    assert_eq!(model_file.to_json(), text);
    assert_eq!(model_file.sha256(), sha256(text.replace(model_file.sha256(), "").as_bytes()));
    let again = ModelFile::seal(ModelParts::clone(&model_file)).expect("a sound file");
    assert_eq!(again, model_file, "sealed again, it is the same to the last byte");
    let mut parts = ModelParts::clone(&model_file);
    parts.models[0].classifiers[0].threshold = f64::NAN;
    let error = ModelFile::seal(parts).expect_err("what could not be read again is not made");
    assert_eq!(error.thing, "calibration of Rad-M");
}

#[test]
fn answers_descriptions_and_charts_read_back_as_they_were_written() {
    fn again<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
        let text = serde_json::to_string(value).expect("JSON");
        let read: T = serde_json::from_str(&text).expect("it reads back");
        assert_eq!(&read, value);
        assert_eq!(serde_json::to_string(&read).expect("JSON"), text);
    }
    let model_file = ModelFile::from_json(demo_text()).expect("the model file is whole");
    let prediction = predict(&model_file, Patient::of_age(38.0), &sample(&model_file)).expect("an answer");
    again(&prediction);
    again(&prediction.clone().at_prevalence(model_file.prior_shift(0.2).expect("a share")));
    again(&describe(&model_file).expect("good settings"));
    for answer in &prediction.models {
        let values: Vec<f64> = answer.contributions.iter().map(|part| part.value).collect();
        let subject = Subject {
            model: &answer.model,
            classifier: answer.classifier,
            probability: answer.probability,
            values: &values,
            prevalence: None,
        };
        if answer.explanation != Method::None {
            again(&charts(&model_file, subject).expect("charts"));
        }
    }
    let keys: Vec<String> = match serde_json::to_value(&prediction).expect("JSON") {
        serde_json::Value::Object(fields) => fields.keys().cloned().collect(),
        other => panic!("{other}"),
    };
    assert_eq!(keys, ["bundle", "models", "unanswered", "warnings", "done"]);
}
