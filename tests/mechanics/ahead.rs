//! What will take long says so before it begins, by the sizes of region and images.

use std::cell::RefCell;

use discern::case::Work;
use discern::error::Result;
use discern::model::{FeatureSource, TrainOptions};
use discern::monitor::Monitor;
use discern::settings::Settings;
use discern::study;
use discern::table::csv;
use discern::volume::{Geometry, Image, LabelMap, Pixel};
use discern::words::Task;

/// Remembers what was told before work began, and every step.
#[derive(Default)]
struct Told(RefCell<Vec<f64>>, RefCell<Vec<(usize, usize)>>);

impl Monitor for Told {
    fn step(&self, done: usize, total: usize, _next: Task) -> Result<()> {
        self.1.borrow_mut().push((done, total));
        Ok(())
    }

    fn ahead(&self, seconds: f64) {
        self.0.borrow_mut().push(seconds);
    }
}

/// What is told of a training with some classifiers: seconds before it begins, and how far each step was.
fn trained(rows: usize, classifiers: &[&str]) -> (f64, Vec<(usize, usize)>) {
    let mut text = "case,center,split,age,label,t1_original_glcm_A,t1_original_glcm_B\n".to_owned();
    for row in 0..rows {
        let (label, noise) = (row % 2, (row * 7919 % 101) as f64 / 50.0);
        text += &format!(
            "c{row},A,train,{},{label},{},{noise}\n",
            40 + row % 31,
            label as f64 + noise * 1.5 + row as f64 / 1e4
        );
    }
    let table = csv::read_features(&text).expect("a table");
    let source = FeatureSource { settings: "{}".to_owned(), deep: None };
    let classifiers = classifiers.iter().map(|name| study::classifier_named(name).expect("a kind")).collect();
    let options = TrainOptions { folds: 3, classifiers, ..TrainOptions::default() };
    let told = Told::default();
    study::train(&table, &source, &options, &told).expect("a model");
    let [seconds] = told.0.into_inner()[..] else { panic!("once") };
    (seconds, told.1.into_inner())
}

#[test]
fn a_long_training_is_told_of_by_rows_and_classifiers_and_counts_time_instead_of_steps() {
    let (few, many) = (trained(60, &["svm"]).0, trained(240, &["svm"]).0);
    assert!(few < 1.0 && many > 8.0 * few && many < 16.5 * few, "{few} s and {many} s: pairs of rows");
    let (seconds, steps) = trained(120, &["logistic-regression", "svm"]);
    assert!(seconds > trained(120, &["logistic-regression"]).0);
    let total = steps[0].1;
    assert!((seconds * 1000.0 - total as f64).abs() <= 1.0, "{total} ms beside {seconds} s");
    assert!(steps.windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[1].1 == total), "{steps:?}");
    let (last, _) = *steps.last().expect("steps");
    assert!(
        steps[0].0 == 0 && last <= total && last * 10 > total * 4,
        "all that was foreseen is done: {steps:?}"
    );
}

/// Seconds that are told of a cube of ones of `side` voxels.
fn told(side: usize, settings: &str) -> f64 {
    let grid = Geometry::axis_aligned([side; 3], [1.0; 3]);
    let values = (0..grid.voxels()).map(|at| (at * 37 % 101) as f64).collect();
    let image = Image::new(Pixel::F32, grid, values);
    let labels = LabelMap::new(grid, vec![1; grid.voxels()]);
    let settings = Settings::from_yaml(settings).expect("settings");
    let monitor = Told::default();
    Work::prepare(&image, &labels, &settings, &monitor).expect("a region");
    let told = monitor.0.into_inner();
    assert_eq!(told.len(), 1, "once");
    told[0]
}

#[test]
fn a_long_extraction_is_told_of_by_its_sizes_before_it_begins() {
    let (small, large) = (told(10, "{}"), told(40, "{}"));
    assert!(small < 0.01, "{small} s of a thousand voxels");
    assert!((large / small - 64.0).abs() < 1e-9, "as many times as there are voxels");
    // The original and eight sub-bands.
    let bank = told(40, "imageType: {Original: {}, Wavelet: {}}");
    assert!((bank / large - 9.0).abs() < 1e-9, "as many times as there are images");
    // Patterns on a sphere take as long as they have samples: 42 and 2,562.
    let sphere = |divided: u32| {
        let lbp = format!("imageType: {{LBP3D: {{lbp3DIcosphereSubdivision: {divided}}}}}");
        told(10, &lbp) - 3.0 * small
    };
    assert!((sphere(4) / sphere(1) - 61.0).abs() < 1e-6, "as many times as there are samples");
    // On a finer grid there are more voxels, and that is known before anything is measured.
    let fine = told(40, "setting: {resampledPixelSpacing: [0.5, 0.5, 0.5]}");
    assert!(fine > 6.0 * large, "{fine} s beside {large} s");
}
