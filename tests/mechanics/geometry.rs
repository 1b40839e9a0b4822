//! What a file says of its place, and what a model says of spacings it was not trained on.

use discern::answer;
use discern::case::{Files, inspect};
use discern::classify::Kind;
use discern::error::Warning;
use discern::model::{FeatureSource, ModelFile, SpacingRange, TrainOptions};
use discern::monitor::Silent;
use discern::numeric::random::Random;
use discern::study;
use discern::table::{Case, Column, Patient, Sequence, Split, Table};

use crate::case::{AGE, sample};
use crate::common::nifti::{Nifti1, at};

/// A file with an sform along the world's axes, perhaps a qform beside it.
fn file(change: impl FnOnce(&mut Nifti1) -> &mut Nifti1) -> Vec<u8> {
    change(Nifti1::new([4, 3, 2], "i16", false).i16(at::SFORM_CODE, 2)).file()
}

#[test]
fn a_file_tells_which_placement_counts_and_how_far_the_other_is() {
    let placed = |bytes: Vec<u8>| {
        let found = inspect(Files { file: &bytes.as_slice(), data: &[] }, None).expect("a file");
        serde_json::to_value(found.placed).expect("JSON")
    };
    let alone = placed(file(|f| f));
    assert_eq!((&alone["by"], &alone["other"]), (&"sform".into(), &serde_json::Value::Null));
    let both = placed(file(|f| f.i16(at::QFORM_CODE, 1)));
    assert_eq!((&both["by"], &both["other"]["shift_mm"]), (&"sform".into(), &0.0.into()));
    // ITK takes the qform where the two differ and the sform is not a scanner's; a half turn about z.
    let turned = placed(file(|f| {
        f.i16(at::QFORM_CODE, 1).f32(at::QUATERN + 8, 1.0).f32(at::QOFFSET, 3.0).f32(at::QOFFSET + 4, 4.0)
    }));
    assert_eq!(turned["by"], "qform");
    assert_eq!(turned["other"]["shift_mm"], 5.0);
    assert!((turned["other"]["turned_deg"].as_f64().expect("a number") - 180.0).abs() < 1e-9);
    assert_eq!(placed(file(|f| f.i16(at::SFORM_CODE, 0)))["by"], "nothing");
}

/// 60 training and 10 other cases of one sequence with the spacing of each.
fn table(spacing_mm: impl Fn(usize) -> [f64; 3]) -> Table {
    let mut random = Random::new(5);
    let mut columns = vec!["t1_original_firstorder_F0".to_owned()];
    columns.extend(["x", "y", "z"].map(|axis| format!("t1_diagnostics_Spacing_{axis}")));
    let (mut cases, mut values) = (Vec::new(), Vec::new());
    for row in 0..70 {
        let (split, metastasis) = (if row < 60 { Split::Train } else { Split::External }, row % 2 == 0);
        let name = row.to_string();
        let (patient, center) = (name.clone(), "A".to_owned());
        let (age, described) = (50.0 + random.normal(), Default::default());
        cases.push(Case { case: name, patient, center, split, age, metastasis, described });
        values.push(f64::from(u8::from(metastasis)) + random.normal());
        values.extend(spacing_mm(row));
    }
    Table::new(cases, Column::parse_all(columns), values).expect("a sound table")
}

#[test]
fn a_model_remembers_the_spacing_of_its_training_cases_and_uses_it_for_nothing_else() {
    let options =
        TrainOptions { folds: 3, classifiers: vec![Kind::LogisticRegression], ..TrainOptions::default() };
    let trained = |table: &Table| {
        let made = study::train(table, &FeatureSource::default(), &options, &Silent).expect("trains");
        ModelFile::from_json(made.to_json()).expect("reads back")
    };
    // Slices along x in some, along z in others; the external cases are coarser and do not count.
    let found = trained(&table(|row| match row % 3 {
        _ if row >= 60 => [9.0; 3],
        0 => [4.0, 0.5, 0.6],
        _ => [0.7, 0.7, 3.0],
    }));
    let range = SpacingRange { sequence: Sequence::T1, low_mm: [0.5, 0.6, 3.0], high_mm: [0.7, 0.7, 4.0] };
    assert_eq!(found.extraction.spacing_mm, [range]);
    let inputs = found.models.iter().flat_map(|model| model.scaling.inputs());
    assert!(inputs.into_iter().all(|input| !input.is_diagnostic()));
    let unknown = trained(&table(|_| [f64::NAN; 3]));
    assert_eq!(unknown.extraction.spacing_mm, []);
    assert_eq!(unknown.models, found.models);
}

#[test]
fn a_case_of_another_spacing_is_warned_of_by_sequence() {
    let case = sample();
    let own = case.images[0].geometry.spacing_mm;
    let mut sorted = own;
    sorted.sort_by(f64::total_cmp);
    let told = |factor: f64| {
        let (low_mm, high_mm) = (sorted.map(|mm| mm * factor), sorted.map(|mm| mm * factor * 1.5));
        let model_file = crate::common::changed(&case.model_file, |parts| {
            parts.extraction.spacing_mm = vec![SpacingRange { sequence: Sequence::T1, low_mm, high_mm }];
        });
        let prediction =
            answer::predict(&model_file, Patient::of_age(AGE), &case.features).expect("an answer");
        let of_spacing = |warning: &&Warning| warning.code == "spacing-outside-training";
        prediction
            .warnings
            .iter()
            .filter(of_spacing)
            .map(|warning| warning.message.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(told(1.0), Vec::<String>::new());
    assert_eq!(told(1.009), Vec::<String>::new(), "a header's rounding is no warning");
    for factor in [2.0, 0.5] {
        let [message] = &told(factor)[..] else { panic!("one warning") };
        assert!(
            message.starts_with("t1: voxels are ") && message.contains("mm, from the finest"),
            "{message}"
        );
    }
}
