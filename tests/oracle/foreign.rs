//! Classifiers of XGBoost, LightGBM and scikit-learn, read from their files: the trainers' own probabilities, and the
//! contributions of the shap package. Goldens: tests/generators/foreign.py.

use std::path::Path;

use discern::classify::foreign::{self, Foreign};
use discern::classify::{Calibration, Fitted};
use discern::explain::tree_shap;
use discern::model::{FeatureSource, ModelFile};
use discern::numeric::float;
use discern::study::{ImportOptions, import};
use discern::table::{Case, Column, Split, Table, age_alone};
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    inputs: Vec<String>,
    x: Vec<Vec<Option<f64>>>,
    holes: Vec<Vec<Option<f64>>>,
    y: Vec<u8>,
    training_rows: usize,
    cases: Vec<GoldenCase>,
}

#[derive(Deserialize)]
struct GoldenCase {
    file: String,
    missing: bool,
    probabilities: Vec<f64>,
    base: Option<f64>,
    contributions: Option<Vec<Vec<f64>>>,
}

fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/foreign").join(name);
    std::fs::read_to_string(path).expect("the golden is there")
}

fn golden() -> Golden {
    serde_json::from_str(&text("foreign.json")).expect("a golden")
}

impl Golden {
    fn rows(&self, case: &GoldenCase) -> Vec<Vec<f64>> {
        let rows = if case.missing { &self.holes } else { &self.x };
        rows.iter().map(|row| row.iter().map(|value| value.unwrap_or(f64::NAN)).collect()).collect()
    }
}

fn own_row(foreign: &Foreign, raw: &[f64]) -> Vec<f64> {
    match &foreign.scaling {
        None => raw.to_vec(),
        Some((mean, scale)) => raw.iter().zip(mean).zip(scale).map(|((x, m), s)| (x - m) / s).collect(),
    }
}

#[test]
fn read_classifiers_give_their_trainers_probabilities() {
    let golden = golden();
    assert_eq!(golden.cases.len(), 13);
    for case in &golden.cases {
        let foreign = foreign::read(&text(&case.file)).expect("a readable file");
        assert_eq!(foreign.inputs, golden.inputs, "{}", case.file);
        let mut worst: f64 = 0.0;
        for (raw, expected) in golden.rows(case)[golden.training_rows..].iter().zip(&case.probabilities) {
            let row = own_row(&foreign, raw);
            let logit = match foreign.calibration {
                Calibration::AsIs => foreign.fitted.raw_logit(&row),
                ref fitted => fitted.logit(foreign.fitted.margin(&row)),
            };
            worst = worst.max((float::logistic(logit) - expected).abs());
        }
        println!("{}: {worst:.1e}", case.file);
        assert!(worst < 1e-6, "{}: {worst}", case.file);
    }
}

#[test]
fn contributions_of_trees_are_the_shap_packages() {
    let golden = golden();
    let mut seen = 0;
    for case in &golden.cases {
        let (Some(base), Some(contributions)) = (case.base, &case.contributions) else { continue };
        seen += 1;
        let foreign = foreign::read(&text(&case.file)).expect("a readable file");
        let (trees, start, share) = match &foreign.fitted {
            Fitted::Boosted(boosted) => (&boosted.trees, boosted.base, 1.0),
            Fitted::Forest(forest) => (&forest.trees, 0.0, 1.0 / forest.trees.len() as f64),
            other => panic!("no trees: {other:?}"),
        };
        for (raw, expected) in golden.rows(case)[golden.training_rows..].iter().zip(contributions) {
            let found = tree_shap(trees, raw);
            // XGBoost adds up in 32 bits.
            assert!((start + share * found.base - base).abs() < 2e-6, "{}: base", case.file);
            for (a, b) in found.contributions.iter().zip(expected) {
                assert!((share * a - b).abs() < 2e-6, "{}: {a} against {b}", case.file);
            }
            let sum: f64 = found.contributions.iter().sum();
            let answer: f64 = trees.iter().map(|tree| tree.predict(raw)).sum();
            assert!((found.base + sum - answer).abs() < 1e-9, "{}: additivity", case.file);
        }
    }
    assert_eq!(seen, 6);
}

#[test]
fn an_imported_model_file_answers_as_the_trainer() {
    let golden = golden();
    for case in &golden.cases {
        let rows = golden.rows(case);
        let who = |row: usize| Case {
            case: row.to_string(),
            patient: row.to_string(),
            center: "a".to_owned(),
            split: if row < golden.training_rows { Split::Train } else { Split::External },
            age: rows[row][3],
            metastasis: golden.y[row] == 1,
            described: Default::default(),
        };
        let columns = Column::parse_all(&golden.inputs[..3]);
        let values = rows.iter().flat_map(|row| row[..3].to_vec()).collect();
        let table = Table::new((0..rows.len()).map(who).collect(), columns, values).expect("a sound table");
        let options = ImportOptions {
            name: "site".to_owned(),
            clinical: age_alone(),
            inputs: Vec::new(),
            threshold: 0.5,
        };
        let source = FeatureSource { settings: "{}".to_owned(), deep: None };
        let model_file = import(&text(&case.file), &table, &source, &options).expect("imports");
        let model_file = ModelFile::from_json(model_file.to_json()).expect("reads back");
        let model = model_file.model("CRad-M").expect("age is an input");
        let predictions = &model.classifiers[0].predictions;
        assert_eq!((predictions.len(), predictions[0].split), (1, Split::External), "{}", case.file);
        for (found, expected) in predictions[0].probabilities.iter().zip(&case.probabilities) {
            // The file keeps six digits, and no probability nearer to 0 or 1 than that.
            assert!((found - expected).abs() < 1e-6 + 1e-12, "{}: {found} against {expected}", case.file);
        }
    }
}
