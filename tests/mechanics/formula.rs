//! A formula that a paper prints: found among the columns however its names are written, and a probability only where nothing
//! is left out.

use std::path::PathBuf;
use std::process::Command;

use discern::answer::predict;
use discern::case::{Named, SequenceFeatures};
use discern::model::{FeatureSource, Formula, ModelFile};
use discern::numeric::float;
use discern::study::Printed;
use discern::table::csv::{read_features, write_features};
use discern::table::{Case, Column, Patient, Sequence, Table, Told};

use super::evaluate;

const WHOLE: &str = "\
name: Radscore of a paper
doi: 10.1000/example
link: logistic
intercept: -0.75
threshold: 0.42
standardised: true
cases: {metastases: 60, primaries: 75}
settings: {setting: {binWidth: 5}}
terms:
  - {feature: T1 original-first order F0, coefficient: 1.25, mean: 0.2, sd: 1.5}
  - {feature: T2-original_firstorder_f3, coefficient: -0.5, mean: -0.1, sd: 0.9}
  - {feature: age, coefficient: 0.8, mean: 48, sd: 15}
";

fn source() -> FeatureSource {
    FeatureSource { settings: "setting: {binWidth: 5}".to_owned(), deep: None }
}

/// The log-odds of [`WHOLE`], as a reader of the paper would compute them.
fn by_hand(table: &Table, row: usize) -> f64 {
    let value = |name: &str| table.value(row, &Column::parse(name)).expect("a column");
    -0.75 + 1.25 * (value("t1_original_firstorder_F0") - 0.2) / 1.5
        - 0.5 * (value("t2_original_firstorder_F3") + 0.1) / 0.9
        + 0.8 * (value("age") - 48.0) / 15.0
}

#[test]
fn a_whole_formula_is_a_model_of_the_same_numbers() {
    let table = evaluate::table(4);
    let printed = Printed::new(WHOLE, &table).expect("a formula");
    let file = printed.model_file(&source()).expect("nothing is left out");
    let file = ModelFile::from_json(file.to_json()).expect("reads back");
    assert_eq!((file.training_prevalence(), file.name.as_str()), (Some(60.0 / 135.0), "Radscore of a paper"));
    let model = file.model("CRad-M").expect("it has age");
    assert_eq!(model.classifiers[0].threshold, 0.42);
    assert!(file.imported.as_ref().unwrap().made_by.contains("10.1000/example"));
    let scores = printed.scores().unwrap();
    assert_eq!(scores.len(), table.cases().len());
    for (row, (case, score)) in scores.iter().enumerate() {
        let expected = by_hand(&table, row);
        assert_eq!(*case, table.cases()[row].case);
        assert!((score - expected).abs() < 1e-12);
        let features = |sequence: Sequence| SequenceFeatures {
            sequence,
            features: table
                .columns()
                .iter()
                .filter(|column| column.sequence() == Some(sequence))
                .map(|name| Named { name: name.clone(), value: table.value(row, name), reason: None })
                .collect(),
            deep: None,
            facts: None,
            warnings: Vec::new(),
            settings: None,
        };
        let sequences = [features(Sequence::T1), features(Sequence::T2)];
        let answer = predict(&file, Patient::of_age(table.cases()[row].age), &sequences).unwrap();
        let one = &answer.models[0];
        assert!(
            (one.logit - expected).abs() < 1e-9 && (one.probability - float::logistic(expected)).abs() < 1e-9
        );
        assert!(
            (one.base + one.contributions.iter().map(|of| of.contribution).sum::<f64>() - one.logit).abs()
                < 1e-9
        );
    }
}

#[test]
fn what_a_paper_leaves_out_is_listed_and_no_probability_is_given() {
    let table = evaluate::table(4);
    for (line, missing, has_score) in [
        ("link: logistic\n", "the link", true),
        ("intercept: -0.75\n", "the intercept", true),
        ("cases: {metastases: 60, primaries: 75}\n", "how many cases of each group it was fitted to", true),
        ("settings: {setting: {binWidth: 5}}\n", "the settings of the extraction", true),
        (", mean: 0.2", "means of the features", true),
        (", sd: 0.9", "standard deviations of the features", false),
    ] {
        let text = WHOLE.replace(line, "");
        let printed = Printed::new(&text, &table).expect("a formula");
        assert_eq!(printed.formula().left_out().to_string(), missing);
        let error = printed.model_file(&source()).expect_err("no probability");
        assert_eq!((error.code.as_deref(), error.expected.as_str()), (Some("formula-incomplete"), missing));
        // The order of the scores is that of the whole formula.
        let scores = printed.scores();
        assert_eq!(scores.is_ok(), has_score, "{missing}");
        let Ok(scores) = scores else { continue };
        let shift = scores[0].1 - by_hand(&table, 0);
        assert!(
            (0..120).all(|row| (scores[row].1 - by_hand(&table, row) - shift).abs() < 1e-12),
            "{missing}"
        );
    }
    assert_eq!(Formula::read(WHOLE).unwrap().left_out().0, []);
    let other = FeatureSource { settings: "setting: {binWidth: 25}".to_owned(), deep: None };
    let error = Printed::new(WHOLE, &table).unwrap().model_file(&other).unwrap_err();
    assert_eq!(error.code.as_deref(), Some("other-extraction"));
}

#[test]
fn names_that_could_be_two_or_none_and_odd_numbers_are_refused() {
    let table = evaluate::table(4);
    let refused = |text: &str| Printed::new(text, &table).map(drop).expect_err(text).code.unwrap_or_default();
    for (from, to, code) in [
        ("first order F0", "first order F9", "formula-term"),
        ("T1 original", "original", "formula-term"),
        ("T2-original_firstorder_f3", "t1_original_firstorder_F0", "input-twice"),
        ("coefficient: 1.25", "coefficient: .nan", "formula-file"),
        ("coefficient: 1.25", "coefficient: 1e200", "formula-numbers"),
        ("sd: 1.5", "sd: 0", "formula-numbers"),
        ("threshold: 0.42", "threshold: 42", "formula-numbers"),
        ("metastases: 60", "metastases: 0", "formula-numbers"),
        ("link: logistic", "link: probit", "formula-file"),
        ("doi:", "dio:", "formula-file"),
        ("binWidth", "binWdth", "setting-unknown"),
    ] {
        let found = refused(&WHOLE.replace(from, to));
        if code != "setting-unknown" {
            assert_eq!(found, code, "{to}");
        }
    }
    // 1.0 mm and 10 mm are the same letters without dashes.
    let columns = ["t1_log-sigma-1-0-mm-3D_firstorder_Mean", "t1_log-sigma-10-mm-3D_firstorder_Mean"];
    let values: Vec<f64> = (0..2 * table.cases().len()).map(|at| at as f64).collect();
    let cases: Vec<Case> = table.cases().to_vec();
    let two = Table::new(cases, Column::parse_all(columns), values).unwrap();
    let text = "name: x\nterms: [{feature: T1 log sigma 1 0 mm 3D firstorder Mean, coefficient: 1}]\n";
    let error = Printed::new(text, &two).map(drop).unwrap_err();
    assert_eq!(error.code.as_deref(), Some("formula-ambiguous"));
}

#[test]
fn the_published_nomogram_of_age_alp_and_a_score_is_entered_as_printed() {
    let text = write_features(&evaluate::table(4));
    let with = |(at, line): (usize, &str)| match at {
        0 => format!("{line},ALP,Rad-score"),
        _ => format!("{line},{},{}", 60 + 3 * at, at as f64 / 60.0 - 1.0),
    };
    let table: Vec<String> = text.lines().enumerate().map(with).collect();
    let table = read_features(&(table.join("\n") + "\n")).unwrap();
    let formula = "\
name: nomogram
link: logistic
intercept: -1.1
cases: {metastases: 50, primaries: 50}
settings: '{}'
clinical:
  - {name: age, kind: number, unit: years, bounds: [0, 120], above: 60}
  - {name: ALP, kind: number, unit: U/L, bounds: [0, 5000], above: 120}
  - {name: Rad-score, kind: number, bounds: [-20, 20]}
terms:
  - {feature: age > 60, coefficient: 1.7}
  - {feature: ALP > 120, coefficient: 0.9}
  - {feature: Radscore, coefficient: 2.1}
";
    let file = Printed::new(formula, &table).unwrap();
    let file = file.model_file(&FeatureSource { settings: "{}".to_owned(), deep: None }).unwrap();
    for (age, alp, score) in [(61.0, 121.0, 0.5), (60.0, 120.0, -0.3), (30.0, 300.0, 0.0)] {
        let told = [("ALP", alp), ("Rad-score", score)].map(|(name, value)| Told {
            name: name.to_owned(),
            text: value.to_string(),
            imputed: false,
        });
        let patient = Patient { age_years: age, told: &told };
        let answer = predict(&file, patient, &[]).unwrap();
        let flag = |holds: bool| f64::from(u8::from(holds));
        let expected = -1.1 + 1.7 * flag(age > 60.0) + 0.9 * flag(alp > 120.0) + 2.1 * score;
        assert!((answer.models[0].logit - expected).abs() < 1e-9, "{age} {alp} {score}");
    }
}

#[test]
fn the_command_line_lists_what_is_left_out() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("formula");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("cases.csv"), write_features(&evaluate::table(4))).unwrap();
    std::fs::write(folder.join("whole.yaml"), WHOLE).unwrap();
    std::fs::write(folder.join("part.yaml"), WHOLE.replace("intercept: -0.75\n", "")).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_discern"));
        let output =
            command.current_dir(&folder).arg("formula").args(arguments).output().expect("discern runs");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (done, told) = run(&["whole.yaml", "--features", "cases.csv", "--out", "model.json"]);
    assert!(done && told.is_empty(), "{told}");
    assert!(ModelFile::from_json(std::fs::read_to_string(folder.join("model.json")).unwrap()).is_ok());
    let (done, told) = run(&["part.yaml", "--features", "cases.csv", "--out", "none.json"]);
    assert!(
        !done && told.contains("left out: the intercept") && !folder.join("none.json").exists(),
        "{told}"
    );
    let (done, told) = run(&["part.yaml", "--features", "cases.csv", "--scores", "scores.csv"]);
    assert!(done && told.contains("no probability"), "{told}");
    assert_eq!(std::fs::read_to_string(folder.join("scores.csv")).unwrap().lines().count(), 121);
    assert!(!run(&["whole.yaml", "--features", "cases.csv"]).0, "nothing to write");
}
