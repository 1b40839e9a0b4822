//! Lesions of one patient are alike: whatever is dealt out, drawn or left out is patients, never rows.

use std::collections::BTreeSet;

use discern::classify::Kind;
use discern::model::{FeatureSource, TrainOptions};
use discern::monitor::Silent;
use discern::numeric::random::Random;
use discern::numeric::statistics::auc;
use discern::select;
use discern::study::train;
use discern::table::{Case, Column, Split, Table, stratified_folds};
use proptest::prelude::*;

/// Rows of patients, each with a class and so many rows.
fn rows(of: &[(bool, usize)]) -> (Vec<bool>, Vec<usize>) {
    let rows = of.iter().enumerate().flat_map(|(patient, &(label, count))| vec![(label, patient); count]);
    rows.unzip()
}

proptest! {
    #[test]
    fn no_patient_is_in_two_folds_and_the_classes_are_spread(
        of in prop::collection::vec((any::<bool>(), 1_usize..6), 20..80), count in 2_usize..11, seed in any::<u64>(),
    ) {
        let (labels, patients) = rows(&of);
        let fold_of = stratified_folds(&labels, &patients, count, seed);
        prop_assert!(fold_of.iter().all(|&fold| fold < count));
        let pairs: BTreeSet<(usize, usize)> = patients.iter().copied().zip(fold_of.iter().copied()).collect();
        prop_assert_eq!(pairs.len(), of.len());
        // The largest go first, each to the emptiest fold: none is fuller than another by more than one patient.
        for class in [true, false] {
            let sizes: Vec<usize> = (0..count)
                .map(|fold| (0..labels.len()).filter(|&row| labels[row] == class && fold_of[row] == fold).count())
                .collect();
            let most = of.iter().filter(|(label, _)| *label == class).map(|(_, rows)| *rows).max().unwrap_or(0);
            let (least, fullest) = (sizes.iter().min().unwrap(), sizes.iter().max().unwrap());
            prop_assert!(fullest - least <= most, "{sizes:?}");
        }
    }

    #[test]
    fn patients_with_one_row_each_are_dealt_out_in_turn(
        labels in prop::collection::vec(any::<bool>(), 20..80), count in 2_usize..11, seed in any::<u64>(),
    ) {
        let patients: Vec<usize> = (0..labels.len()).collect();
        let (mut expected, mut next) = (vec![0; labels.len()], 0);
        let mut random = Random::new(seed);
        for class in [true, false] {
            let mut members: Vec<usize> = (0..labels.len()).filter(|&row| labels[row] == class).collect();
            random.shuffle(&mut members);
            for row in members {
                expected[row] = next % count;
                next += 1;
            }
        }
        prop_assert_eq!(stratified_folds(&labels, &patients, count, seed), expected);
    }
}

/// Noise, of which the lesions of a patient share nearly all; `known`: whether the table says whose they are.
fn noise(seed: u64, lesions: usize, known: bool) -> Table {
    let mut random = Random::new(seed);
    let (mut cases, mut values) = (Vec::new(), Vec::new());
    for patient in 0..40 {
        let metastasis = patient % 2 == 0;
        let age = (30.0 + 40.0 * random.uniform()).round();
        let own: Vec<f64> = (0..12).map(|_| random.normal()).collect();
        for lesion in 0..lesions {
            let case = format!("{patient}-{lesion}");
            cases.push(Case {
                patient: if known { patient.to_string() } else { case.clone() },
                case,
                center: "a".to_owned(),
                split: Split::Train,
                age,
                metastasis,
                described: Default::default(),
            });
            values.extend(own.iter().map(|value| value + 0.1 * random.normal()));
        }
    }
    let names = (0..12).map(|feature| format!("t1_original_glcm_Noise{feature}"));
    Table::new(cases, Column::parse_all(names), values).expect("a sound table")
}

/// Area under the curve of the training cases out of fold, mean over seeds.
fn area(lesions: usize, known: bool, classifier: Kind) -> f64 {
    let seeds = 8;
    let of = |seed: u64| {
        let options = TrainOptions {
            selection: select::Options {
                false_discovery_rate: 1.0,
                lasso_folds: 5,
                ..select::Options::default()
            },
            classifiers: vec![classifier],
            folds: 4,
            seed,
            ..TrainOptions::default()
        };
        let source = FeatureSource { settings: String::new(), deep: None };
        let model_file =
            train(&noise(seed, lesions, known), &source, &options, &Silent).expect("training ends");
        let of = &model_file.model("CRad-M").expect("a model").classifiers[0].predictions[0];
        let labels: Vec<bool> = of.labels.iter().map(|&label| label == 1).collect();
        auc(&labels, &of.probabilities).expect("both classes")
    };
    (0..seeds).map(of).sum::<f64>() / seeds as f64
}

#[test]
fn lesions_of_one_patient_do_not_predict_each_other() {
    // The standard error of a mean of eight areas of 20 + 20 patients is 0.033.
    for lesions in [1, 4] {
        let found = area(lesions, true, Kind::NearestNeighbours);
        assert!((0.36..0.62).contains(&found), "{lesions} lesions: {found}");
    }
    // The same lesions do fool folds that are dealt out by row: the test would notice.
    let by_row = area(4, false, Kind::NearestNeighbours);
    assert!(by_row > 0.8, "by row: {by_row}");
}

#[test]
fn a_resample_has_whole_patients() {
    let table = noise(1, 3, true);
    let view = table.training().expect("rows");
    let drawn = view.resampled(&mut Random::new(5));
    assert_eq!(drawn.len(), view.len());
    let part = view.part(0.5, 7);
    assert_eq!(part.len(), 60);
    for rows in [drawn, part] {
        for patient in rows.patients() {
            assert_eq!(rows.patients().iter().filter(|other| *other == patient).count() % 3, 0);
        }
    }
}

#[test]
fn a_value_missing_in_one_fold_is_missing_in_all() {
    // The best feature lacks one row: whichever fold that row is in, the others must not choose it.
    let mut random = Random::new(3);
    let (mut cases, mut values) = (Vec::new(), Vec::new());
    for row in 0..80_u32 {
        let metastasis = row % 2 == 0;
        cases.push(Case {
            case: row.to_string(),
            patient: row.to_string(),
            center: "a".to_owned(),
            split: Split::Train,
            age: 50.0 + f64::from(row % 7),
            metastasis,
            described: Default::default(),
        });
        let [best, second] = [3.0, 1.5].map(|by| by * f64::from(u8::from(metastasis)) + random.normal());
        values.extend([if row == 17 { f64::NAN } else { best }, second]);
    }
    let names = Column::parse_all(["t1_original_glcm_Best", "t1_original_glcm_Second"]);
    let table = Table::new(cases, names, values).expect("a sound table");
    let options = TrainOptions { classifiers: vec![Kind::LogisticRegression], ..TrainOptions::default() };
    let source = FeatureSource { settings: String::new(), deep: None };
    let model_file = train(&table, &source, &options, &Silent).expect("training ends without the column");
    let inputs = model_file.model("Rad-M").expect("a model").scaling.inputs();
    assert_eq!(inputs, Column::parse_all(["t1_original_glcm_Second"]));
}
