//! Masks as another reader might have drawn them, for the reproducibility of features.
//!
//! The outline wobbles: where a smooth random field (a sum of waves in world coordinates) is high, voxels that touch
//! the label from outside in their plane join it; where it is low, its outermost voxels leave it. On average the region
//! neither grows nor shrinks (after Zwanenburg et al., Sci. Rep. 2019, who randomise contours to the same end).

use crate::numeric::float;
use crate::numeric::random::Random;
use crate::volume::{Geometry, LabelMap};

/// Waves in the field.
const WAVES: usize = 12;
/// Shortest and longest wave, mm.
const WAVELENGTH_MM: (f64, f64) = (12.0, 36.0);
/// The field's share of voxels above this and below its negative is a third each.
const BAND: f64 = 0.43;

/// The segmentation with the outline of `label` moved by at most a voxel in its planes; `repeat` 1, 2, … are different
/// outlines, always the same ones. A label that would vanish stays as it was.
pub fn randomised_contour(labels: &LabelMap, label: i32, repeat: u64) -> LabelMap {
    let geometry = &labels.geometry;
    let field = Field::new(repeat);
    let flat = across(geometry);
    let mut left = 0_usize;
    let moved = labels.with(|index, found| {
        let was = found == label;
        if !was && found != 0 {
            return found;
        }
        let at = position(geometry, index);
        let edge =
            neighbours(geometry, at, flat).any(|other| (labels.at(geometry.index(other)) == label) != was);
        let mut now = found;
        if edge {
            let height = field.at(geometry.world_from_voxel(at.map(|i| i as f64)));
            if was && height < -BAND {
                now = 0;
            } else if !was && height > BAND {
                now = label;
            }
        }
        left += usize::from(now == label);
        now
    });
    if left == 0 { labels.clone() } else { moved }
}

/// A field of mean 0 and variance 1.
struct Field(Vec<([f64; 3], f64)>);

impl Field {
    fn new(repeat: u64) -> Self {
        let mut random = Random::stream(0x6d61_736b, repeat);
        let wave = |random: &mut Random| {
            let direction = [random.normal(), random.normal(), random.normal()];
            let length = direction.iter().map(|d| d * d).sum::<f64>().sqrt().max(1e-6);
            let wavelength = WAVELENGTH_MM.0 + (WAVELENGTH_MM.1 - WAVELENGTH_MM.0) * random.uniform();
            let pace = std::f64::consts::TAU / wavelength / length;
            (direction.map(|d| d * pace), std::f64::consts::TAU * random.uniform())
        };
        Self((0..WAVES).map(|_| wave(&mut random)).collect())
    }

    fn at(&self, [x, y, z]: [f64; 3]) -> f64 {
        let wave =
            |(pace, phase): &([f64; 3], f64)| float::sin(pace[0] * x + pace[1] * y + pace[2] * z + phase);
        self.0.iter().map(wave).sum::<f64>() * (2.0 / WAVES as f64).sqrt()
    }
}

/// The axis across the planes: the widest spacing, of equals the last.
fn across(geometry: &Geometry) -> usize {
    (0..3).fold(
        0,
        |best, axis| {
            if geometry.spacing_mm[axis] >= geometry.spacing_mm[best] { axis } else { best }
        },
    )
}

fn position(geometry: &Geometry, index: usize) -> [usize; 3] {
    let [x, y, _] = geometry.size;
    [index % x, index / x % y, index / (x * y)]
}

/// The four neighbours in the plane.
fn neighbours(geometry: &Geometry, at: [usize; 3], flat: usize) -> impl Iterator<Item = [usize; 3]> + '_ {
    (0..3).filter(move |&axis| axis != flat).flat_map(move |axis| {
        let mut near = Vec::with_capacity(2);
        let moved = |to: usize| {
            let mut other = at;
            other[axis] = to;
            other
        };
        if at[axis] > 0 {
            near.push(moved(at[axis] - 1));
        }
        if at[axis] + 1 < geometry.size[axis] {
            near.push(moved(at[axis] + 1));
        }
        near
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ball() -> LabelMap {
        let geometry = Geometry::axis_aligned([40, 40, 12], [1.5, 1.5, 4.0]);
        let inside = |index: usize| {
            let [x, y, z] = position(&geometry, index).map(|i| i as f64);
            let from_centre = [1.5 * (x - 20.0), 1.5 * (y - 20.0), 4.0 * (z - 6.0)];
            i32::from(from_centre.iter().map(|d| d * d).sum::<f64>() < 225.0) * 2
        };
        LabelMap::new(geometry, (0..geometry.voxels()).map(inside).collect())
    }

    #[test]
    fn outlines_wobble_by_a_voxel_and_the_size_stays_about() {
        let ball = ball();
        let count = |map: &LabelMap| map.iter().filter(|&v| v == 2).count() as f64;
        for repeat in 1..=4 {
            let moved = randomised_contour(&ball, 2, repeat);
            assert_eq!(moved, randomised_contour(&ball, 2, repeat));
            let changed = ball.iter().zip(moved.iter()).filter(|(a, b)| a != b).count() as f64;
            assert!(changed / count(&ball) > 0.02 && changed / count(&ball) < 0.3, "{changed}");
            assert!((count(&moved) / count(&ball) - 1.0).abs() < 0.15, "{}", count(&moved));
        }
        assert_ne!(randomised_contour(&ball, 2, 1), randomised_contour(&ball, 2, 2));
    }

    #[test]
    fn other_labels_stay_and_a_label_never_vanishes() {
        let map = ball().with(|index, label| if index < 800 { 5 } else { label });
        let moved = randomised_contour(&map, 2, 3);
        assert!(map.iter().zip(moved.iter()).all(|(a, b)| (a == 5) == (b == 5)));
        let dot = ball().with(|index, _| if index == 9000 { 2 } else { 0 });
        assert!((1..9).all(|repeat| randomised_contour(&dot, 2, repeat).region(2).is_some()));
    }
}
