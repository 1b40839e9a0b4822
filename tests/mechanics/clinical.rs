//! Clinical inputs from the file that declares them to table, model, answer, nomogram, capsule and list; by the library and by
//! the command line.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use discern::answer::{Subject, answers_header, answers_line, answers_problem, charts, predict};
use discern::case::{Named, SequenceFeatures};
use discern::classify::Kind;
use discern::error::Error;
use discern::model::{FeatureSource, ModelFile, TrainOptions, clinical_inputs};
use discern::monitor::Silent;
use discern::numeric::random::Random;
use discern::report;
use discern::study;
use discern::table::csv::{read_cases, read_features};
use discern::table::{Column, Patient, Sequence, Table, Told};
use discern::volume::{Geometry, Image, LabelMap, Pixel, labels_nifti_gz, nifti_gz};

/// Age above 60, alkaline phosphatase above 120 U/L and a score: a published nomogram of this question.
const SCORE: &str = "\
- {name: age, kind: number, unit: years, bounds: [0, 120], above: 60}
- {name: ALP, kind: number, unit: U/L, bounds: [0, 5000], above: 120, unknown: imputed, chinese: 碱性磷酸酶}
- {name: Rad-score, kind: number, bounds: [-20, 20]}
";
/// Age, signal and boundaries: another.
const SIGNS: &str = "\
- {name: age, kind: number, unit: years, bounds: [0, 120]}
- {name: signal, kind: class, classes: [low, intermediate, high]}
- {name: boundary, kind: yes-no, unknown: imputed}
";
const FEATURE: &str = "t1_original_firstorder_Mean";
const SIGNALS: [&str; 3] = ["low", "intermediate", "high"];

/// A feature table of 400 training cases and 200 others whose log-odds are those of `weights`: of age above 60, ALP above
/// 120, the score, age in decades, the higher signals and the boundary.
fn table_text(weights: [f64; 7]) -> String {
    let mut random = Random::new(17);
    let mut text = format!(
        "case,center,split,age,label,ALP,Rad-score,signal,boundary,{FEATURE},t1_original_firstorder_Range\n"
    );
    for row in 0..600 {
        let age = (25.0 + 55.0 * random.uniform()).round();
        let alp = (60.0 + 120.0 * random.uniform()).round();
        let score = random.normal();
        let signal = random.below(3) as usize;
        let boundary = random.below(2) == 1;
        let flag = |holds: bool| f64::from(u8::from(holds));
        let terms = [
            flag(age > 60.0),
            flag(alp > 120.0),
            score,
            (age - 52.0) / 10.0,
            flag(signal == 1),
            flag(signal == 2),
            flag(boundary) - 0.5,
        ];
        let logit: f64 = terms.iter().zip(weights).map(|(term, weight)| term * weight).sum();
        let label = u8::from(random.uniform() < 1.0 / (1.0 + (-logit).exp()));
        let split = if row < 400 { "train" } else { "internal" };
        let said = if boundary { "yes" } else { "no" };
        // Some do not know their ALP.
        let alp = if row % 25 == 3 { "n/a".to_owned() } else { alp.to_string() };
        let (mean, range) = (0.4 * f64::from(label) + random.normal(), random.normal());
        text += &format!(
            "{row},A,{split},{age},{label},{alp},{score},{},{said},{mean},{range}\n",
            SIGNALS[signal]
        );
    }
    text
}

fn table(weights: [f64; 7]) -> Table {
    read_features(&table_text(weights)).expect("a table")
}

fn trained(table: &Table, declared: &str) -> Result<ModelFile, Error> {
    let clinical = clinical_inputs(declared)?;
    let classifiers = vec![Kind::LogisticRegression];
    let options = TrainOptions { folds: 3, classifiers, clinical, ..TrainOptions::default() };
    let source = FeatureSource { settings: "{}".to_owned(), deep: None };
    let model_file = study::train(table, &source, &options, &Silent)?;
    ModelFile::from_json(model_file.to_json())
}

fn told(said: &[(&str, &str)]) -> Vec<Told> {
    let one =
        |&(name, text): &(&str, &str)| Told { name: name.to_owned(), text: text.to_owned(), imputed: false };
    said.iter().map(one).collect()
}

fn measured() -> SequenceFeatures {
    let named = |name: &str| Named { name: Column::parse(name), value: Some(0.3), reason: None };
    SequenceFeatures {
        sequence: Sequence::T1,
        features: vec![named(FEATURE), named("t1_original_firstorder_Range")],
        settings: None,
        deep: None,
        facts: None,
        warnings: Vec::new(),
    }
}

/// Slopes of a model's logistic regression, log-odds a unit of the input itself, by the names of its inputs.
fn slopes(model_file: &ModelFile, name: &str) -> Vec<(String, f64)> {
    let model = model_file.model(name).unwrap_or_else(|| panic!("no {name}"));
    let sum = discern::model::as_sum(&model.classifiers[0]).expect("a sum");
    let scaled = model.scaling.inputs().iter().zip(sum.coefficients).zip(model.scaling.sd());
    scaled.map(|((input, beta), sd)| (input.to_string(), sum.slope * beta / sd)).collect()
}

fn assert_near(found: &[(String, f64)], wanted: &[(&str, f64)]) {
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, wanted.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    for ((name, found), (_, wanted)) in found.iter().zip(wanted) {
        assert!((found - wanted).abs() < 0.55, "{name}: {found} instead of {wanted}");
    }
}

#[test]
fn the_nomogram_of_age_alp_and_a_score_is_entered_and_fitted() {
    let table = table([1.5, 1.2, 1.4, 0.0, 0.0, 0.0, 0.0]);
    let model_file = trained(&table, SCORE).expect("a model");
    let names: Vec<&str> = model_file.models.iter().map(|model| model.name.as_str()).collect();
    assert_eq!(names, ["Rad-M", "CRad-M", "clinical only", "age only", "prevalence"]);
    assert_near(
        &slopes(&model_file, "clinical only"),
        &[("age>60", 1.5), ("ALP>120", 1.2), ("Rad-score", 1.4)],
    );
    assert_eq!(slopes(&model_file, "age only").len(), 1);
    // What stands for an unknown value is the median of the training cases, and the file says it.
    let imputed = model_file.clinical()[1].imputed.expect("a median");
    assert!((110.0..130.0).contains(&imputed), "{imputed}");
    let said = told(&[("ALP", "130 U/L"), ("Rad-score", "0.8")]);
    let patient = Patient { age_years: 71.0, told: &said };
    let answer = predict(&model_file, patient, &[measured()]).expect("an answer");
    let one = answer.models.iter().find(|one| one.model == "clinical only").expect("its answer");
    let values: Vec<f64> = one.contributions.iter().map(|part| part.value).collect();
    assert_eq!(values, [1.0, 1.0, 0.8]);
    let units: Vec<Option<&str>> = one.contributions.iter().map(|part| part.unit.as_deref()).collect();
    assert_eq!(units, [None, None, None]);
    let sum: f64 = one.contributions.iter().map(|part| part.contribution).sum();
    assert!((one.base + sum - one.logit).abs() < 1e-9);
    let subject = Subject {
        model: "clinical only",
        classifier: Kind::LogisticRegression,
        probability: one.probability,
        values: &values,
        prevalence: None,
    };
    let nomogram = charts(&model_file, subject).expect("curves").nomogram.expect("a nomogram");
    assert_eq!(nomogram.terms.len(), 3);
    assert_eq!((nomogram.terms[0].range, nomogram.terms[1].range), ([0.0, 1.0], [0.0, 1.0]));
    assert!((nomogram.probability - one.probability).abs() < 1e-9);
    // Without the ALP the answer is that of the median, and says so; without the score there is none.
    let part = told(&[("Rad-score", "0.8")]);
    let without =
        predict(&model_file, Patient { age_years: 71.0, told: &part }, &[measured()]).expect("an answer");
    assert!(without.warnings.iter().any(|warning| warning.code == "clinical-imputed"));
    assert!(without.done.clinical.iter().any(|told| told.name == "ALP" && told.imputed));
    assert!(!answer.warnings.iter().any(|warning| warning.code == "clinical-imputed"));
    let none = told(&[("ALP", "130")]);
    let refused = predict(&model_file, Patient { age_years: 71.0, told: &none }, &[measured()]).unwrap_err();
    assert_eq!((refused.thing.as_str(), refused.found.as_str()), ("Rad-score", "none"));
}

#[test]
fn the_nomogram_of_age_signal_and_boundaries_is_entered_and_fitted() {
    let table = table([0.0, 0.0, 0.0, 0.8, 0.7, 1.6, 1.3]);
    let model_file = trained(&table, SIGNS).expect("a model");
    let wanted = [("age", 0.08), ("signal=intermediate", 0.7), ("signal=high", 1.6), ("boundary", 1.3)];
    assert_near(&slopes(&model_file, "clinical only"), &wanted);
    let answer = |signal: &str, boundary: &str| {
        let said = told(&[("signal", signal), ("boundary", boundary)]);
        let patient = Patient { age_years: 50.0, told: &said };
        let answer = predict(&model_file, patient, &[measured()])?;
        let of = |name: &str| answer.models.iter().find(|one| one.model == name).map(|one| one.probability);
        Ok::<_, Error>(of("clinical only").expect("its answer"))
    };
    let (low, high) = (answer("low", "no").unwrap(), answer("HIGH", "yes").unwrap());
    assert!(low < answer("intermediate", "no").unwrap() && answer("high", "no").unwrap() < high);
    let refused = answer("bright", "no").unwrap_err();
    assert_eq!(
        (refused.thing.as_str(), refused.expected.as_str()),
        ("signal", "one of low, intermediate, high")
    );
    // A report of it: the nomogram's scales say no and yes.
    let study = study::evaluate(&model_file, &table, &Silent).expect("a study");
    let compared: Vec<&str> = study.compared.iter().map(|&at| study.models[at].name.as_str()).collect();
    assert_eq!(compared, ["CRad-M", "Rad-M", "clinical only", "age only"]);
    let files = report::write(&study).expect("a report");
    let nomogram = files.iter().find(|file| file.name == "nomogram.svg").expect("a nomogram");
    assert!(nomogram.text.contains(">yes<") && nomogram.text.contains("signal=high"));
}

#[test]
fn a_file_with_other_inputs_than_age_is_of_version_2_and_one_without_is_not() {
    let table = table([1.0; 7]);
    let version = |declared: &str| trained(&table, declared).expect("a model").to_json()[..40].to_owned();
    assert!(version(SCORE).contains("\"version\":2"));
    let age = "- {name: age, kind: number, unit: years, bounds: [0, 120]}";
    assert!(version(age).contains("\"version\":1"));
    // Age alone, declared or not, is the same model to the last byte.
    let options =
        TrainOptions { folds: 3, classifiers: vec![Kind::LogisticRegression], ..TrainOptions::default() };
    let source = FeatureSource { settings: "{}".to_owned(), deep: None };
    let plain = study::train(&table, &source, &options, &Silent).expect("a model");
    assert_eq!(plain.to_json(), trained(&table, age).expect("a model").to_json());
    // An input that the list does not have is no input.
    let text = trained(&table, SIGNS)
        .expect("a model")
        .to_json()
        .replace("\"name\":\"signal\"", "\"name\":\"other\"");
    let (body, _) = text.rsplit_once(",\"sha256\":\"").expect("a hash");
    let sha256 = discern::numeric::hash::sha256(format!("{body},\"sha256\":\"\"}}").as_bytes());
    let refused = ModelFile::from_json(format!("{body},\"sha256\":\"{sha256}\"}}")).unwrap_err().to_string();
    assert!(refused.contains("scaling of clinical only"), "{refused}");
}

#[test]
fn folds_do_not_see_the_values_of_the_rows_they_leave_out() {
    // Where one training case has an extreme value, what stands for unknown ones in folds without it stays the same.
    let text = table_text([0.0; 7]);
    let table = |alp: &str| {
        let mut rows: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut cells: Vec<String> = rows[1].split(',').map(str::to_owned).collect();
        cells[5] = alp.to_owned();
        rows[1] = cells.join(",");
        let inputs = clinical_inputs(&SCORE.replace(", above: 120", "")).unwrap();
        read_features(&rows.join("\n")).unwrap().with_clinical(&inputs).unwrap()
    };
    let (low, high) = (table("0"), table("5000"));
    let column = Column::parse("ALP");
    let folds = |table: &Table| -> Vec<Vec<f64>> {
        let folds = table.training().unwrap().folds(5, 3);
        folds
            .iter()
            .filter(|fold| fold.held_out.contains(&0))
            .map(|fold| fold.training.column(&column).unwrap())
            .collect()
    };
    assert_eq!((folds(&low).len(), folds(&low)), (1, folds(&high)));
    assert!(folds(&low)[0].iter().all(|value| value.is_finite()));
}

#[test]
fn tables_and_files_that_do_not_fit_are_refused_by_name() {
    let table = table([1.0; 7]);
    let refused = |declared: &str| trained(&table, declared).map(|_| ()).expect_err(declared).to_string();
    assert!(refused("- {name: creatinine, kind: number, bounds: [0, 9]}").contains("creatinine"));
    assert!(refused("- {name: ALP, kind: number, bounds: [0, 100]}").contains("column ALP"));
    assert!(
        refused("- {name: ALP, kind: number, bounds: [0, 900]}").contains("ALP: expected a number in every")
    );
    assert!(refused("- {name: signal, kind: class, classes: [low, high]}").contains("intermediate"));
    assert!(refused("- {name: ALP, kind: number}").contains("bounds"));
    assert!(refused("- {name: ALP, kind: interval, bounds: [0, 9]}").contains("interval"));
    assert!(refused("- {name: ALP, kind: number, bounds: [0, 9], colour: red}").contains("colour"));
    assert!(refused("name: ALP").contains("list of clinical inputs"));
    assert!(refused("[]").contains("1 to 40 inputs"));
    assert!(refused("- {name: center, kind: yes-no}").contains("center"));
}

#[test]
fn lists_carry_the_inputs_into_the_table_of_answers() {
    let model_file = trained(&table([1.0; 7]), SIGNS).expect("a model");
    let list = "case;age;signal;boundary;other;t1;t2;t2fs;t1ce;mask\na;62 岁;high;是;x;1;2;3;4;m\nb;50;bright;no;x;1;2;3;4;m\n";
    let cases: Vec<_> = read_cases(list).expect("a list").iter().collect();
    let header = answers_header(&model_file);
    assert!(header.starts_with("case,age_years,signal,boundary,"), "{header}");
    let patient = |at: usize| Patient { age_years: cases[at].age_years, told: &cases[at].told };
    let answer = predict(&model_file, patient(0), &[measured()]).expect("an answer");
    assert!(answers_line(&model_file, "a", &answer).starts_with("a,62.0,high,yes,"));
    let problem = predict(&model_file, patient(1), &[measured()]).unwrap_err();
    assert_eq!(problem.found, "bright");
    let line = answers_problem(&model_file, "b", patient(1), "signal");
    assert!(line.starts_with("b,50.0,bright,no,") && line.ends_with(",signal\n"), "{line}");
    assert_eq!(line.split(',').count(), header.split(',').count());
}

/// A folder with a table, a declaration, an image and its mask.
fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("clinical");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let write =
        |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect("a file can be written");
    let mut random = Random::new(3);
    let geometry = Geometry::axis_aligned([9, 8, 7], [1.0, 1.0, 2.0]);
    let values = (0..geometry.voxels()).map(|_| random.below(200) as f64).collect();
    let labels = (0..geometry.voxels()).map(|_| random.below(2) as i32).collect();
    write("i.nii.gz", &nifti_gz(&Image::new(Pixel::I16, geometry, values)).expect("an image"));
    write("m.nii.gz", &labels_nifti_gz(&LabelMap::new(geometry, labels)).expect("a mask"));
    write("table.csv", table_text([1.5, 1.2, 1.4, 0.0, 0.0, 0.0, 0.0]).as_bytes());
    write("clinical.yaml", SCORE.as_bytes());
    write("settings.yaml", b"imageType: {Original: {}}\nfeatureClass: {firstorder: [Mean, Range]}\n");
    folder
}

fn discern(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_discern"));
    command.current_dir(folder).args(arguments).output().expect("discern runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_command_line_trains_answers_and_verifies_with_them() {
    let folder = folder();
    let train =
        ["train", "table.csv", "-p", "settings.yaml", "--classifiers", "logistic-regression", "-o", "m.json"];
    let made = discern(&folder, &[&train[..], &["--clinical", "clinical.yaml"]].concat());
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert!(text(&made.stdout).contains("clinical only"));
    let call = ["predict", "m.json", "--t1", "i.nii.gz", "--mask", "m.nii.gz", "--format", "json"];
    let predict = |more: &[&str]| discern(&folder, &[&call[..], more].concat());
    let all =
        ["--age", "71", "--clinical", "ALP=130 U/L", "--clinical", "Rad-score=-0.5", "--capsule", "c.json"];
    let answered = predict(&all);
    assert!(answered.status.success(), "{}", text(&answered.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&answered.stdout).expect("JSON");
    assert_eq!(answer["done"]["age_years"], 71.0);
    assert_eq!(answer["done"]["clinical"][0], serde_json::json!({"name": "ALP", "text": "130.0"}));
    let verified = discern(&folder, &["verify", "c.json", "i.nii.gz"]);
    assert!(verified.status.success(), "{}", text(&verified.stderr));
    assert!(text(&std::fs::read(folder.join("c.json")).expect("a capsule")).contains("\"version\":2"));
    for (more, told) in [
        (&["--age", "71"][..], "--clinical Rad-score="),
        (&["--age", "71", "--clinical", "Rad-score=abc"], "Rad-score: expected a number from -20 to 20"),
        (&["--age", "71", "--clinical", "Rad-score=50"], "found 50"),
        (&["--age", "71", "--clinical", "Rad-score=1", "--clinical", "AST=3"], "clinical input AST"),
        (
            &["--age", "71", "--clinical", "Rad-score=1", "--clinical", "Rad-score=2"],
            "clinical input Rad-score",
        ),
    ] {
        let run = predict(more);
        assert!(!run.status.success() && text(&run.stderr).contains(told), "{more:?}: {}", text(&run.stderr));
    }
    let without = predict(&["--age", "71", "--clinical", "Rad-score=1"]);
    assert!(without.status.success() && text(&without.stderr).contains("ALP is not known"));
}
