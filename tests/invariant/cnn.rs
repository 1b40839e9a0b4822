//! What must not change the network's input, and what it refuses.

use discern::cnn::{self, Options, Slices, Weights};
use discern::error::{ErrorKind, Result};
use discern::numeric::random::Random;
use discern::volume::{Geometry, Image, Mask, Pixel, Region, Volume};

fn weights() -> Weights {
    Weights::load(include_bytes!("../../models/efficientnet-lite0.bin")).unwrap()
}

fn tensors(image: &Image, mask: &Mask, options: &Options) -> Result<Vec<Vec<f32>>> {
    let weights = weights();
    let region = Region::of(mask).unwrap();
    Ok(cnn::inputs(image, &region, options, &weights)?.iter().collect())
}

fn scan(size: [usize; 3], spacing_mm: [f64; 3], lesion: impl Fn([usize; 3]) -> bool) -> (Image, Mask) {
    let geometry = Geometry::axis_aligned(size, spacing_mm);
    let mut random = Random::new(11);
    let voxels = (0..geometry.voxels()).map(|_| random.uniform() * 900.0).collect();
    let place = |at| [at % size[0], at / size[0] % size[1], at / (size[0] * size[1])];
    let inside = (0..geometry.voxels()).map(|at| lesion(place(at))).collect();
    (Image::new(Pixel::F64, geometry, voxels), Mask::new(geometry, inside))
}

/// The same scan with its axes stored in another order and direction.
fn restored<T: Copy>(volume: &Volume<T>, order: [usize; 3], reversed: [bool; 3]) -> Volume<T> {
    let old = volume.geometry;
    let mut geometry = old;
    let mut corner = [0.0; 3];
    for axis in 0..3 {
        geometry.size[axis] = old.size[order[axis]];
        geometry.spacing_mm[axis] = old.spacing_mm[order[axis]];
        let sign = if reversed[axis] { -1.0 } else { 1.0 };
        for world in 0..3 {
            geometry.direction[world][axis] = sign * old.direction[world][order[axis]];
        }
        corner[order[axis]] = if reversed[axis] { (old.size[order[axis]] - 1) as f64 } else { 0.0 };
    }
    geometry.origin_mm = old.world_from_voxel(corner);
    let mut voxels = Vec::new();
    for z in 0..geometry.size[2] {
        for y in 0..geometry.size[1] {
            for x in 0..geometry.size[0] {
                let mut from = [0; 3];
                for (axis, at) in [x, y, z].into_iter().enumerate() {
                    from[order[axis]] = if reversed[axis] { geometry.size[axis] - 1 - at } else { at };
                }
                voxels.push(volume.voxels[old.index(from)]);
            }
        }
    }
    Volume::new(geometry, voxels)
}

#[test]
fn storage_order_does_not_change_the_input() {
    let lesion = |[x, y, z]: [usize; 3]| {
        (3..9).contains(&x) && (2..5).contains(&y) && (1..3).contains(&z) && x + y > 6
    };
    let (image, mask) = scan([14, 11, 5], [0.7, 0.9, 3.0], lesion);
    let options = Options { slices: Slices::All, ..Options::default() };
    let expected = tensors(&image, &mask, &options).unwrap();
    assert_eq!(expected.len(), 2);
    for order in [[0, 1, 2], [1, 0, 2], [2, 0, 1], [2, 1, 0]] {
        for flips in 0..8 {
            let reversed = [flips & 1 > 0, flips & 2 > 0, flips & 4 > 0];
            let values = Volume::new(image.geometry, image.values().collect());
            let values = restored(&values, order, reversed);
            let image = Image::new(image.pixel(), values.geometry, values.voxels);
            let found = tensors(&image, &restored(&mask, order, reversed), &options).unwrap();
            assert_eq!(found, expected, "{order:?} {reversed:?}");
        }
    }
}

#[test]
fn the_scale_of_intensities_does_not_change_the_input() {
    let (image, mask) = scan([14, 11, 5], [0.7, 0.9, 3.0], |[x, y, z]| x / 4 == 1 && y / 4 == 1 && z == 2);
    // By a power of two, so that no digit is lost.
    let brighter =
        Image::new(image.pixel(), image.geometry, image.values().map(|value| value * 4.0).collect());
    let options = Options::default();
    assert_eq!(tensors(&image, &mask, &options).unwrap(), tensors(&brighter, &mask, &options).unwrap());
}

#[test]
fn the_smallest_lesions_and_volumes_have_inputs() {
    let one = |[x, y, z]: [usize; 3]| (x, y, z) == (0, 0, 0);
    for size in [[9, 8, 1], [1, 8, 9], [9, 8, 7]] {
        let (image, mask) = scan(size, [1.0, 1.0, 1.0], one);
        for slices in [Slices::All, Slices::Largest, Slices::Neighbours] {
            for margin_mm in [0.0, 5.0, 200.0] {
                let options = Options { slices, margin_mm, ..Options::default() };
                let found = tensors(&image, &mask, &options).unwrap();
                assert_eq!(found.len(), 1);
                assert_eq!(found[0].len(), 224 * 224 * 3);
                assert!(found[0].iter().all(|value| value.is_finite()));
            }
        }
    }
}

#[test]
fn what_cannot_be_looked_at_is_an_error() {
    let (image, mask) = scan([6, 5, 4], [1.0, 1.0, 1.0], |[x, ..]| x == 2);
    let kind = |image: &Image, options: &Options| tensors(image, &mask, options).unwrap_err().kind;
    let margin = Options { margin_mm: -1.0, ..Options::default() };
    assert_eq!(kind(&image, &margin), ErrorKind::Settings);
    let with = |changed: &[(usize, f64)]| {
        let mut values = vec![7.0; image.geometry.voxels()];
        changed.iter().for_each(|&(at, value)| values[at] = value);
        Image::new(Pixel::F64, image.geometry, values)
    };
    assert_eq!(kind(&with(&[(3, f64::NAN)]), &Options::default()), ErrorKind::Unsupported);
    assert_eq!(kind(&with(&[]), &Options::default()), ErrorKind::Unsupported);
    let mut tiny = with(&[(3, 9.0), (4, 10.0)]);
    tiny.geometry.spacing_mm = [1e-6, 1.0, 1.0];
    assert_eq!(kind(&tiny, &Options::default()), ErrorKind::TooLarge);
}
