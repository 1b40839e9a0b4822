//! Features of small made-up volumes against PyRadiomics 3.0.1: every setting, awkward regions, all interpolators.
//!
//! tests/golden/pyradiomics.jsonl holds PyRadiomics' numbers; the volumes themselves are made here as
//! tests/generators/pyradiomics_golden.py makes them.

use std::collections::BTreeMap;

use discern::case;
use discern::case::Extraction;
use discern::error::Result;
use discern::monitor::Silent;
use discern::settings::Settings;
use discern::table::{Feature, Reason};
use discern::volume::{Geometry, Image, LabelMap, Pixel};
use serde_json::Value;

use crate::common;
use crate::pyradiomics::Ledger;
use crate::vouched;

/// The generator's linear congruential generator.
struct Generator(u32);

impl Generator {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 16) % n
    }
}

fn whole(value: &Value) -> usize {
    value.as_u64().expect("a whole number") as usize
}

fn triple<T>(value: &Value, of: impl Fn(&Value) -> T) -> [T; 3] {
    std::array::from_fn(|axis| of(&value[axis]))
}

/// Values and labels of a golden case.
fn volumes(case: &Value) -> (Image, LabelMap) {
    let size = triple(&case["size"], whole);
    let mut geometry =
        Geometry::axis_aligned(size, triple(&case["spacing"], |v| v.as_f64().expect("a number")));
    geometry.origin_mm = [-7.5, 3.25, 11.0];
    if let Some(direction) = case["direction"].as_array() {
        let number = |row: usize, column: usize| direction[3 * row + column].as_f64().expect("a number");
        geometry.direction = std::array::from_fn(|row| std::array::from_fn(|column| number(row, column)));
    }
    let (values, labels) = match case["values"].as_array() {
        Some(values) => {
            let values: Vec<f64> = values.iter().map(|value| value.as_f64().expect("a number")).collect();
            let labels = values.iter().map(|&value| i32::from(value >= 0.0)).collect();
            (values.into_iter().map(|value| value.max(0.0)).collect(), labels)
        }
        None => drawn(case, &geometry),
    };
    let labels = labelled(case, labels);
    let pixel = match case["pixel"].as_str() {
        Some("float32") => Pixel::F32,
        Some("float64") => Pixel::F64,
        _ => Pixel::I16,
    };
    (Image::new(pixel, geometry, values), LabelMap::new(geometry, labels))
}

fn drawn(case: &Value, geometry: &Geometry) -> (Vec<f64>, Vec<i32>) {
    let mut generator = Generator(whole(&case["seed"]) as u32);
    let (levels, share) = (whole(&case["levels"]) as u32, whole(&case["share"]) as u32);
    let smooth = case["smooth"] == true;
    let mut last = 0;
    let mut labels = Vec::new();
    let values = (0..geometry.voxels())
        .map(|_| {
            let value = generator.below(levels);
            last = if smooth { (3 * last + value) / 4 } else { value };
            labels.push(i32::from(generator.below(100) < share));
            f64::from(last)
        })
        .collect();
    if share < 20 {
        for (index, label) in labels.iter_mut().enumerate() {
            let [x, y] = [index % geometry.size[0], index / geometry.size[0] % geometry.size[1]];
            let z = index / geometry.size[0] / geometry.size[1];
            *label = i32::from((6..15).contains(&x) && (5..13).contains(&y) && (4..11).contains(&z));
        }
    }
    (values, labels)
}

/// The voxels inside as a case lists them, under its label.
fn labelled(case: &Value, drawn: Vec<i32>) -> Vec<i32> {
    let label = case["label"].as_i64().map_or(1, |label| label as i32);
    let Some(inside) = case["mask"].as_array() else {
        return drawn.into_iter().map(|inside| inside * label).collect();
    };
    let mut labels = vec![0; drawn.len()];
    inside.iter().for_each(|voxel| labels[whole(voxel)] = label);
    labels
}

/// Where PyRadiomics refuses, so does Discern; where it fails on an image that has no numbers, that image's features
/// are there without a value, for that reason.
fn check_refused(name: &str, message: &str, found: Result<Extraction>) {
    let no_numbers = ["arange", "autodetected range"].iter().any(|part| message.contains(part));
    match found {
        Ok(extraction) if no_numbers => {
            let undefined = |feature: &&Feature| feature.reason == Some(Reason::ImageUndefined);
            let without: Vec<&Feature> = extraction.features.iter().filter(undefined).collect();
            assert!(!without.is_empty() && without.iter().all(|feature| feature.value.is_nan()), "{name}");
        }
        Ok(_) => panic!("{name}: PyRadiomics refuses this ({message})"),
        Err(error) => assert!(!no_numbers, "{name}: {error}"),
    }
}

#[test]
fn every_setting_gives_pyradiomics_values() {
    let goldens = ["pyradiomics.jsonl", "pyradiomics_odd.jsonl"];
    let goldens = goldens.map(|name| common::bytes(format!("tests/golden/{name}")));
    let texts = goldens.map(|bytes| String::from_utf8(bytes).expect("goldens are text"));
    let mut ledger = Ledger::default();
    for line in texts.iter().flat_map(|text| text.lines().skip(1)) {
        let case: Value = serde_json::from_str(line).expect("goldens are JSON");
        let name = case["case"].as_str().expect("a name");
        let (image, labels) = volumes(&case);
        let settings = Settings::from_yaml(&case["parameters"].to_string()).expect("good settings");
        let extraction = case::extract(&image, &labels, &settings, &Silent);
        if let Some(message) = case["refused"].as_str() {
            check_refused(name, message, extraction);
            continue;
        }
        let extraction = extraction.unwrap_or_else(|error| panic!("{name}: {error}"));
        let found: BTreeMap<String, f64> =
            extraction.features.iter().map(|feature| (feature.id.to_string(), feature.value)).collect();
        let expected = case["features"].as_object().expect("features");
        let names: Vec<&String> = expected.keys().collect();
        let order: Vec<String> = extraction.features.iter().map(|feature| feature.id.to_string()).collect();
        assert_eq!(order.iter().collect::<Vec<_>>(), names, "{name}: names and their order");
        for (key, value) in expected {
            ledger.compare(name, key, found[key], value.as_f64().unwrap_or(f64::NAN));
        }
        for feature in extraction.features.iter().filter(|feature| feature.value.is_nan()) {
            assert!(feature.reason.is_some(), "{name} {}: no value and no reason", feature.id);
        }
    }
    vouched::hold(&ledger.measured);
    ledger.settle("Small volumes, every setting");
}
