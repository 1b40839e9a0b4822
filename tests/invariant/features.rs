//! Laws of features: what a shift, a turn or a mirror of the volume must not change, and bounds that always hold.

use std::collections::BTreeMap;

use discern::case;
use discern::monitor::Silent;
use discern::numeric::random::Random;
use discern::settings::Settings;
use discern::volume::{Geometry, Image, LabelMap, Pixel, Volume};

const SIZE: [usize; 3] = [8, 7, 6];

/// A random volume with a random region, cubic voxels.
fn random(seed: u64) -> (Image, LabelMap) {
    let mut random = Random::new(seed);
    let geometry = Geometry::axis_aligned(SIZE, [1.0; 3]);
    let values = (0..geometry.voxels()).map(|_| random.below(300) as f64).collect();
    let labels = (0..geometry.voxels()).map(|_| i32::from(random.below(10) < 7)).collect();
    (Image::new(Pixel::I16, geometry, values), LabelMap::new(geometry, labels))
}

fn features(image: &Image, labels: &LabelMap, settings: &str) -> BTreeMap<String, f64> {
    let settings = Settings::from_yaml(settings).expect("good settings");
    let extraction = case::extract(image, labels, &settings, &Silent).expect("features");
    extraction.features.iter().map(|feature| (feature.id.to_string(), feature.value)).collect()
}

/// The same voxels with axes taken in another order, the first of them mirrored.
fn turned<T: Copy>(voxels: impl Iterator<Item = T>, axes: [usize; 3]) -> (Geometry, Vec<T>) {
    let whole = Volume::new(Geometry::axis_aligned(SIZE, [1.0; 3]), voxels.collect());
    let size = axes.map(|axis| SIZE[axis]);
    let geometry = Geometry::axis_aligned(size, [1.0; 3]);
    let mut voxels = Vec::new();
    for z in 0..size[2] {
        for y in 0..size[1] {
            for x in 0..size[0] {
                let mut from = [0; 3];
                for (axis, at) in axes.into_iter().zip([size[0] - 1 - x, y, z]) {
                    from[axis] = at;
                }
                voxels.push(whole.voxels[whole.geometry.index(from)]);
            }
        }
    }
    (geometry, voxels)
}

fn assert_equal(a: &BTreeMap<String, f64>, b: &BTreeMap<String, f64>, but: &[&str]) {
    for (name, x) in a.iter().filter(|(name, _)| !but.iter().any(|but| name.contains(but))) {
        let y = b[name];
        assert!((x - y).abs() <= 1e-9 * x.abs().max(y.abs()).max(1.0), "{name}: {x} against {y}");
    }
}

#[test]
fn turning_and_mirroring_the_volume_changes_nothing() {
    for seed in 0..4 {
        let (image, labels) = random(seed);
        let straight = features(&image, &labels, "");
        for axes in [[1, 2, 0], [0, 2, 1], [2, 1, 0]] {
            let (geometry, values) = turned(image.values(), axes);
            let image = Image::new(image.pixel(), geometry, values);
            let labels = LabelMap::new(geometry, turned(labels.iter(), axes).1);
            // The meshes of ambiguous cubes are not symmetrical, and 2-D diameters belong to axes.
            let but = ["Mesh", "Surface", "Sphericity", "Maximum2D"];
            assert_equal(&straight, &features(&image, &labels, ""), &but);
        }
    }
}

#[test]
fn texture_does_not_see_a_shift_by_whole_bins() {
    let (image, labels) = random(7);
    let shifted = image.values().map(|value| value + 250.0).collect();
    let shifted = Image::new(image.pixel(), image.geometry, shifted);
    let classes = "featureClass: {glcm: , gldm: , glrlm: , glszm: , ngtdm: , shape: }";
    assert_equal(&features(&image, &labels, classes), &features(&shifted, &labels, classes), &[]);
}

#[test]
fn features_do_not_see_voxels_outside_the_region() {
    let (image, labels) = random(8);
    let noise = image.values().zip(labels.iter());
    let noise = noise.map(|(value, label)| if label == 1 { value } else { -value * 3.0 }).collect();
    let other = Image::new(image.pixel(), image.geometry, noise);
    assert_eq!(features(&image, &labels, ""), features(&other, &labels, ""));
}

#[test]
fn sums_and_bounds_hold() {
    for seed in 20..30 {
        let (image, labels) = random(seed);
        let found = features(&image, &labels, "setting: {binCount: 9}");
        let value = |name: &str| found[&format!("original_{name}")];
        let voxels = labels.iter().filter(|label| *label == 1).count() as f64;
        assert_eq!(value("shape_VoxelVolume"), voxels);
        assert!((value("glcm_SumAverage") - 2.0 * value("glcm_JointAverage")).abs() < 1e-12);
        assert!(
            (value("glcm_ClusterTendency") + value("glcm_Contrast") - 4.0 * value("glcm_SumSquares")).abs()
                < 1e-9
        );
        assert!(
            (value("gldm_GrayLevelNonUniformity") / voxels - value("firstorder_Uniformity")).abs() < 1e-12
        );
        for share in ["glcm_MCC", "glcm_Imc2", "glcm_Idn", "glrlm_RunPercentage", "glszm_ZonePercentage"] {
            assert!((0.0..=1.0).contains(&value(share)), "{share}");
        }
        assert!(value("glcm_Correlation").abs() <= value("glcm_MCC") + 1e-9);
        assert!(value("shape_MeshVolume") > 0.0 && value("shape_Maximum3DDiameter") <= 149_f64.sqrt());
    }
}

/// Settings that change what is counted, and where.
const SETTINGS: [&str; 8] = [
    "force2D: true",
    "binCount: 7, normalize: true, removeOutliers: 2",
    "distances: [1, 3, 1], weightingNorm: euclidean",
    "resampledPixelSpacing: [0.7, 1.5, 3], interpolator: sitkLinear, padDistance: 0",
    "resampledPixelSpacing: [0, 0, 1], padDistance: 2, binWidth: 3",
    "preCrop: true, symmetricalGLCM: false, gldm_a: 40",
    "resegmentRange: [0.1, 0.9], resegmentMode: relative",
    "binWidth: 0.01, force2D: true, force2Ddimension: 2, voxelArrayShift: -20",
];

#[test]
fn any_region_gives_numbers_or_reasons_and_never_panics() {
    let mut random = Random::new(99);
    for round in 0..120 {
        let size = std::array::from_fn(|_| random.below(5) as usize + 1);
        let geometry = Geometry::axis_aligned(size, [1.0, 1.5, 2.0]);
        let levels = random.below(4) + 1;
        let share = [1, 5, 10][round % 3];
        let values = (0..geometry.voxels()).map(|_| random.below(levels) as f64 * 30.0).collect();
        let labels = (0..geometry.voxels()).map(|_| i32::from(random.below(10) < share)).collect();
        let image = Image::new(Pixel::F32, geometry, values);
        let labels = LabelMap::new(geometry, labels);
        let setting = SETTINGS[round / 3 % SETTINGS.len()];
        let settings = format!(
            "imageType: {{Original: , Wavelet: , Square: , SquareRoot: , Logarithm: , Exponential: , Gradient: , \
             LoG: {{sigma: [1]}}, LBP2D: {{lbp2DMethod: var}}, LBP3D: }}\n\
             featureClass: {{firstorder: , glcm: , gldm: , glrlm: , glszm: , ngtdm: , shape: }}\n\
             setting: {{minimumROIDimensions: 1, {setting}}}"
        );
        let settings = Settings::from_yaml(&settings).expect("good settings");
        if let Ok(extraction) = case::extract(&image, &labels, &settings, &Silent) {
            for feature in extraction.features {
                assert!(!feature.value.is_nan() || feature.reason.is_some(), "{}", feature.id);
            }
        }
    }
}
