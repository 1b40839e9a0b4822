//! A model on a site's own cases: which cases count, what is said of them, and the model file that is made for the site.

use std::path::PathBuf;
use std::process::{Command, Output};

use discern::classify::{Calibration, CalibrationKind, Kind};
use discern::model::{FeatureSource, ModelFile, TrainOptions, Update, describe};
use discern::monitor::Silent;
use discern::numeric::float;
use discern::numeric::random::Random;
use discern::numeric::statistics::Line;
use discern::study;
use discern::study::{Figure, ValidateOptions, Validation, recalibrate, validate};
use discern::table::{Case, Column, Split, Table, csv};

use super::evaluate::{model_file, table};

/// Cases of a hospital, `lesions` of each patient (which are nearly alike), where metastases are rarer by `shift` log-odds than
/// features and age say, and features say `strength` times as much.
fn local(patients: usize, lesions: usize, (shift, strength): (f64, f64)) -> Table {
    let mut random = Random::new(91);
    let columns: Vec<String> = ["t1", "t2"]
        .iter()
        .flat_map(|sequence| (0..4).map(move |at| format!("{sequence}_original_firstorder_F{at}")))
        .collect();
    let (mut cases, mut values) = (Vec::new(), Vec::new());
    for patient in 0..patients {
        let sign = if random.uniform() < 0.5 { 1.0 } else { -1.0 };
        let age = (50.0 + 7.0 * sign + 11.0 * random.normal()).round();
        let features: Vec<f64> =
            (0..8).map(|at| if at % 2 == 0 { 0.7 * sign } else { 0.0 } + random.normal()).collect();
        // The classes are two normal clouds: this is the log-odds of the upper one.
        let logit = 2.0 * 0.7 * (0..4).map(|at| features[2 * at]).sum::<f64>() + 14.0 * (age - 50.0) / 121.0;
        let metastasis = random.uniform() < float::logistic(strength * logit + shift);
        for lesion in 0..lesions {
            cases.push(Case {
                case: format!("h{patient}-{lesion}"),
                patient: format!("h{patient}"),
                center: "H".to_owned(),
                split: Split::External,
                age,
                metastasis,
                described: Default::default(),
            });
            values.extend(features.iter().map(|value| value + 1e-6 * lesion as f64));
        }
    }
    Table::new(cases, Column::parse_all(columns), values).expect("a sound table")
}

fn trained(options: TrainOptions) -> ModelFile {
    let source = FeatureSource { settings: "{}".to_owned(), deep: None };
    study::train(&table(4), &source, &options, &Silent).expect("trains")
}

fn figure<'a>(validation: &'a Validation, key: &str) -> &'a Figure {
    validation.figures.iter().find(|figure| figure.key == key).expect("a figure")
}

fn value(validation: &Validation, key: &str) -> f64 {
    figure(validation, key).estimate.expect("a value").value
}

fn usual() -> ValidateOptions {
    ValidateOptions::default()
}

#[test]
fn a_shift_of_the_log_odds_is_found_and_taken_back() {
    let model = model_file(&table(4));
    let cases = local(500, 1, (-1.5, 1.0));
    let before = validate(&model, &cases, &usual()).unwrap();
    assert_eq!((before.cases, before.patients, before.training_cases), (500, 500, 0));
    let large = figure(&before, "in-the-large").estimate.unwrap();
    assert!(large.upper < -0.5, "{large:?}");
    assert_ne!(before.advised, Update::None);
    let (new, done) = recalibrate(&model, &cases, &usual(), Some(Update::Intercept)).unwrap();
    let new_text = new.to_json().to_owned();
    let new = ModelFile::from_json(new_text.clone()).expect("reads back");
    assert!(new_text.starts_with("{\"schema\":\"discern-model\",\"version\":3,"));
    assert_eq!(done.sha256, new.sha256());
    let record = new.recalibrated.as_ref().unwrap();
    assert_eq!((record.parent_sha256.as_str(), record.cases), (model.sha256(), 500));
    assert_eq!((record.update, record.by_closed_test), (Update::Intercept, false));
    assert_eq!(describe(&new).unwrap().recalibrated.as_ref(), Some(record));
    let after = validate(&new, &cases, &usual()).unwrap();
    assert!(value(&after, "in-the-large").abs() < 1e-9);
    assert!((value(&after, "observed-expected") - 1.0).abs() < 1e-9);
    assert!((value(&after, "auc") - value(&before, "auc")).abs() < 1e-12);
    assert!((value(&after, "slope") - value(&before, "slope")).abs() < 1e-9);
    assert!(value(&after, "brier") < value(&before, "brier"));
    // The share of metastases is that of the hospital, from which another is reckoned.
    let share = before.metastases as f64 / 500.0;
    assert_eq!(new.training_prevalence(), Some(share));
    // Classes stay, and what the file says of its own cohorts moves with them.
    for (old, new) in model.models.iter().zip(&new.models) {
        for (old, new) in old.classifiers.iter().zip(&new.classifiers) {
            let line = new.local.as_ref().unwrap().line;
            for (old_of, new_of) in old.predictions.iter().zip(&new.predictions) {
                for (&p, &q) in old_of.probabilities.iter().zip(&new_of.probabilities) {
                    assert!((q - line.probability(p)).abs() < 1e-6);
                    let close = (p - old.threshold).abs() < 1e-5;
                    assert!(close || (p >= old.threshold) == (q >= new.threshold));
                }
            }
        }
    }
}

#[test]
fn the_closed_test_takes_the_least_update_that_is_not_refuted() {
    let model = model_file(&table(4));
    let both = local(900, 1, (-1.0, 0.3));
    let found = validate(&model, &both, &usual()).unwrap();
    assert_eq!(found.advised, Update::InterceptAndSlope, "{:?}", found.closed_test);
    let (new, done) = recalibrate(&model, &both, &usual(), None).unwrap();
    assert_eq!(done.update, Update::InterceptAndSlope);
    let after = validate(&new, &both, &usual()).unwrap();
    assert!((value(&after, "slope") - 1.0).abs() < 1e-6 && value(&after, "in-the-large").abs() < 1e-6);
    // What fits stays, and the file says that it was looked at.
    let (kept, done) = recalibrate(&new, &both, &usual(), None).unwrap();
    assert_eq!(done.update, Update::None);
    let record = kept.recalibrated.as_ref().unwrap();
    assert_eq!((record.update, record.parent_sha256.as_str()), (Update::None, new.sha256()));
    let [before, now] = [&new, &kept].map(|file| &file.model("CRad-M").unwrap().classifiers[0]);
    assert_eq!((before.threshold, &before.calibration), (now.threshold, &now.calibration));
    // Somebody may want less, or nothing.
    assert!(recalibrate(&model, &both, &usual(), Some(Update::None)).is_ok());
}

#[test]
fn few_patients_change_nothing() {
    let model = model_file(&table(4));
    for (patients, lesions, most) in
        [(16, 1, Update::None), (16, 8, Update::None), (34, 1, Update::Intercept)]
    {
        let cases = local(patients, lesions, (-1.0, 0.2));
        let found = validate(&model, &cases, &usual()).unwrap();
        let rarer = found.patients_of[0].min(found.patients_of[1]);
        assert_eq!(rarer / 10, usize::from(most != Update::None), "{patients} patients: {rarer}");
        assert!(found.advised <= most);
        let (_, done) = recalibrate(&model, &cases, &usual(), None).unwrap();
        assert_eq!(done.update, found.advised);
        let error = recalibrate(&model, &cases, &usual(), Some(Update::InterceptAndSlope)).unwrap_err();
        assert_eq!(
            (error.code.as_deref().unwrap(), error.found.as_str()),
            ("local-few", rarer.to_string().as_str())
        );
    }
}

#[test]
fn lesions_of_one_patient_say_no_more_than_the_patient() {
    let model = model_file(&table(4));
    let [one, four] =
        [1, 4].map(|lesions| validate(&model, &local(120, lesions, (0.0, 1.0)), &usual()).unwrap());
    assert_eq!((four.cases, four.patients), (480, 120));
    for (single, several) in one.figures.iter().zip(&four.figures) {
        let [single_error, several_error] =
            [single, several].map(|figure| figure.estimate.expect("a value").standard_error);
        let ratio = several_error / single_error;
        assert!((0.6..1.4).contains(&ratio), "{}: {ratio}", single.key);
        assert_ne!(single.interval, several.interval);
    }
    let missing =
        |of: &Validation| of.needed.iter().map(|needed| needed.missing.unwrap()).collect::<Vec<_>>();
    for (single, several) in missing(&one).into_iter().zip(missing(&four)) {
        assert!(single.abs_diff(several) <= 1 + single / 50, "{single} and {several}");
    }
}

#[test]
fn training_rows_do_not_count_whatever_their_cohort() {
    let whole = table(4);
    let model = model_file(&whole);
    let found = validate(&model, &whole, &usual()).unwrap();
    assert_eq!((found.cases, found.training_cases), (60, 60));
    // The same rows under the name of another cohort, and rows of another hospital under `train`.
    let text = csv::write_features(&whole).replace(",train,", ",external,");
    let renamed = csv::read_features(&text).unwrap();
    let again = validate(&model, &renamed, &usual()).unwrap();
    assert_eq!((again.cases, again.training_cases), (60, 60));
    assert_eq!(value(&again, "auc"), value(&found, "auc"));
    let text = csv::write_features(&local(50, 1, (0.0, 1.0))).replace(",external,", ",train,");
    assert_eq!(validate(&model, &csv::read_features(&text).unwrap(), &usual()).unwrap().cases, 50);
    let rows: Vec<usize> = (0..60).collect();
    let cases = rows.iter().map(|&row| whole.cases()[row].clone()).collect();
    let values = rows.iter().flat_map(|&row| whole.row(row).to_vec()).collect();
    let training = Table::new(cases, whole.columns().to_vec(), values).unwrap();
    assert_eq!(
        validate(&model, &training, &usual()).unwrap_err().code.as_deref(),
        Some("local-only-training")
    );
}

#[test]
fn every_classifier_and_calibration_can_be_brought_to_a_place() {
    let classifiers = vec![Kind::LogisticRegression, Kind::RandomForest, Kind::GradientBoosting];
    let cases = local(300, 1, (-1.0, 0.5));
    for calibration in [CalibrationKind::Platt, CalibrationKind::Isotonic] {
        let model = trained(TrainOptions {
            folds: 3,
            classifiers: classifiers.clone(),
            calibration,
            ..TrainOptions::default()
        });
        let (new, done) = recalibrate(&model, &cases, &usual(), Some(Update::InterceptAndSlope)).unwrap();
        let new = ModelFile::from_json(new.to_json()).expect("reads back");
        assert_eq!(done.left_out, Vec::<String>::new());
        for one in &done.lines {
            let [old, now] = [&model, &new].map(|file| {
                let all = &file.model(&one.model).unwrap().classifiers;
                all.iter().find(|classifier| classifier.kind == one.classifier).unwrap()
            });
            let inputs = new.model(&one.model).unwrap().scaling.inputs().len();
            for z in [-1.5, 0.0, 0.4, 2.0] {
                let row = vec![z; inputs];
                let expected = one.line.logit(old.logit(&row));
                assert!((now.logit(&row) - expected).abs() < 1e-9 * expected.abs().max(1.0), "{one:?}");
            }
        }
    }
    // A second update is one line, not two.
    let line = Line { intercept: -0.5, slope: 0.8 };
    let twice = Calibration::AsIs.updated(line).updated(line);
    assert!((twice.logit(2.0) - line.logit(line.logit(2.0))).abs() < 1e-15 && twice.is_sound());
    assert!(twice.takes_own() && twice.line() == Some((line.slope * line.slope, line.logit(line.intercept))));
    assert!(!Calibration::AsIs.updated(Line { slope: f64::NAN, ..line }).is_sound());
}

#[test]
fn a_model_that_points_the_wrong_way_is_not_mended() {
    let model = model_file(&table(4));
    let reversed = local(300, 1, (0.0, -1.0));
    let found = validate(&model, &reversed, &usual()).unwrap();
    assert!(value(&found, "auc") < 0.4);
    let error = recalibrate(&model, &reversed, &usual(), None).unwrap_err();
    assert_eq!(error.code.as_deref(), Some("local-reversed"));
    // Of one class nothing can be said of ranks; what can be said is.
    let one: Vec<Case> =
        reversed.cases().iter().map(|case| Case { metastasis: true, ..case.clone() }).collect();
    let values = (0..one.len()).flat_map(|row| reversed.row(row).to_vec()).collect();
    let one = Table::new(one, reversed.columns().to_vec(), values).unwrap();
    let found = validate(&model, &one, &usual()).unwrap();
    assert!(figure(&found, "auc").problem.is_some() && figure(&found, "brier").estimate.is_some());
    assert_eq!((found.advised, found.closed_test), (Update::None, None));
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("local-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

fn discern(folder: &PathBuf, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_discern"));
    command.current_dir(folder).args(arguments).output().expect("discern runs")
}

#[test]
fn the_command_line_writes_a_model_file_where_that_is_asked_for() {
    let folder = folder("command");
    let model = model_file(&table(4));
    std::fs::write(folder.join("model.json"), model.to_json()).unwrap();
    std::fs::write(folder.join("local.csv"), csv::write_features(&local(300, 1, (-1.5, 1.0)))).unwrap();
    let told = discern(&folder, &["validate", "model.json", "local.csv", "--width", "auc=0.05"]);
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let json: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
    assert_eq!((&json["cases"], &json["needed"][2]["width"]), (&300.into(), &0.05.into()));
    assert!(json.get("recalibration").is_none());
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2, "nothing is written");
    let call = [
        "validate",
        "model.json",
        "local.csv",
        "--recalibrate",
        "closed-test",
        "-o",
        "here.json",
        "-f",
        "text",
    ];
    let told = discern(&folder, &call);
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let new = ModelFile::from_json(std::fs::read_to_string(folder.join("here.json")).unwrap()).unwrap();
    assert!(String::from_utf8_lossy(&told.stdout).contains(new.sha256()));
    assert_eq!(new.recalibrated.as_ref().unwrap().parent_sha256, model.sha256());
    for (call, word) in [
        (vec!["--out", "x.json"], "--recalibrate"),
        (vec!["--recalibrate", "intercept"], "--out"),
        (vec!["--width", "auc=0"], "--width"),
        (vec!["--width", "recall=0.1"], "--width"),
        (vec!["--of", "XRad-M"], "CRad-M"),
        (vec!["--recalibrate", "intercept", "--out", "model.json"], "replaced"),
    ] {
        let told = discern(&folder, &[&["validate", "model.json", "local.csv"], call.as_slice()].concat());
        let said = String::from_utf8_lossy(&told.stderr).into_owned();
        assert!(!told.status.success() && said.contains(word), "{call:?}: {said}");
    }
    // The new file is a model like any other: it can be evaluated and validated.
    std::fs::write(folder.join("table.csv"), csv::write_features(&table(4))).unwrap();
    assert!(discern(&folder, &["evaluate", "here.json", "table.csv", "--out", "report"]).status.success());
    assert!(discern(&folder, &["validate", "here.json", "local.csv"]).status.success());
}
