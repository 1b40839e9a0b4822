//! What will take long says so before it begins, by the sizes of region and images.

use std::cell::RefCell;

use discern::case::Work;
use discern::error::Result;
use discern::monitor::Monitor;
use discern::settings::Settings;
use discern::volume::{Geometry, Image, LabelMap, Pixel};
use discern::words::Task;

/// Remembers what was told before work began.
#[derive(Default)]
struct Told(RefCell<Vec<f64>>);

impl Monitor for Told {
    fn step(&self, _done: usize, _total: usize, _next: Task) -> Result<()> {
        Ok(())
    }

    fn ahead(&self, seconds: f64) {
        self.0.borrow_mut().push(seconds);
    }
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
    // On a finer grid there are more voxels, and that is known before anything is measured.
    let fine = told(40, "setting: {resampledPixelSpacing: [0.5, 0.5, 0.5]}");
    assert!(fine > 6.0 * large, "{fine} s beside {large} s");
}
