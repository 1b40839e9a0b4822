//! A table is known by its bytes, and its training rows by what is in them: their order does not matter, and they are
//! found where they do not belong.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use discern::model::ModelFile;
use discern::monitor::Silent;
use discern::numeric::hash::sha256;
use discern::report::Study;
use discern::study;
use discern::table::{Column, Split, Table, csv};
use discern::words::ReportGap;

use crate::common::changed;
use crate::evaluate::{model_file, table};

/// The table with its rows in another order: backwards.
fn backwards(table: &Table) -> Table {
    table.with_rows(&(0..table.cases().len()).rev().collect::<Vec<_>>())
}

/// Everything of a report that is computed, in whatever order the cases stand.
fn figures(study: &Study) -> Vec<String> {
    let mut models: Vec<String> = Vec::new();
    for model in study.models.iter().chain(study.sequences.as_ref().expect("single sequences")) {
        for predictions in &model.predictions {
            let mut sorted = predictions.clone().expect("predictions");
            sorted.sort_by(f64::total_cmp);
            models.push(format!("{} {sorted:?}", model.name));
        }
    }
    models.push(format!("{:?} {:?}", study.linear, study.learning));
    models
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    let table = table(4);
    let model_file = model_file(&table);
    assert_eq!(model_file.training_rows.len(), 60);
    let turned = backwards(&table);
    assert_eq!(turned.cases()[0].case, "119");
    let study = |table: &Table| study::evaluate(&model_file, table, &Silent).expect("a report");
    let (straight, other) = (study(&table), study(&turned));
    assert_eq!(figures(&other), figures(&straight));
    // Each case has its own prediction.
    let of = |study: &Study, at: usize| study.models[study.primary].predictions[0].as_ref().expect("p")[at];
    let ages = |study: &Study| study.cohorts[0].subjects.iter().map(|who| who.age).collect::<Vec<_>>();
    assert_eq!(ages(&other), ages(&straight));
    assert_eq!(of(&other, 7), of(&straight, 7));
    // Without the hashes the order of training is needed, as for files that have none.
    let older = changed(&model_file, |parts| parts.training_rows.clear());
    assert!(!older.to_json().contains("training_rows"));
    let study = study::evaluate(&older, &turned, &Silent).expect("a report");
    assert_eq!(study.learning.expect_err("a reason"), ReportGap::OtherTrainingCases);
    assert_eq!(figures(&study::evaluate(&older, &table, &Silent).expect("a report")), figures(&straight));
}

#[test]
fn rows_that_are_others_are_still_others() {
    let table = table(4);
    let model_file = model_file(&table);
    let mut values: Vec<f64> = (0..table.cases().len()).flat_map(|row| table.row(row).to_vec()).collect();
    values[..8].iter_mut().for_each(|value| *value += 1e-9);
    let other = Table::new(table.cases().to_vec(), table.columns().to_vec(), values).expect("a sound table");
    assert!(model_file.in_training_order(&backwards(&other)).is_none());
    let study = study::evaluate(&model_file, &backwards(&other), &Silent).expect("a report");
    assert_eq!(study.learning.expect_err("a reason"), ReportGap::OtherTrainingCases);
}

#[test]
fn training_rows_passed_off_as_another_cohort_are_named() {
    let table = table(4);
    let model_file = model_file(&table);
    assert_eq!(study::leaks(&model_file, &table), Vec::<String>::new());
    let mut cases = table.cases().to_vec();
    // Under other names and diagnoses, too.
    for case in cases.iter_mut().take(5) {
        (case.case, case.patient) = (format!("new-{}", case.case), format!("new-{}", case.patient));
        (case.split, case.metastasis) = (Split::External, !case.metastasis);
    }
    let values = (0..cases.len()).flat_map(|row| table.row(row).to_vec()).collect();
    let leaky = Table::new(cases, table.columns().to_vec(), values).expect("a sound table");
    let [leak] = &study::leaks(&model_file, &leaky)[..] else { panic!("one sentence") };
    assert!(leak.starts_with("5 of 35 cases of external test are training cases of this model"), "{leak}");
    let study = study::evaluate(&model_file, &leaky, &Silent).expect("a report");
    assert!(study.notes.contains(leak), "{:?}", study.notes);
}

#[test]
fn a_row_is_hashed_as_the_documentation_says_and_no_name_or_age_is_in_it() {
    let table = table(4);
    let model_file = model_file(&table);
    let inputs = model_file.models.iter().flat_map(|model| model.scaling.inputs());
    let mut names: Vec<String> = inputs.map(Column::to_string).filter(|name| name != "age").collect();
    names.sort();
    names.dedup();
    assert!(names.len() > 1);
    let lines: String = names
        .iter()
        .map(|name| {
            let value = table.value(17, &Column::parse(name)).expect("a column");
            format!("{name}={value:?}\n")
        })
        .collect();
    assert_eq!(model_file.training_rows[17], sha256(lines.as_bytes())[..32]);
}

fn discern(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_discern"));
    command.current_dir(folder).args(arguments).output().expect("discern runs")
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("training_rows").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

#[test]
fn a_table_is_known_by_the_hash_of_its_bytes_however_it_was_written() {
    let folder = folder("hash");
    // As a spreadsheet may write it: a byte order mark, other line ends, quotes that are not needed.
    let text = csv::write_features(&table(4)).replace(",A,", ",\"A\",").replace('\n', "\r\n");
    let text = format!("\u{feff}{text}");
    assert_ne!(csv::write_features(&csv::read_features(&text).expect("a table")), text);
    std::fs::write(folder.join("t.csv"), &text).expect("written");
    std::fs::write(folder.join("p.yaml"), "imageType: {Original: }\n").expect("written");
    let trained = discern(
        &folder,
        &["train", "t.csv", "--params", "p.yaml", "--classifiers", "logistic-regression", "--out", "m.json"],
    );
    assert!(trained.status.success(), "{}", String::from_utf8_lossy(&trained.stderr));
    let own = sha256(text.as_bytes());
    let model = std::fs::read_to_string(folder.join("m.json")).expect("a model file");
    assert_eq!(ModelFile::from_json(&model).expect("a model file").extraction.table_sha256, own);
    let leaky = text.replacen(",train,", ",external,", 3);
    std::fs::write(folder.join("leaky.csv"), &leaky).expect("written");
    let evaluated = discern(&folder, &["evaluate", "m.json", "leaky.csv", "--out", "report"]);
    let told = String::from_utf8_lossy(&evaluated.stderr).into_owned();
    assert!(evaluated.status.success(), "{told}");
    assert!(told.contains("leaky.csv: 3 of 33 cases of external test are training cases"), "{told}");
    let report = std::fs::read_to_string(folder.join("report/report.html")).expect("a report");
    assert!(report.contains(&sha256(leaky.as_bytes())) && report.contains("3 of 33 cases of external test"));
}

#[test]
fn a_table_of_pyradiomics_is_told_what_it_lacks_before_anything_else() {
    let folder = folder("plain");
    let model = concat!(env!("CARGO_MANIFEST_DIR"), "/models/demo.json");
    let plain =
        "case,center,split,age,label,original_firstorder_Mean\na,A,train,50,1,2.5\nb,A,internal,60,0,3.5\n";
    std::fs::write(folder.join("plain.csv"), plain).expect("written");
    std::fs::write(folder.join("bare.csv"), "case,original_firstorder_Mean\na,1\n").expect("written");
    for (table, told) in [
        ("plain.csv", "t1_, t2_, t2fs_"),
        ("bare.csv", "a column center, split, age, label, found"),
        ("bare.csv", "with their sequence in front, as t1_original_firstorder_Mean"),
    ] {
        // Settings are not asked for: the table itself is none.
        let calls: [&[&str]; 2] =
            [&["train", table, "--out", "m.json"], &["evaluate", model, table, "--out", "report"]];
        for call in calls {
            let output = discern(&folder, call);
            let error = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{call:?}: {error}");
            assert!(error.contains(table) && error.contains(told), "{call:?}: {error}");
        }
    }
}
