//! Every feature against PyRadiomics 3.0.1 on its own cases and the IBSI phantoms.

use std::collections::BTreeMap;

use discern::case;
use discern::error::Result;
use discern::monitor::Silent;
use discern::read;
use discern::settings::Settings;
use discern::volume::{Image, LabelMap};
use serde_json::Value;

use crate::common;
use crate::vouched;
use crate::vouched::{Key, Measured};

/// Values must agree to this, relative to the larger …
const RELATIVE: f64 = 1e-6;
/// … or to this, near zero.
const ABSOLUTE: f64 = 1e-9;

/// Tolerance of one value.
///
/// lbp-3D-m1 and -m2 take few different values, but for rounding in the last digits, which depends on the order of sums
/// in numpy. Where a percentile falls on such a value, rounding decides which voxels lie within it: PyRadiomics itself
/// changes by 1.5e-3 between its versions.
pub fn tolerance(key: &str) -> f64 {
    let ill_conditioned =
        key.starts_with("lbp-3D-m") && key.ends_with("_firstorder_RobustMeanAbsoluteDeviation");
    if ill_conditioned { 1e-2 } else { RELATIVE }
}

/// The worst disagreement of a group of values.
#[derive(Default)]
struct Worst {
    values: usize,
    relative: f64,
    place: String,
}

/// Worst disagreements by feature class and image type, and everything beyond tolerance.
#[derive(Default)]
pub struct Ledger {
    groups: BTreeMap<(String, String), Worst>,
    pub measured: Measured,
    pub failures: Vec<String>,
}

impl Ledger {
    /// Compares one value; `key` is PyRadiomics' `imageType_class_Feature`.
    pub fn compare(&mut self, case: &str, key: &str, found: f64, expected: f64) {
        let mut parts = key.splitn(3, '_');
        let (image_type, class) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        let error = if found == expected || (found.is_nan() && expected.is_nan()) {
            0.0
        } else {
            (found - expected).abs()
        };
        let relative = error / found.abs().max(expected.abs()).max(ABSOLUTE / RELATIVE);
        let group = self.groups.entry((class.to_owned(), image_type.to_owned())).or_default();
        group.values += 1;
        let seen = self.measured.entry(Key::of(case, key)).or_default();
        seen.values += 1;
        seen.worst = seen.worst.max(relative);
        if relative.is_nan() || relative > group.relative {
            group.relative = if relative.is_nan() { f64::INFINITY } else { relative };
            group.place = format!("{case} {key}");
        }
        if relative.is_nan() || relative > tolerance(key) {
            self.failures.push(format!("{case} {key}: expected {expected}, found {found} ({relative:.1e})"));
        }
    }

    /// Prints the table and fails when anything is beyond tolerance.
    pub fn settle(self, title: &str) {
        println!("\n{title}\nclass       image type              values  worst relative  where");
        for ((class, image_type), worst) in &self.groups {
            let Worst { values, relative, place } = worst;
            println!("{class:<11} {image_type:<22} {values:>7}  {relative:<14.1e}  {place}");
        }
        // A few of every case: one broken setting must not hide another.
        let case_of = |failure: &str| failure.split('_').next().unwrap_or("").to_owned();
        let cases = self.failures.chunk_by(|a, b| case_of(a) == case_of(b));
        let shown = cases.flat_map(|same| same.iter().take(3)).cloned().collect::<Vec<_>>().join("\n");
        assert!(self.failures.is_empty(), "{} values disagree:\n{shown}", self.failures.len());
    }
}

/// A reference file's image, mask and content.
pub struct Case {
    pub image: Image,
    pub labels: LabelMap,
    pub reference: Value,
}

/// Loads `reference/pyradiomics/<name>.json` with the files it names; `None`, loudly, without the shared folder.
pub fn load(test: &str, name: &str) -> Option<Case> {
    let path = common::shared(test, &format!("reference/pyradiomics/{name}.json"))?;
    let reference: Value = serde_json::from_slice(&common::bytes(&path)).expect("reference is JSON");
    let folder = path.parent().expect("reference lies in a folder");
    let file = |key: &str| common::bytes(folder.join(reference[key].as_str().expect("a file name")));
    let image = read::image(&file("image"), None).expect("image can be read").value;
    let labels = read::labels(&file("mask"), None).expect("mask can be read").value;
    Some(Case { image, labels, reference })
}

/// Compares every feature of a case that both have for the image types `of`, and that none is missing.
pub fn compare(ledger: &mut Ledger, name: &str, case: &Case, settings: &Settings, of: &dyn Fn(&str) -> bool) {
    let found: Result<_> = case::extract(&case.image, &case.labels, settings, &Silent);
    let found: BTreeMap<String, f64> = found
        .unwrap_or_else(|error| panic!("{name}: {error}"))
        .features
        .into_iter()
        .map(|feature| (feature.id.to_string(), feature.value))
        .collect();
    let expected = case.reference["features"].as_object().expect("features");
    for (key, value) in expected.iter().filter(|(key, _)| of(key.split('_').next().unwrap_or(""))) {
        let expected = value.as_f64().unwrap_or(f64::NAN);
        match found.get(key) {
            Some(&found) => ledger.compare(name, key, found, expected),
            None => ledger.failures.push(format!("{name} {key}: missing")),
        }
    }
}

/// Settings as a reference file states them.
fn settings_of(case: &Case) -> Settings {
    let mut parameters = serde_json::json!({ "setting": case.reference["setting"] });
    parameters["imageType"] = case.reference["imageType"].clone();
    Settings::from_yaml(&parameters.to_string()).expect("PyRadiomics' settings are good")
}

#[test]
fn features_equal_pyradiomics() {
    let mut ledger = Ledger::default();
    let cases = ["brain1", "breast1", "lung1"];
    let names = cases.iter().flat_map(|case| [format!("{case}_default"), format!("{case}_mri")]);
    for name in names.chain(["ibsi_ct_default".to_owned(), "ibsi_dig_default".to_owned()]) {
        let Some(case) = load("features_equal_pyradiomics", &name) else { return };
        compare(&mut ledger, &name, &case, &settings_of(&case), &|_| true);
    }
    vouched::hold(&ledger.measured);
    ledger.settle("PyRadiomics' cases and the IBSI phantoms, all image types");
}

/// PyRadiomics' own baseline tests, run again with 3.0.1. They were run on the cases as NRRD; breast1's spacing differs
/// there in the eighth digit, and with it (by 5e-8) its shape.
#[test]
fn pyradiomics_own_baseline_tests_pass() {
    let test = "pyradiomics_own_baseline_tests_pass";
    let Some(path) = common::shared(test, "reference/pyradiomics/baseline_rerun_3.0.1.json") else { return };
    let baselines: Value = serde_json::from_slice(&common::bytes(&path)).expect("baselines are JSON");
    let mut ledger = Ledger::default();
    let mut runs = 0;
    for name in ["brain1", "breast1", "lung1"] {
        let Some(case) = load(test, &format!("{name}_default")) else { return };
        for (class, tests) in baselines.as_object().expect("classes") {
            for (title, baseline) in
                tests.as_object().expect("tests").iter().filter(|(_, b)| b["case"] == name)
            {
                let settings = baseline_settings(class, baseline);
                let title = format!("{class} {title}");
                let reference = serde_json::json!({ "features": baseline["features"] });
                let case = Case { image: case.image.clone(), labels: case.labels.clone(), reference };
                compare(&mut ledger, &title, &case, &settings, &|_| true);
                runs += 1;
            }
        }
    }
    println!("{runs} baseline tests");
    assert!(runs > 100);
    ledger.settle("PyRadiomics' baseline tests");
}

/// The settings of a baseline test: one class, Original or what it names.
fn baseline_settings(class: &str, baseline: &Value) -> Settings {
    let parameters = serde_json::json!({
        "setting": baseline["settings"],
        "imageType": baseline["imageType"],
        "featureClass": { class: null },
    });
    Settings::from_yaml(&parameters.to_string()).unwrap_or_else(|error| panic!("{class}: {error}"))
}
