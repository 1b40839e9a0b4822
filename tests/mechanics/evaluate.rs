//! A model file and a feature table become a report: which predictions are taken, and what is said when they cannot be.

use discern::classify;
use discern::classify::Kind;
use discern::classify::linear::ElasticNet;
use discern::model::{FeatureSource, ModelFile, TrainOptions, describe};
use discern::monitor::Silent;
use discern::numeric::hash::sha256;
use discern::numeric::random::Random;
use discern::numeric::statistics;
use discern::report;
use discern::study;
use discern::table::{Case, Column, Sequence, Split, Table, csv};
use discern::words::ReportGap;

/// 60 training, 30 internal, 30 external cases with four informative and four other columns of two sequences.
pub fn table(seed: u64) -> Table {
    let mut random = Random::new(seed);
    let columns: Vec<String> = ["t1", "t2"]
        .iter()
        .flat_map(|sequence| (0..4).map(move |at| format!("{sequence}_original_firstorder_F{at}")))
        .collect();
    let (mut cases, mut values) = (Vec::new(), Vec::new());
    for row in 0..120 {
        let split = if row < 60 { Split::Train } else { Split::ALL[1 + usize::from(row >= 90)] };
        let metastasis = random.uniform() < 0.5;
        let sign = if metastasis { 1.0 } else { -1.0 };
        cases.push(Case {
            case: row.to_string(),
            patient: row.to_string(),
            center: "A".to_owned(),
            split,
            age: (50.0 + 7.0 * sign + 11.0 * random.normal()).round(),
            metastasis,
            described: Default::default(),
        });
        values.extend((0..columns.len()).map(|at| {
            let effect = if at % 2 == 0 { 0.7 } else { 0.0 };
            effect * sign + random.normal()
        }));
    }
    Table::new(cases, Column::parse_all(columns), values).expect("a sound table")
}

/// A model file of its training rows.
pub fn model_file(table: &Table) -> ModelFile {
    let options = TrainOptions {
        demonstration: true,
        folds: 3,
        classifiers: vec![Kind::LogisticRegression],
        ..TrainOptions::default()
    };
    let source = FeatureSource { settings: "{}".to_owned(), deep: None };
    let trained = study::train(table, &source, &options, &Silent).expect("trains");
    ModelFile::from_json(trained.to_json()).expect("reads back")
}

/// The rows of some cohorts alone.
fn only(table: &Table, splits: &[Split]) -> Table {
    let kept: Vec<usize> =
        (0..table.cases().len()).filter(|&row| splits.contains(&table.cases()[row].split)).collect();
    let cases = kept.iter().map(|&row| table.cases()[row].clone()).collect();
    let values = kept.iter().flat_map(|&row| table.row(row).to_vec()).collect();
    Table::new(cases, table.columns().to_vec(), values).expect("a sound table")
}

/// Numpy's quantile of values: between the order statistics at (n − 1)·share.
fn quantile(mut values: Vec<f64>, share: f64) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let place = (values.len() - 1) as f64 * share;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    values[below] + (place - below as f64) * (values[above] - values[below])
}

#[test]
fn a_model_file_says_what_is_usual_in_each_group_of_the_training_rows() {
    let table = table(4);
    let trained = model_file(&table);
    let described = describe(&trained).expect("good settings");
    let crad = described.models.iter().find(|model| model.name == "CRad-M").expect("one");
    assert!(crad.inputs.len() > 1);
    for (column, typical) in crad.inputs.iter().zip(&crad.typical) {
        let groups = typical.groups.expect("a file of this version says them");
        for (metastasis, found) in [false, true].into_iter().zip(groups) {
            let rows = (0..table.cases().len()).filter(|&row| {
                let case = &table.cases()[row];
                case.split == Split::Train && case.metastasis == metastasis
            });
            let values: Vec<f64> = rows.map(|row| table.value(row, column).expect("there")).collect();
            for (share, found) in [0.25, 0.5, 0.75].into_iter().zip(found) {
                let expected = quantile(values.clone(), share);
                assert!(
                    (found - expected).abs() < 1e-9 * expected.abs().max(1.0),
                    "{column}: {found}, {expected}"
                );
            }
        }
    }
    // Files of versions before say nothing of it, and are read all the same.
    let text = trained.to_json();
    let start = text.find(",\"groups\":").expect("said");
    let end = start + text[start..].find("]]}").expect("two lists") + 3;
    let older = [&text[..start], &text[end..]].concat();
    let older = older.replace(trained.sha256(), "");
    let sealed = older.replacen(
        "\"sha256\":\"\"",
        &format!("\"sha256\":\"{}\"", sha256(older.trim_end().as_bytes())),
        1,
    );
    let read = ModelFile::from_json(&sealed).expect("an older file");
    let first = &describe(&read).expect("good settings").models[0];
    assert!(first.typical.iter().all(|typical| typical.groups.is_none()));
}

#[test]
fn training_cases_get_their_out_of_fold_predictions() {
    let table = table(4);
    let model_file = model_file(&table);
    let study = study::evaluate(&model_file, &table, &Silent).unwrap();
    assert_eq!(study.models[study.primary].name, "CRad-M");
    let names: Vec<&str> = study.compared.iter().map(|&at| study.models[at].name.as_str()).collect();
    assert_eq!(names, ["CRad-M", "Rad-M", "age only"]);
    assert_eq!(study.absent, ["DRad-M: not in the model file"]);
    let kept = &model_file.model("CRad-M").unwrap().classifiers[0].predictions;
    for (place, predictions) in study.models[study.primary].predictions.iter().enumerate() {
        let predictions = predictions.as_ref().unwrap();
        assert_eq!(predictions.len(), kept[place].probabilities.len());
        // The file keeps six digits; the training cohort's are read from it, the others are predicted anew.
        let largest = predictions
            .iter()
            .zip(&kept[place].probabilities)
            .map(|(a, b)| (a - b).abs())
            .fold(0.0, f64::max);
        assert!(largest <= if place == 0 { 0.0 } else { 5.1e-7 }, "cohort {place}: {largest}");
    }
    assert_eq!(study.sequences.as_ref().unwrap().len(), 3, "all, t1 alone, t2 alone");
    let tried = "\u{3bb} 0.3, 0.1, 0.03, 0.01; \u{3b1} 0, 0.5, 1".to_owned();
    assert_eq!(study.grids, [("logistic regression".to_owned(), tried)]);
    let classify::Parameters::LogisticRegression(ElasticNet { lambda, alpha }) =
        model_file.model("CRad-M").unwrap().classifiers[0].parameters
    else {
        panic!("logistic regression")
    };
    assert_eq!(study.models[study.primary].settings, format!("\u{3bb} {lambda}; \u{3b1} {alpha}"));
    let learning = study.learning.as_ref().unwrap();
    let optimism = learning.optimism.as_ref().unwrap();
    assert!(optimism.optimism > 0.0 && optimism.corrected < optimism.apparent);
    let linear = study.linear.as_ref().unwrap();
    assert!(linear.terms.iter().all(|term| term.interval.is_some_and(|(low, high)| low <= high)));
    // The sum in the report is the model: its log-odds for the first internal case are the predicted ones.
    let row = table.rows(Split::Internal).positions()[0];
    let term_name = |name: &str| if name == "age, years" { "age".to_owned() } else { name.to_owned() };
    let z = |term: &report::Term| {
        (table.value(row, &Column::parse(&term_name(&term.name))).unwrap() - term.mean) / term.sd
    };
    let logit = linear.intercept + linear.terms.iter().map(|term| term.coefficient * z(term)).sum::<f64>();
    let p = study.models[study.primary].predictions[1].as_ref().unwrap()[0];
    assert!((discern::numeric::float::logit(p) - logit).abs() < 1e-10);
    let files = report::write(&study).unwrap();
    assert!(files[0].text.contains("trained on simulated cases, not for clinical use"));
    assert_eq!(report::write(&study::evaluate(&model_file, &table, &Silent).unwrap()).unwrap(), files);
}

#[test]
fn the_yardstick_without_inputs_ranks_nobody() {
    let model_file = model_file(&table(4));
    let model = model_file.model("prevalence").unwrap();
    let [classifier] = &model.classifiers[..] else { panic!("one classifier") };
    assert_eq!(classifier.predictions.len(), 3);
    for predictions in &classifier.predictions {
        let rounded = (model.prevalence * 1e6).round() / 1e6;
        assert!(predictions.probabilities.iter().all(|&p| p == rounded), "{}", predictions.split);
        assert_eq!(predictions.auc, Some([0.5; 3]));
    }
}

#[test]
fn cohorts_are_described_by_what_the_table_says_of_them() {
    let plain = table(4);
    let text = csv::write_features(&plain);
    let mut lines = text.lines().map(str::to_owned);
    let axes = ["x", "y", "z"].map(|axis| format!("t1_diagnostics_Spacing_{axis}")).join(",");
    let mut wide = format!("{},sex,t1_original_shape_MeshVolume,{axes}\n", lines.next().unwrap());
    for (row, line) in lines.enumerate() {
        let (sex, volume) = (["F", "M", ""][row % 3], if row == 61 { "" } else { "9000.5" });
        wide += &format!("{line},{sex},{volume},4.0,0.9,0.8\n");
    }
    // An informative column is in every model; the volume is the same in all rows and in none.
    let wide = csv::read_features(&wide).unwrap();
    let described = &wide.cases()[1].described;
    assert_eq!((described.names(), described.get("sex")), (&["sex".to_owned()][..], Some("M")));
    let study = study::evaluate(&model_file(&plain), &wide, &Silent).unwrap();
    let [training, internal, _] = &study.cohorts[..] else { panic!("three cohorts") };
    assert_eq!((training.features, internal.features), (9, 9), "diagnostics are no features");
    let (known, lacking) = (&internal.subjects[0], &internal.subjects[1]);
    assert_eq!((known.volume_mm3, known.missing), (Some(9000.5), 0));
    assert_eq!((lacking.volume_mm3, lacking.missing), (None, 1));
    assert_eq!(known.spacing_mm, [(Sequence::T1, [0.8, 0.9, 4.0])]);
    assert_eq!((known.described.get("sex"), known.diameter_mm), (Some("F"), None));
}

#[test]
fn a_report_for_another_prevalence_says_so_and_moves_nothing_but_probabilities() {
    let table = table(4);
    let model_file = model_file(&table);
    let here = study::evaluate(&model_file, &table, &Silent).unwrap();
    let there = study::at_prevalence(here.clone(), model_file.prior_shift(0.2).unwrap());
    let text = |study| report::write(study).unwrap()[0].text.clone();
    assert!(text(&there).contains("in training, 0.2 assumed") && !text(&here).contains("assumed"));
    let (own, moved) = (&here.models[here.primary], &there.models[there.primary]);
    for (own_p, moved_p) in own.predictions.iter().zip(&moved.predictions) {
        let (own_p, moved_p) = (own_p.as_ref().unwrap(), moved_p.as_ref().unwrap());
        let calls = |p: &[f64], threshold: f64| p.iter().map(|&p| p >= threshold).collect::<Vec<_>>();
        assert_eq!(calls(own_p, own.threshold), calls(moved_p, moved.threshold));
        assert!(own_p.iter().zip(moved_p).all(|(here, there)| there < here));
    }
    let intercept = |study: &report::Study| study.linear.as_ref().unwrap().intercept;
    assert!(intercept(&there) < intercept(&here));
}

#[test]
fn figures_at_another_share_are_those_of_cases_weighted_to_it() {
    let table = table(4);
    let model_file = model_file(&table);
    let here = study::evaluate(&model_file, &table, &Silent).unwrap();
    // As many copies of each metastasis and each primary as make the share: 1 to 4, of 15 and 15 external cases 15 to 60.
    let at = 2;
    let share = 0.2;
    let there = study::at_prevalence(here.clone(), model_file.prior_shift(share).unwrap());
    let model = &there.models[there.primary];
    let labels = there.cohorts[at].labels();
    let p = model.predictions[at].as_ref().unwrap();
    let [events, others] = [true, false].map(|class| labels.iter().filter(|&&label| label == class).count());
    let (mut copied_labels, mut copied) = (Vec::new(), Vec::new());
    for (&label, &p) in labels.iter().zip(p) {
        let times = if label { others } else { 4 * events };
        copied_labels.extend(std::iter::repeat_n(label, times));
        copied.extend(std::iter::repeat_n(p, times));
    }
    let own = report::performance::performance(&there, model, at).unwrap();
    let expected = report::performance::judged(Split::External, (&copied_labels, &copied), model.threshold);
    for measure in &report::performance::MEASURES {
        let (found, expected) = ((measure.of)(&own), (measure.of)(&expected));
        match measure.key {
            "calibration_slope" | "calibration_intercept" | "calibration_in_the_large" | "ici" => {
                assert_eq!(found.unwrap_err(), ReportGap::AtOtherShare);
            }
            key => {
                let (found, expected) = (found.unwrap().value, expected.unwrap().value);
                assert!((found - expected).abs() < 1e-9, "{key}: {found}, {expected}");
            }
        }
    }
    let thresholds = [0.1, 0.2, 0.5];
    let curve = statistics::decision_curve(&labels, p, &thresholds, Some(share)).unwrap();
    let weighted = statistics::decision_curve(&copied_labels, &copied, &thresholds, None).unwrap();
    for (one, other) in curve.iter().zip(weighted) {
        assert!((one.model - other.model).abs() < 1e-12 && (one.all - other.all).abs() < 1e-12);
    }
    let files = report::write(&there).unwrap();
    assert!(files.iter().all(|file| !file.name.starts_with("calibration_")));
    assert!(files[0].text.contains("left out: the cases have another share"));
}

#[test]
fn a_table_of_other_settings_is_refused() {
    let model_file = model_file(&table(4));
    let source = |settings: &str| FeatureSource { settings: settings.to_owned(), deep: None };
    assert!(model_file.check_source(&source("# nothing set\n{}")).is_ok());
    let error = model_file.check_source(&source("setting: {binWidth: 3}")).unwrap_err();
    assert_eq!((error.thing.as_str(), error.found.as_str()), ("settings of the extraction", "others"));
}

#[test]
fn other_training_cases_are_not_passed_off_as_those_of_the_model() {
    let model_file = model_file(&table(4));
    let study = study::evaluate(&model_file, &table(5), &Silent).unwrap();
    let reason = study.models[study.primary].predictions[0].as_ref().unwrap_err();
    assert_eq!(*reason, ReportGap::OtherTrainingCases);
    assert!(study.models[study.primary].predictions[2].is_ok());
    assert!(study.learning.is_err() && study.sequences.is_err());
    let terms = &study.linear.as_ref().unwrap().terms;
    assert!(terms.iter().all(|term| term.interval.is_none() && term.range.0 < term.range.1));
    let page = &report::write(&study).unwrap()[0].text;
    assert!(page.contains("Parts that need the training cases are missing"));
}

#[test]
fn a_table_of_one_cohort_names_the_others_as_absent() {
    let table = table(4);
    let model_file = model_file(&table);
    let study = study::evaluate(&model_file, &only(&table, &[Split::External]), &Silent).unwrap();
    let page = &report::write(&study).unwrap()[0].text;
    assert!(page.contains("Training: the table has no cases"));
    assert!(page.contains("Internal validation: the table has no cases"));
    assert!(page.contains("ROC curves, external test"));
    let nothing = Table::new(Vec::new(), table.columns().to_vec(), Vec::new()).unwrap();
    assert_eq!(study::evaluate(&model_file, &nothing, &Silent).unwrap_err().expected, "at least one case");
}

#[test]
fn a_table_that_lacks_an_input_is_refused() {
    let table = table(4);
    let model_file = model_file(&table);
    let columns = Column::parse_all(table.columns().iter().map(|name| name.to_string().replace("_F", "_G")));
    let values = (0..table.cases().len()).flat_map(|row| table.row(row).to_vec()).collect();
    let renamed = Table::new(table.cases().to_vec(), columns, values).unwrap();
    let error = study::evaluate(&model_file, &renamed, &Silent).unwrap_err();
    assert!(error.expected.starts_with("a column t"), "{error}");
}
