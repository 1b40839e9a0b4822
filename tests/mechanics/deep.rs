//! DRad-M from table to answer, and everything that must not be mixed: networks, settings, broken files, odd lesions.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use discern::answer;
use discern::case;
use discern::case::{DeepMark, DeepOptions, DeepRecord, Named};
use discern::case::{Lesion, SequenceFeatures};
use discern::classify::Kind;
use discern::model::TrainOptions;
use discern::model::{FeatureSource, ModelFile};
use discern::monitor::Silent;
use discern::numeric::hash;
use discern::numeric::random::Random;
use discern::study;
use discern::table::{Case, Column, Patient, Sequence, Split, Table};
use discern::volume::{Geometry, Image, LabelMap, Pixel};
use sha2::{Digest, Sha256};

const DEEP: usize = 12;

fn record() -> DeepRecord {
    let (network, weights_sha256) = ("a network".to_owned(), "0".repeat(64));
    DeepRecord { network, weights_sha256, options: DeepOptions::default() }
}

/// 90 cases; the first deep feature of T2 tells the classes apart better than anything else.
fn table() -> Table {
    let mut random = Random::new(8);
    let (mut cases, mut values) = (Vec::new(), Vec::new());
    for row in 0..90 {
        let metastasis = row % 2 == 0;
        cases.push(Case {
            case: row.to_string(),
            patient: row.to_string(),
            center: "A".to_owned(),
            split: if row < 60 { Split::Train } else { Split::Internal },
            age: 40.0 + f64::from(row % 30),
            metastasis,
            described: Default::default(),
        });
        let sign = if metastasis { 1.0 } else { -1.0 };
        values.extend([0.6 * sign + random.normal(), random.normal()]);
        values.extend(
            (0..DEEP).map(|number| if number < 8 { sign + random.normal() } else { random.normal() }),
        );
    }
    let radiomic = ["t2_original_glcm_A", "t2_original_glcm_B"].map(str::to_owned);
    let deep = (0..DEEP).map(|number| format!("t2_cnn_{number:04}"));
    let columns = Column::parse_all(radiomic.into_iter().chain(deep));
    Table::new(cases, columns, values).expect("a sound table")
}

fn trained(table: &Table) -> ModelFile {
    let options =
        TrainOptions { folds: 3, classifiers: vec![Kind::LogisticRegression], ..TrainOptions::default() };
    let source = FeatureSource { settings: "{}".to_owned(), deep: Some(record()) };
    let model_file = study::train(table, &source, &options, &Silent).expect("trains");
    ModelFile::from_json(model_file.to_json()).expect("reads back")
}

/// One row of the table as the features of a case.
fn case(table: &Table, row: usize, deep: Option<DeepMark>) -> SequenceFeatures {
    let named =
        |(name, &value): (&Column, &f64)| Named { name: name.clone(), value: Some(value), reason: None };
    let features = table.columns().iter().zip(table.row(row)).map(named).collect();
    SequenceFeatures {
        sequence: Sequence::T2,
        features,
        settings: None,
        deep,
        facts: None,
        warnings: Vec::new(),
    }
}

#[test]
fn the_deep_model_is_trained_beside_the_others_and_answers_as_in_the_table() {
    let table = table();
    let model_file = trained(&table);
    let names: Vec<&str> = model_file.models.iter().map(|model| model.name.as_str()).collect();
    assert_eq!(names[..3], ["Rad-M", "DRad-M", "CRad-M"]);
    assert_eq!(model_file.deep(), Some(&record()));
    let model = model_file.model("DRad-M").unwrap();
    assert!(model.scaling.inputs().iter().any(|input| input.to_string().starts_with("t2_cnn_pc")));
    assert_eq!((model.selection[0].name.as_str(), model.selection[0].before), ("components", DEEP));
    assert!(
        model_file
            .model("Rad-M")
            .unwrap()
            .scaling
            .inputs()
            .iter()
            .all(|input| !input.to_string().contains("cnn"))
    );
    let kept = &model.classifiers[0].predictions[1].probabilities;
    for (at, row) in (60..90).enumerate() {
        let answer =
            answer::predict(&model_file, Patient::of_age(50.0), &[case(&table, row, Some(record().mark()))])
                .unwrap();
        let deep = answer.models.iter().find(|answer| answer.model == "DRad-M").unwrap();
        assert!((deep.probability - kept[at]).abs() < 5.1e-7);
        let sum: f64 = deep.contributions.iter().map(|part| part.contribution).sum();
        assert!((deep.base + sum - deep.logit).abs() < 1e-9);
    }
    let study = study::evaluate(&model_file, &table, &Silent).unwrap();
    let names: Vec<&str> = study.compared.iter().map(|&at| study.models[at].name.as_str()).collect();
    assert!(names.contains(&"DRad-M") && study.absent.is_empty(), "{names:?} {:?}", study.absent);
}

#[test]
fn deep_features_of_nothing_or_of_another_network_are_refused() {
    let table = table();
    let model_file = trained(&table);
    let refused =
        |mark| answer::predict(&model_file, Patient::of_age(50.0), &[case(&table, 70, mark)]).unwrap_err();
    let weights = DeepMark { weights_sha256: "1".repeat(64), ..record().mark() };
    assert!(refused(Some(weights)).found.contains("weights 1111"));
    let settings = DeepMark { options_hash: "else".to_owned(), ..record().mark() };
    assert!(refused(Some(settings)).found.contains("settings else"));
    // Half of them: no answer is made of a mixture.
    let both = [
        case(&table, 70, None),
        SequenceFeatures { sequence: Sequence::T1, ..case(&table, 70, Some(record().mark())) },
    ];
    assert_eq!(answer::predict(&model_file, Patient::of_age(50.0), &both).unwrap_err().found, "none");
    // A table with deep features of which nobody knows how they were made.
    let unknown = FeatureSource { settings: "{}".to_owned(), deep: None };
    let error = study::train(&table, &unknown, &TrainOptions::default(), &Silent).unwrap_err();
    assert!(error.thing.contains("t2_cnn_0000"), "{error}");
}

#[test]
fn a_case_without_deep_features_is_answered_by_the_models_that_need_none() {
    let table = table();
    let model_file = trained(&table);
    let answer =
        |mark| answer::predict(&model_file, Patient::of_age(50.0), &[case(&table, 70, mark)]).unwrap();
    let (without, with) = (answer(None), answer(Some(record().mark())));
    let left_out: Vec<&str> = without.unanswered.iter().map(|one| one.model.as_str()).collect();
    assert_eq!((left_out, with.unanswered.len()), (vec!["DRad-M"], 0));
    let others: Vec<_> = with.models.iter().filter(|answer| answer.model != "DRad-M").cloned().collect();
    assert_eq!(without.models, others);
    let cells = |prediction| {
        let line = answer::answers_line(&model_file, "a", prediction);
        line.trim_end().split(',').map(str::to_owned).collect::<Vec<_>>()
    };
    let header = answer::answers_header(&model_file);
    let place = header.split(',').position(|name| name == "DRad-M logistic-regression probability").unwrap();
    assert_eq!(cells(&without)[place], "");
    assert_eq!(cells(&without)[place + 1..place + 4], cells(&with)[place + 1..place + 4]);
    // Where no model does without, a case without is refused.
    let alone = crate::common::changed(&model_file, |parts| {
        parts.models.retain(|model| model.name == "DRad-M" || model.baseline);
    });
    let none = answer::predict(&alone, Patient::of_age(50.0), &[case(&table, 70, None)]).unwrap_err();
    assert_eq!((none.thing.as_str(), none.found.as_str()), ("deep features of t2", "none"));
}

#[test]
fn a_lesion_of_one_voxel_and_a_volume_of_one_slice_have_deep_features() {
    let weights = case::DeepWeights::load(&crate::common::bytes(weights())).unwrap();
    for size in [[9, 8, 1], [9, 8, 5]] {
        let geometry = Geometry::axis_aligned(size, [1.0, 1.0, 3.0]);
        let mut random = Random::new(2);
        let voxels = (0..geometry.voxels()).map(|_| 100.0 * random.uniform()).collect();
        let image = Image::new(Pixel::F64, geometry, voxels);
        let mut inside = vec![0; geometry.voxels()];
        inside[30] = 1;
        let labels = LabelMap::new(geometry, inside);
        let lesion = Lesion { image: &image, labels: &labels, label: 1 };
        let found = case::deep(lesion, &DeepOptions::default(), &weights, &Silent).unwrap();
        assert_eq!((found.images, found.features.len()), (1, 1280));
        assert!(found.features.iter().all(|(_, value)| value.is_finite()));
        let none = Lesion { label: 2, ..lesion };
        assert!(case::deep(none, &DeepOptions::default(), &weights, &Silent).is_err());
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("deep-{name}"));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

fn discern(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_discern"));
    command.current_dir(folder).args(arguments).output().expect("discern runs")
}

fn weights() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("models/efficientnet-lite0.bin")
}

/// The weights with one bit turned and the checksum made to fit: a sound file of another network.
fn other_weights() -> Vec<u8> {
    let mut bytes = crate::common::bytes(weights());
    let body = bytes.len() - 32;
    bytes[body - 1000] ^= 1;
    let checksum = Sha256::digest(&bytes[..body]);
    bytes[body..].copy_from_slice(&checksum);
    bytes
}

#[test]
fn a_cohort_gets_the_deep_features_of_its_images_and_says_of_which_network() {
    let folder = folder("cohort");
    let run = |arguments: &[&str]| {
        let run = discern(&folder, arguments);
        assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
        run.stdout
    };
    run(&["simulate", "--cases", "1", "--seed", "3", "--out", "cases"]);
    std::fs::write(folder.join("one.yaml"), "featureClass: {shape: [MeshVolume]}").expect("written");
    let job = "extract --cohort cases/cohort.csv --params one.yaml --deep --repeat-masks 1 --out table.csv";
    run(&job.split(' ').collect::<Vec<_>>());
    let table = std::fs::read_to_string(folder.join("table.csv")).expect("a table");
    let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(lines[0].iter().filter(|name| name.contains("_cnn_")).count(), 4 * 1280);
    let cell = |name: &str| lines[1][lines[0].iter().position(|column| *column == name).expect("a column")];
    // The same case with another outline: its radiomics alone, each in its own column.
    let repeat = |name: &str| lines[2][lines[0].iter().position(|column| *column == name).expect("a column")];
    assert_eq!((lines.len(), cell("repeat"), repeat("repeat")), (3, "0", "1"));
    for (name, again) in lines[0].iter().zip(&lines[2]).filter(|(name, _)| name.starts_with('t')) {
        assert_eq!(again.is_empty(), name.contains("_cnn_"), "{name}: {again}");
    }
    let list = std::fs::read_to_string(folder.join("cases/cohort.csv")).expect("a list");
    let files: Vec<&str> = list.lines().nth(1).expect("a case").split(',').collect();
    let place =
        |name: &str| list.lines().next().unwrap().split(',').position(|column| column == name).unwrap();
    let [image, mask] = ["t2fs", "mask"].map(|name| format!("cases/{}", files[place(name)]));
    let single = run(&["extract", &image, &mask, "--params", "one.yaml", "--deep"]);
    let single: serde_json::Value = serde_json::from_slice(&single).expect("JSON");
    for number in [0, 640, 1279] {
        let value = single[format!("cnn_{number:04}")].as_f64().expect("a number");
        assert_eq!(cell(&format!("t2fs_cnn_{number:04}")), discern::table::format_number(value));
    }
    let beside = std::fs::read_to_string(folder.join("table.csv.provenance.json")).expect("provenance");
    let beside: serde_json::Value = serde_json::from_str(&beside).expect("JSON");
    let sha256 = hash::sha256(&crate::common::bytes(weights()));
    assert_eq!(beside["deep"]["weights_sha256"], sha256.as_str());
    assert_eq!(single["diagnostics_Deep_WeightsSHA256"], sha256.as_str());
    assert_eq!(beside["deep"]["options"]["slices"], "all");
    // Another network is another run: nothing of the first is taken for it.
    std::fs::write(folder.join("other.bin"), other_weights()).expect("written");
    let other = run(&["extract", &image, &mask, "--params", "one.yaml", "--deep", "--weights", "other.bin"]);
    let other: serde_json::Value = serde_json::from_slice(&other).expect("JSON");
    assert_ne!(other["diagnostics_Deep_WeightsSHA256"], sha256.as_str());
}

#[test]
fn broken_weights_and_settings_are_named() {
    let folder = folder("broken");
    let whole = crate::common::bytes(weights());
    std::fs::write(folder.join("short.bin"), &whole[..whole.len() / 2]).expect("written");
    let mut altered = whole;
    altered[3_000_000] ^= 4;
    std::fs::write(folder.join("altered.bin"), altered).expect("written");
    std::fs::write(folder.join("margin.json"), r#"{"margin_mm": -1}"#).expect("written");
    for name in ["image.nii", "mask.nii"] {
        std::fs::write(folder.join(name), "never read").expect("written");
    }
    std::fs::write(folder.join("unknown.json"), r#"{"margins": 1}"#).expect("written");
    for (arguments, named) in [
        (["--weights", "short.bin"], "cut short"),
        (["--weights", "altered.bin"], "altered.bin"),
        (["--weights", "none.bin"], "none.bin"),
        (["--deep-params", "margin.json"], "margin_mm"),
        (["--deep-params", "unknown.json"], "unknown.json"),
    ] {
        let run =
            discern(&folder, &[&["extract", "image.nii", "mask.nii", "--deep"][..], &arguments].concat());
        let message = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(2), "{message}");
        assert!(message.contains(named), "{message}");
    }
}

#[test]
fn a_model_refuses_weights_that_are_not_its_own() {
    let folder = folder("model");
    std::fs::write(folder.join("other.bin"), other_weights()).expect("written");
    std::fs::write(folder.join("model.json"), trained(&table()).to_json()).expect("written");
    let files = ["--t1", "--t2", "--t2fs", "--t1ce", "--mask"].map(|option| [option, "scan.nii"]).concat();
    std::fs::write(folder.join("scan.nii"), "never read").expect("written");
    for weights in [&[][..], &["--weights", "other.bin"]] {
        let call = [&["predict", "model.json", "--age", "50", "--deep"], &files[..], weights].concat();
        let run = discern(&folder, &call);
        let message = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(2), "{message}");
        assert!(message.contains("weights of the network") && message.contains(&"0".repeat(64)), "{message}");
    }
}
