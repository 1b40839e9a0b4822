//! Files that people have reported to fail, and hostile ones, on the command line: each with the outcome that its README gives.
//! They lie beside this checkout, or the tests are skipped by name. `tests/web/reports.test.mjs` drops the same ones on the page.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use discern::volume::Geometry;
use serde_json::Value;

use crate::common::shared;

/// What a run printed, or its message; anything else than an answer or an error fails.
fn run(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_discern"));
    let run = command.current_dir(folder).args(arguments).output().expect("discern runs");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(said.len() < 4000, "a message of {} bytes", said.len());
    match run.status.code() {
        Some(0) => Ok(String::from_utf8_lossy(&run.stdout).into_owned()),
        Some(2) => Err(said),
        other => panic!("{arguments:?}: {other:?}: {said}"),
    }
}

/// Features by their names.
fn extracted(folder: &Path, arguments: &[&str]) -> Result<Value, String> {
    run(folder, &[&["extract"], arguments, &["-f", "json"]].concat())
        .map(|text| serde_json::from_str(&text).expect("JSON"))
}

/// Values of features, without what was noted beside them.
fn features(found: &Value) -> Vec<(&String, &Value)> {
    found
        .as_object()
        .expect("an object")
        .iter()
        .filter(|(name, _)| !name.starts_with("diagnostics"))
        .collect()
}

fn voxels(found: &Value) -> u64 {
    found["diagnostics_Mask-original_VoxelNum"].as_u64().expect("a count")
}

/// The refusal of an extraction.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    extracted(folder, arguments).expect_err("it is refused")
}

fn folder(test: &str) -> Option<PathBuf> {
    shared(test, "cases/reports")
}

/// A file of this test's own.
fn written(name: &str, text: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("reports-{name}"));
    std::fs::write(&path, text).expect("a file can be written");
    path.to_string_lossy().into_owned()
}

const CASE: [&str; 4] = ["t1", "t2", "t2fs", "t1ce"];

#[test]
fn nan_outside_mask_counts_as_0_in_every_setting() {
    let Some(reports) = folder("nan_outside_mask_counts_as_0_in_every_setting") else { return };
    let at = |name: &str| format!("nan-outside-mask/case/{name}.nii.gz");
    for sequence in CASE {
        for more in
            [&[][..], &["-p", "nan-outside-mask/normalize.yaml"], &["-p", "nan-outside-mask/resample.yaml"]]
        {
            let found =
                extracted(&reports, &[&[&*at(sequence), &at("mask")], more].concat()).expect("features");
            assert_eq!(features(&found).len(), 107, "{sequence} {more:?}");
            assert!(features(&found).iter().all(|(_, value)| value.is_number()), "{sequence} {more:?}");
        }
    }
}

#[test]
fn detached_nrrd_is_followed_by_its_header() {
    let Some(reports) = folder("detached_nrrd_is_followed_by_its_header") else { return };
    let found = extracted(&reports, &["detached-nrrd/case/t1.nii.gz", "detached-nrrd/case/mask.nhdr"]);
    assert_eq!(voxels(&found.expect("a mask")), 293);
}

#[test]
fn overlapping_segments_are_layers_and_labels() {
    let Some(reports) = folder("overlapping_segments_are_layers_and_labels") else { return };
    let of = |more: &[&str]| {
        let pair = ["overlapping-segments/case/t1.nii.gz", "overlapping-segments/case/Segmentation.seg.nrrd"];
        voxels(&extracted(&reports, &[&pair, more].concat()).expect("a layer"))
    };
    assert_eq!((of(&[]), of(&["-s", "label_channel:0"]), of(&["-s", "label_channel:1"])), (293, 293, 699));
}

#[test]
fn channel_first_mask_is_dropped_and_one_hot_is_refused_by_that_name() {
    let Some(reports) = folder("channel_first_mask_is_dropped_and_one_hot_is_refused_by_that_name") else {
        return;
    };
    let image = "channel-first-mask/case/t1.nii.gz";
    let found = extracted(&reports, &[image, "channel-first-mask/case/mask.nii.gz"]).expect("a mask");
    assert_eq!(voxels(&found), 293);
    for one_hot in ["channel-first-mask/onehot_first.nii.gz", "channel-first-mask/onehot_last.nii.gz"] {
        let error = refused(&reports, &[image, one_hot]);
        assert!(error.contains("2 channels (one-hot") && error.contains("label_channel"), "{error}");
        let found = extracted(&reports, &[image, one_hot, "-s", "label_channel:1"]).expect("a channel");
        assert_eq!(voxels(&found), 293, "{one_hot}");
    }
}

#[test]
fn voxel_settings_nan_have_no_effect_and_are_no_error() {
    let Some(reports) = folder("voxel_settings_nan_have_no_effect_and_are_no_error") else { return };
    let pair = ["voxel-settings-nan/t1.nii.gz", "voxel-settings-nan/mask.nii.gz"];
    let plain = extracted(&reports, &pair).expect("features");
    let found = extracted(&reports, &[&pair[..], &["-p", "voxel-settings-nan/voxel_nan.yaml"]].concat());
    let (found, name) = (found.expect("the feature it names"), "original_glcm_JointEntropy");
    assert_eq!(features(&found), [(&name.to_owned(), &plain[name])]);
}

#[test]
fn xgboost_ubj_and_joblib_are_named_with_what_to_save_instead() {
    let Some(reports) = folder("xgboost_ubj_and_joblib_are_named_with_what_to_save_instead") else { return };
    let params = written("ubj.yaml", "{}");
    let out = written("ubj-model.json", "");
    for (file, word) in [("model.ubj", "UBJSON"), ("model_named.json", "UBJSON"), ("model.joblib", "joblib")]
    {
        let (model, table) = (format!("xgboost-ubj/{file}"), "xgboost-ubj/features.csv");
        let error = run(&reports, &["import", &model, "--features", table, "-p", &params, "-o", &out])
            .expect_err("it is no JSON");
        assert!(error.contains(word) && error.contains("save_model('model.json')"), "{error}");
    }
}

#[test]
fn sklearn_files_of_an_earlier_exporter_are_taken_with_a_word() {
    let Some(reports) = folder("sklearn_files_of_an_earlier_exporter_are_taken_with_a_word") else { return };
    let params = written("sklearn.yaml", "{}");
    for name in [
        "neighbours-metric/euclidean",
        "neighbours-metric/manhattan",
        "multinomial/multinomial",
        "multinomial/ovr",
    ] {
        let (model, out) = (format!("sklearn-{name}.json"), written("imported.json", ""));
        let table = format!("sklearn-{}/features.csv", name.split('/').next().expect("a folder"));
        let arguments = ["import", &model, "--features", &table, "-p", &params, "-o", &out];
        let mut command = Command::new(env!("CARGO_BIN_EXE_discern"));
        let run = command.current_dir(&reports).args(arguments).output().expect("discern runs");
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(run.status.success(), "{said}");
        assert!(said.contains("no answers of its trainer"), "{name}: {said}");
    }
}

#[test]
fn flat_1e18_is_refused_by_name_or_measured() {
    let Some(reports) = folder("flat_1e18_is_refused_by_name_or_measured") else { return };
    let of = |more: &[&str]| {
        extracted(&reports, &[&["hostile/flat_1e18.nii.gz", "hostile/flat_mask.nii.gz"], more].concat())
    };
    // PyRadiomics ends with an IndexError for each of them.
    for more in [&[][..], &["-p", "hostile/bw.yaml"], &["-s", "binCount:16"]] {
        let error = of(more).expect_err("bins are lost by rounding");
        assert!(error.contains("rounding loses"), "{error}");
        assert!(
            error.contains("flat_1e18.nii.gz: grey levels"),
            "the image is at fault, not its mask: {error}"
        );
    }
    // Bins that f64 can tell apart: as PyRadiomics.
    let found = of(&["-s", "binWidth:1e17"]).expect("a flat region has its features");
    assert_eq!((&found["original_firstorder_Range"], &found["original_glcm_Id"]), (&0.0.into(), &1.0.into()));
    // A sigma beyond the image leaves that image out, with a word.
    let found = of(&["-p", "hostile/log_sigma.yaml"]).expect("the shape is left");
    assert!(features(&found).iter().all(|(name, _)| name.starts_with("original_shape_")));
}

#[test]
fn alias_long_is_refused_before_it_grows() {
    let Some(reports) = folder("alias_long_is_refused_before_it_grows") else { return };
    let started = Instant::now();
    let pair = ["hostile/flat_1e18.nii.gz", "hostile/flat_mask.nii.gz", "-p", "hostile/alias_long.yaml"];
    let error = refused(&reports, &pair);
    assert!(error.contains("16 aliases"), "{error}");
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn qform_flip_x_and_codes_neg_lie_where_itk_puts_them() {
    let Some(reports) = folder("qform_flip_x_and_codes_neg_lie_where_itk_puts_them") else { return };
    let placed = |name: &str| {
        let bytes = crate::common::bytes(reports.join(format!("hostile/{name}")));
        discern::read::inspect(&bytes, None).expect("a header")
    };
    // GetOrigin and the diagonal of GetDirection of SimpleITK 2.5.
    let origin_and_axes = |name: &str| {
        let Geometry { direction, origin_mm, .. } = placed(name).geometry;
        (origin_mm, [0, 1, 2].map(|axis| direction[axis][axis]))
    };
    let flip = placed("qform_flip_x.nii");
    assert_eq!(origin_and_axes("qform_flip_x.nii"), ([-10.0, 20.0, 30.0], [-1.0, -1.0, 1.0]));
    assert!(flip.warnings.iter().any(|warning| warning.message.contains("sform is used")));
    assert_eq!(origin_and_axes("codes_neg.nii"), ([0.0; 3], [1.0; 3]));
}

#[test]
fn flip_image_and_flip_mask_meet_where_itk_puts_them() {
    let Some(reports) = folder("flip_image_and_flip_mask_meet_where_itk_puts_them") else { return };
    let found =
        extracted(&reports, &["hostile/flip_image.nii.gz", "hostile/flip_mask.nii.gz"]).expect("features");
    let mean = found["original_firstorder_Mean"].as_f64().expect("a mean");
    // SimpleITK 2.5: LabelStatisticsImageFilter.
    assert!((mean - 704.467_372_134_038_8).abs() < 1e-9 * mean, "{mean}");
    assert_eq!(voxels(&found), 567);
}

#[test]
fn nr_wrap_is_refused_for_sizes_that_overflow() {
    let Some(reports) = folder("nr_wrap_is_refused_for_sizes_that_overflow") else { return };
    for arguments in [
        ["hostile/nr_wrap.nrrd", "hostile/flat_mask.nii.gz"],
        ["hostile/flat_1e18.nii.gz", "hostile/nr_wrap.nrrd"],
    ] {
        let error = refused(&reports, &arguments);
        assert!(error.contains("overflow"), "{error}");
    }
}

#[test]
fn lasso_and_svm_of_senseless_numbers_are_refused_by_every_command() {
    let Some(reports) = folder("lasso_and_svm_of_senseless_numbers_are_refused_by_every_command") else {
        return;
    };
    let out = written("report.csv", "") + ".d";
    let table = "decision-curve-other-prevalence/cases.csv";
    for (model, word) in
        [("lasso_model.json", "lasso path"), ("svm_gamma_negative_model.json", "support vector")]
    {
        let model = format!("hostile/{model}");
        let image = "overlapping-segments/case/t1.nii.gz";
        let case =
            ["--t1", image, "--t2", image, "--t2fs", image, "--t1ce", image, "--mask", image, "--age", "61"];
        for arguments in
            [vec!["evaluate", &model, table, "-o", &out], [&["predict", &model], &case[..]].concat()]
        {
            let error = run(&reports, &arguments).expect_err("a model of senseless numbers");
            assert!(error.contains(word), "{error}");
        }
    }
}

#[test]
fn cohort_duplicate_columns_are_refused_by_their_name() {
    let Some(reports) = folder("cohort_duplicate_columns_are_refused_by_their_name") else { return };
    let list = "hostile/cohort_duplicate_columns.csv";
    let out = written("rows.csv", "");
    let error = run(&reports, &["extract", "--cohort", list, "-o", &out]).expect_err("a column twice");
    assert!(error.contains("stage") && error.contains("two"), "{error}");
}
