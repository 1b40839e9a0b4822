//! Filtered images in a box are the same whatever the box: what is left out around it counts for nothing.

use discern::filter::{Derived, FILTERS, Filter};
use discern::monitor::Silent;
use discern::numeric::random::Random;
use discern::volume::{Geometry, Image, Mask, Pixel, Region};
use serde_json::json;

const SPACING_MM: [f64; 3] = [0.9, 1.0, 1.3];

fn image(size: [usize; 3], pixel: Pixel, seed: u64) -> Image {
    let mut random = Random::new(seed);
    let geometry = Geometry::axis_aligned(size, SPACING_MM);
    let value = |_| (random.uniform() * 900.0 - 100.0).floor();
    Image::new(pixel, geometry, (0..geometry.voxels()).map(value).collect())
}

fn region(geometry: Geometry, low: [usize; 3], size: [usize; 3]) -> Region {
    let mut inside = vec![false; geometry.voxels()];
    for z in low[2]..low[2] + size[2] {
        for y in low[1]..low[1] + size[1] {
            let row = geometry.index([low[0], y, z]);
            inside[row..row + size[0]].fill(true);
        }
    }
    Region::of(&Mask::new(geometry, inside)).expect("a box")
}

fn made(filter: &Filter, image: &Image, region: &Region) -> Vec<Derived> {
    let mut made = Vec::new();
    let warnings = filter.apply(image, region, &Silent, &mut |derived| {
        made.push(derived);
        Ok(())
    });
    let count = made.len() + warnings.expect("filtered").iter().filter(|w| w.code == "log-skipped").count();
    assert_eq!(count, filter.images().len());
    made
}

/// Every filter with settings that reach far.
fn filters() -> Vec<Filter> {
    let settings =
        json!({"wavelet": "sym4", "level": 2, "sigma": [0.5, 1.0, 2.0, 3.1], "lbp3DIcosphereRadius": 1.6});
    let settings = settings.as_object().expect("an object");
    FILTERS
        .iter()
        .map(|entry| Filter::from_settings(entry.image_type, settings).expect("good settings"))
        .collect()
}

/// What a LoG leaves out lies around the box in all directions at once.
#[test]
fn what_a_laplacian_leaves_out_changes_no_bit() {
    let image = image([110, 104, 72], Pixel::I16, 4);
    let grid = image.geometry;
    let settings = json!({"sigma": [1.0, 2.0, 4.0]});
    let filter =
        Filter::from_settings("LoG", settings.as_object().expect("an object")).expect("good settings");
    let whole = made(&filter, &image, &region(grid, [0; 3], grid.size));
    for (low, size) in [([50, 48, 34], [5, 4, 3]), ([0, 0, 0], [2, 3, 4]), ([90, 20, 60], [17, 9, 12])] {
        let region = region(grid, low, size);
        for (derived, whole) in made(&filter, &image, &region).iter().zip(&whole) {
            let expected = region.roi(&Image::new(Pixel::F64, grid, whole.values.clone())).values;
            assert!(derived.values == expected, "{} in {low:?}", derived.name);
        }
    }
}

fn assert_boxes_agree(image: &Image, boxes: &[([usize; 3], [usize; 3])]) {
    let size = image.geometry.size;
    for filter in filters() {
        let whole = made(&filter, image, &region(image.geometry, [0; 3], size));
        for &(low, extent) in boxes {
            let region = region(image.geometry, low, extent);
            for (derived, whole) in made(&filter, image, &region).iter().zip(&whole) {
                let whole_image = Image::new(Pixel::F64, image.geometry, whole.values.clone());
                assert_eq!(derived.name, whole.name);
                assert!(
                    derived.values == region.roi(&whole_image).values,
                    "{} in {low:?} {extent:?}",
                    derived.name
                );
            }
        }
    }
}

#[test]
fn images_do_not_depend_on_the_box() {
    let far_apart = image([260, 6, 5], Pixel::I16, 1);
    assert_boxes_agree(
        &far_apart,
        &[([120, 2, 1], [9, 3, 2]), ([0, 0, 0], [4, 6, 5]), ([259, 5, 4], [1, 1, 1])],
    );
    let tall = image([5, 7, 230], Pixel::F32, 2);
    assert_boxes_agree(&tall, &[([1, 2, 100], [3, 4, 11]), ([0, 0, 225], [5, 1, 5])]);
    let wide = image([7, 240, 5], Pixel::F64, 3);
    assert_boxes_agree(&wide, &[([2, 110, 1], [2, 20, 3])]);
}
