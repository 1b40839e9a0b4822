//! Filters against the image filters of PyRadiomics, voxel by voxel.
//!
//! `tests/golden/filters.jsonl` holds what they make of small made-up volumes; a hash stands for all values of an
//! image, so equality is to the last bit unless said otherwise.

use std::collections::BTreeMap;

use crate::common::{npz, shared};
use discern::error::Warning;
use discern::filter::{Derived, Filter};
use discern::monitor::Silent;
use discern::volume::{Geometry, Image, Mask, Pixel, Region};
use serde_json::{Map, Value, json};

const GOLDEN: &str = include_str!("../golden/filters.jsonl");

/// One line of the golden file.
struct Case {
    line: Value,
    image: Image,
    region: Region,
}

fn numbers<const N: usize>(value: &Value) -> [f64; N] {
    let list = value.as_array().expect("a list");
    std::array::from_fn(|i| list[i].as_f64().expect("a number"))
}

fn pixel(name: &str) -> Pixel {
    match name {
        "i16" | "int16" | "i2" => Pixel::I16,
        "u8" | "uint8" => Pixel::U8,
        "f32" | "float32" | "f4" => Pixel::F32,
        "f64" | "float64" | "f8" => Pixel::F64,
        other => panic!("unknown pixel type {other}"),
    }
}

/// The generator's volume: a bump under noise, partly flat for seed 3, a step for seed 4.
fn voxels(size: [usize; 3], seed: u32, pixel: Pixel) -> Vec<f64> {
    let mut state = seed;
    let mut voxels = Vec::new();
    for z in 0..size[2] as i64 {
        for y in 0..size[1] as i64 {
            for x in 0..size[0] as i64 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let noise = i64::from(state >> 24);
                let mut value = (x - size[0] as i64 / 2) * (y - 2) * 3 + noise - 60 - 5 * z;
                if seed == 4 || seed == 3 && noise < 160 {
                    value = if x < 6 { 40 } else { 0 };
                }
                voxels.push(match pixel {
                    Pixel::U8 => value.rem_euclid(256) as f64,
                    Pixel::F32 => f64::from((value as f64 / 7.0) as f32),
                    Pixel::F64 => value as f64 / 7.0,
                    _ => value as f64,
                });
            }
        }
    }
    voxels
}

fn cases() -> Vec<Case> {
    GOLDEN.lines().skip(1).map(|line| case(serde_json::from_str(line).expect("JSON"))).collect()
}

fn case(line: Value) -> Case {
    let [size, low, extent] = ["size", "low", "box"].map(|key| numbers::<3>(&line[key]).map(|n| n as usize));
    let pixel = pixel(line["pixel"].as_str().expect("a pixel type"));
    let geometry = Geometry::axis_aligned(size, numbers(&line["spacing"]));
    let seed = line["seed"].as_u64().expect("a seed") as u32;
    let image = Image::new(pixel, geometry, voxels(size, seed, pixel));
    Case { line, image, region: boxed(geometry, low, extent) }
}

fn boxed(geometry: Geometry, low: [usize; 3], extent: [usize; 3]) -> Region {
    let inside = |index: usize| {
        let place = [index % geometry.size[0], index / geometry.size[0] % geometry.size[1]];
        let place = [place[0], place[1], index / (geometry.size[0] * geometry.size[1])];
        (0..3).all(|axis| (low[axis]..low[axis] + extent[axis]).contains(&place[axis]))
    };
    let mask = Mask::new(geometry, (0..geometry.voxels()).map(inside).collect());
    Region::of(&mask).expect("a box with voxels")
}

impl Case {
    fn image_type(&self) -> &str {
        self.line["image_type"].as_str().expect("an image type")
    }

    fn settings(&self) -> &Map<String, Value> {
        self.line["settings"].as_object().expect("settings")
    }

    fn filter(&self) -> Filter {
        Filter::from_settings(self.image_type(), self.settings()).expect("good settings")
    }

    fn what(&self, name: &str) -> String {
        let line = &self.line;
        format!("{} {} of {} {} (seed {})", name, line["settings"], line["size"], line["pixel"], line["seed"])
    }
}

fn apply(filter: &Filter, image: &Image, region: &Region) -> (Vec<Derived>, Vec<Warning>) {
    let mut made = Vec::new();
    let warnings = filter
        .apply(image, region, &Silent, &mut |derived| {
            made.push(derived);
            Ok(())
        })
        .expect("filtered");
    (made, warnings)
}

/// FNV-1a over the values' bits, -0 as 0.
fn bits(values: &[f64]) -> String {
    let bytes = values.iter().flat_map(|value| (value + 0.0).to_le_bytes());
    let code = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |code, byte| {
        (code ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{code:016x}")
}

/// Values the golden file spells out (f32 with f32's digits), with the ones found there.
fn spelled(expected: &Value, found: &[f64]) -> Vec<(f64, f64)> {
    let number = |value: &Value| {
        let number = value.as_f64().expect("a number");
        if expected["type"] == "float32" { f64::from(number as f32) } else { number }
    };
    let list = |key: &str| Some(expected[key].as_array()?.iter().map(number).collect());
    if let Some(all) = list("values") {
        let all: Vec<f64> = all;
        assert_eq!(all.len(), found.len());
        return all.into_iter().zip(found.iter().copied()).collect();
    }
    let some: Vec<f64> = list("sample").expect("values or a sample");
    let places = [0, found.len() / 2, found.len() - 1];
    some.into_iter().zip(places.map(|place| found[place])).collect()
}

/// Largest relative difference; 0 where all bits shall be equal.
fn tolerance(image_type: &str) -> f64 {
    match image_type {
        // The exponential and the logarithm of numpy and of libm differ in the last bit.
        "Logarithm" | "Exponential" => 4.0 * f64::EPSILON,
        // Cosines, too, in the spherical harmonics; which samples count must agree all the same.
        "LBP3D" => 1e-14,
        _ => 0.0,
    }
}

#[test]
fn images_equal_pyradiomics() {
    let mut seen: BTreeMap<String, (usize, usize, f64)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in cases() {
        let filter = case.filter();
        let (made, warnings) = apply(&filter, &case.image, &case.region);
        let all = case.line["images"].as_array().expect("images");
        let names: Vec<&str> = made.iter().map(|derived| derived.name.as_str()).collect();
        let expected_names: Vec<&str> = all.iter().filter_map(|image| image["name"].as_str()).collect();
        assert_eq!(names, expected_names, "{}: {warnings:?}", case.what("names"));
        let undefined: Vec<&Value> = all.iter().filter(|image| !image["undefined"].is_null()).collect();
        let told: Vec<&str> =
            warnings.iter().filter(|w| w.code == "filter-undefined").map(|w| w.message.as_str()).collect();
        assert_eq!(told.len(), undefined.len(), "{}: {warnings:?}", case.what("undefined images"));
        for (message, image) in told.iter().zip(undefined) {
            let count = format!("no finite number at {} of", image["undefined"]);
            assert!(
                message.contains(image["name"].as_str().expect("a name")) && message.contains(&count),
                "{message}"
            );
        }
        for (derived, expected) in made.iter().zip(all).filter(|(_, image)| image["undefined"].is_null()) {
            let what = case.what(&derived.name);
            assert_eq!(derived.pixel, pixel(expected["type"].as_str().expect("type")), "{what}");
            let entry = seen.entry(case.image_type().to_owned()).or_default();
            let equal = expected["bits"] == bits(&derived.values);
            let worst = spelled(expected, &derived.values)
                .into_iter()
                .map(|(expected, found)| (expected - found).abs() / expected.abs().max(1e-300))
                .fold(0.0, f64::max);
            *entry = (entry.0 + 1, entry.1 + usize::from(equal), entry.2.max(worst));
            if !equal && (tolerance(case.image_type()) == 0.0 || worst > tolerance(case.image_type())) {
                wrong.push(format!("{what}: {worst:e}"));
            }
        }
    }
    for (image_type, (images, equal, worst)) in &seen {
        println!(
            "{image_type}: {images} images, {equal} equal to the bit, worst relative difference {worst:e}"
        );
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// The image types of the stages with the settings they were made with.
fn stage_filters() -> Vec<Filter> {
    let types = ["Wavelet", "Square", "SquareRoot", "Logarithm", "Exponential", "Gradient", "LBP3D"];
    let sigmas = json!({"sigma": [1.0, 2.0, 3.0, 4.0, 5.0]});
    let plain = Map::new();
    let log = Filter::from_settings("LoG", sigmas.as_object().expect("an object"));
    let others = types.map(|image_type| Filter::from_settings(image_type, &plain).expect("good settings"));
    others.into_iter().chain([log.expect("good settings")]).collect()
}

/// Largest difference over the largest value.
fn largest_error(derived: &Derived, expected: &npz::Array, region: &Region, size: [usize; 3]) -> f64 {
    assert_eq!(derived.pixel, pixel(&expected.kind), "{}", derived.name);
    let [nx, ny, _] = region.geometry.size;
    let (mut worst, mut largest) = (0.0_f64, 0.0_f64);
    for (index, found) in derived.values.iter().enumerate().filter(|(index, _)| region.inside[*index]) {
        let [x, y, z] = [index % nx, index / nx % ny, index / (nx * ny)];
        let [x, y, z] = [x + region.low[0], y + region.low[1], z + region.low[2]];
        let expected = expected.values[x + size[0] * (y + size[1] * z)];
        worst = worst.max((found - expected).abs());
        largest = largest.max(expected.abs());
    }
    worst / largest
}

#[test]
fn breast_images_equal_pyradiomics_at_every_voxel() {
    const NAME: &str = "breast_images_equal_pyradiomics_at_every_voxel";
    for (setting, spacing) in [("default", [0.664062, 0.664062, 2.1]), ("mri", [1.0; 3])] {
        let path = format!("reference/pyradiomics/stages/breast1_{setting}.npz");
        let Some(path) = shared(NAME, &path) else { return };
        let arrays = npz::read(&path);
        let original = &arrays["original"];
        let size = [original.shape[2], original.shape[1], original.shape[0]];
        let geometry = Geometry::axis_aligned(size, spacing);
        let image = Image::new(pixel(&original.kind), geometry, original.values.clone());
        let mask = Mask::new(geometry, arrays["mask"].values.iter().map(|&label| label == 1.0).collect());
        let tumour = Region::of(&mask).expect("a tumour");
        let mut compared = 0;
        for filter in stage_filters() {
            // The pattern on a sphere is known inside the mask alone, the others everywhere.
            let everywhere = (filter.image_type() != "LBP3D").then(|| boxed(geometry, [0; 3], size));
            for region in [Some(tumour.clone()), everywhere].into_iter().flatten() {
                let (made, warnings) = apply(&filter, &image, &region);
                assert_eq!(warnings, []);
                for derived in made {
                    let worst = largest_error(&derived, &arrays[&derived.name], &region, size);
                    // The recursion's coefficients have sines and exponentials, so an f32 may fall to the other side.
                    let tolerance = if derived.pixel == Pixel::F32 { 6e-8 } else { 1e-15 };
                    println!("{setting} {} {:?}: {worst:e}", derived.name, region.geometry.size);
                    assert!(worst <= tolerance, "{setting} {} differs by {worst:e}", derived.name);
                    compared += 1;
                }
            }
        }
        assert_eq!(compared, 2 * (8 + 5 + 5) + 3);
    }
}
