//! Every number that is read has a domain: model files, imported models, tables, lists. What lies beyond it is refused where it is
//! read, all of it at once, and no answer is ever made of it.

use std::path::Path;
use std::process::Command;

use discern::classify::{Calibration, Fitted};
use discern::error::Error;
use discern::model::{ModelFile, ModelParts};
use discern::table::csv;

use crate::common;

fn demo() -> ModelFile {
    let text = common::bytes("models/demo.json");
    ModelFile::from_json(String::from_utf8(text).expect("text")).expect("the demonstration model")
}

/// What is said of the demonstration model after a change.
fn refused(change: impl FnOnce(&mut ModelParts)) -> Error {
    let mut parts = ModelParts::clone(&demo());
    change(&mut parts);
    ModelFile::seal(parts).expect_err("a model that is not sound")
}

/// The first classifier of a form.
fn fitted<'a, T>(parts: &'a mut ModelParts, of: impl Fn(&'a mut Fitted) -> Option<&'a mut T>) -> &'a mut T {
    let all = parts.models.iter_mut().flat_map(|model| &mut model.classifiers);
    all.map(|one| &mut one.fitted).find_map(of).expect("a classifier of that form")
}

#[test]
fn numbers_of_a_model_file_have_their_domains() {
    let code = |change: &dyn Fn(&mut ModelParts)| refused(change).code.expect("a code");
    assert_eq!(code(&|parts| parts.models.clear()), "no-fitted-model");
    assert_eq!(code(&|parts| parts.models[0].classifiers.clear()), "no-fitted-model");
    let of_classifier: [&dyn Fn(&mut ModelParts); 4] = [
        &|parts| fitted(parts, |one| if let Fitted::Svm(svm) = one { Some(svm) } else { None }).gamma = -0.5,
        &|parts| {
            let forest =
                fitted(parts, |one| if let Fitted::Forest(forest) = one { Some(forest) } else { None });
            forest.trees[0].value.iter_mut().for_each(|share| *share *= 40.0);
        },
        &|parts| {
            fitted(parts, |one| if let Fitted::Linear(linear) = one { Some(linear) } else { None })
                .intercept = 1e200;
        },
        &|parts| {
            let near =
                fitted(parts, |one| if let Fitted::Neighbours(near) = one { Some(near) } else { None });
            near.count = 0;
        },
    ];
    for change in of_classifier {
        let error = refused(change);
        assert_eq!(error.code.as_deref(), Some("model-unsound"));
        // The shell's name of the file is what comes first, and never that of a model.
        assert!(error.thing.starts_with("fitted classifier of ") && error.origin.is_none(), "{error}");
    }
    let of_model: [&dyn Fn(&mut ModelParts); 8] = [
        &|parts| parts.models[0].prevalence = 1.0,
        &|parts| parts.models[0].classifiers[0].threshold = 1.5,
        &|parts| parts.models[0].classifiers[0].predictions[0].probabilities[0] = 1.01,
        &|parts| parts.models[0].classifiers[0].predictions[0].labels[0] = 2,
        &|parts| {
            parts.models[0].classifiers[0].calibration =
                Calibration::Platt { slope: f64::INFINITY, intercept: 0.0 };
        },
        &|parts| parts.cohorts[0].age_years = Some([-1.0, 3.0]),
        &|parts| parts.models[1].name = parts.models[0].name.clone(),
        &|parts| {
            let lasso = parts.models.iter_mut().find_map(|model| model.lasso.as_mut()).expect("a lasso");
            lasso.least = 999;
        },
    ];
    for change in of_model {
        assert_eq!(code(change), "model-unsound");
    }
    // Several at once.
    let error = refused(|parts| {
        parts.models[0].prevalence = 0.0;
        parts.models[0].classifiers[0].threshold = -1.0;
        parts.cohorts[0].age_years = Some([900.0, 1.0]);
    });
    assert_eq!(error.code.as_deref(), Some("model-problems"));
    assert!(error.found.starts_with("3 problems"), "{error}");
    // No more than a person reads.
    let many = refused(|parts| {
        let first = parts.models[0].clone();
        parts.models = vec![first; 400];
    });
    assert!(many.found.starts_with("20 problems") && many.found.len() < 8000, "{}", many.found.len());
}

#[test]
fn a_model_of_very_many_inputs_is_judged_in_a_moment() {
    let begun = std::time::Instant::now();
    let error = refused(|parts| {
        let scaling = serde_json::json!({
            "inputs": (0..200_000).map(|at| format!("t1_f{at}")).collect::<Vec<_>>(),
            "mean": vec![0.0; 200_000],
            "sd": vec![1.0; 200_000],
        });
        let mut told = serde_json::to_value(&parts.models[0].scaling).expect("JSON");
        for (name, value) in scaling.as_object().expect("an object") {
            assert!(told.get(name).is_some(), "{name} of {told}");
            told[name] = value.clone();
        }
        parts.models[0].scaling = serde_json::from_value(told).expect("a scaling");
    });
    assert!(error.found.contains("problems") || error.thing.contains("of Rad-M"), "{error}");
    // Every pair of inputs would take minutes.
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

#[test]
fn model_files_of_senseless_numbers_are_refused() {
    let Some(folder) =
        common::shared("model_files_of_senseless_numbers_are_refused", "cases/reports/hostile")
    else {
        return;
    };
    for name in ["lasso_model.json", "svm_gamma_negative_model.json"] {
        let text = String::from_utf8(common::bytes(folder.join(name))).expect("text");
        assert!(ModelFile::from_json(&text).is_err(), "{name}");
    }
    let list = String::from_utf8(common::bytes(folder.join("cohort_duplicate_columns.csv"))).expect("text");
    let error = csv::read_cohort(&list).expect_err("a column twice");
    assert!(error.to_string().contains("stage"), "{error}");
}

#[test]
fn numbers_of_a_table_have_their_domains_and_all_bad_cells_are_told() {
    let table = |rows: &str| format!("case,center,split,age,label,t1_original_firstorder_Mean\n{rows}");
    assert!(
        csv::read_features(&table("a,A,train,61,1,1e100\nb,A,train,0.5,0,-1e-100\nc,A,train,120,0,0\n"))
            .is_ok()
    );
    for (row, word) in [
        ("a,A,train,61,1,1e101\n", "Mean"),
        ("a,A,train,61,1,1e-101\n", "Mean"),
        ("a,A,train,61,1,inf\n", "Mean"),
        ("a,A,train,121,1,1\n", "age"),
        ("a,A,train,-1,1,1\n", "age"),
        ("a,A,train,0,1,1\n", "age"),
        ("a,A,train,1e2x,1,1\n", "age"),
    ] {
        let error = csv::read_features(&table(row)).expect_err(row);
        assert!(error.to_string().contains(word), "{row}: {error}");
    }
    let error =
        csv::read_features(&table("a,A,train,61,1,x\nb,A,train,200,0,y\n")).expect_err("three bad cells");
    for word in ["3 problems", "row 1", "row 2", "age", "\"x\"", "\"y\""] {
        assert!(error.to_string().contains(word), "{word}: {error}");
    }
}

#[test]
fn binary_models_of_other_programs_are_named_with_what_to_save_instead() {
    for (bytes, word) in [
        (&b"{L\0\0\0\0\0\0\0\x07learner\xff"[..], "UBJSON"),
        (b"\x80\x04\x95\x03", "pickle"),
        (b"\x78\x9c\xff", "joblib"),
        (b"\x08\x07\x12\xff", "ONNX"),
    ] {
        let error = discern::study::foreign_text(bytes.to_vec()).expect_err("binary");
        assert!(error.found.contains(word), "{error}");
        assert!(error.hint.is_some_and(|hint| hint.contains("save_model('model.json')")));
    }
    assert_eq!(discern::study::foreign_text(b"tree\n".to_vec()).expect("text"), "tree\n");
}

/// What the command line says of a call that it refuses.
fn told(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_discern")).args(arguments).current_dir(folder).output();
    let output = output.expect("discern runs");
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn every_command_names_other_programs_models_and_reads_tables_in_the_encodings_of_spreadsheets() {
    let folder = std::env::temp_dir().join(format!("discern-other-models-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect("a file");
    write("model.ubj", b"{L\0\0\0\0\0\0\0\x07learner\xff\x80");
    write("model.joblib", b"\x80\x04\x95\x03\xff");
    write("settings.yaml", b"{}");
    let table = "case,center,split,age,label,t1_original_glcm_A\n病人一,A,train,40,2,1\n";
    write("utf8.csv", table.as_bytes());
    let wide: Vec<u8> =
        "\u{feff}".encode_utf16().chain(table.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    write("utf16.csv", &wide);
    // GB18030 of the three signs.
    let name = [0xB2, 0xA1, 0xC8, 0xCB, 0xD2, 0xBB];
    let [before, after] = [0, 1].map(|at| table.split("病人一").nth(at).expect("a half").as_bytes());
    write("gb18030.csv", &[before, &name, after].concat());
    for (model, kind) in [("model.ubj", "UBJSON"), ("model.joblib", "pickle")] {
        let images = ["--t1", "a", "--t2", "a", "--t2fs", "a", "--t1ce", "a", "--mask", "a", "--age", "60"];
        for call in [
            [&["predict", model], &images[..]].concat(),
            vec!["evaluate", model, "utf8.csv", "--out", "report"],
        ] {
            let told = told(&folder, &call);
            assert!(told.contains(kind) && told.contains(model), "{call:?}: {told}");
        }
    }
    for table in ["utf8.csv", "utf16.csv", "gb18030.csv"] {
        // Its label is no class: the table was read.
        let told = told(&folder, &["train", table, "--params", "settings.yaml", "--out", "model.json"]);
        assert!(told.contains("column label"), "{table}: {told}");
    }
    write("damaged.csv", &[table.as_bytes(), &[0xFF, 0]].concat());
    let told = told(&folder, &["train", "damaged.csv", "--params", "settings.yaml", "--out", "model.json"]);
    assert!(told.contains("GB18030") && told.contains("CSV UTF-8"), "{told}");
    std::fs::remove_dir_all(folder).expect("the folder goes");
}
