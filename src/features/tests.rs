//! Counting against slow, obviously right counts, on random volumes and masks.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::grid::{Grid, Step};
use super::sparse_counts::merge;
use super::{Neighbourhood, TextureOptions, gldm_ngtdm_matrix, glrlm_matrix, glszm_matrix};
use crate::volume::{Geometry, Levels, Mask, Region};

/// Level by voxel, inside the mask only.
type Voxels = BTreeMap<[isize; 3], u32>;
/// (level, size) → count.
type Counts = BTreeMap<(u32, u32), u32>;

/// A volume of random levels and mask: 1 to 4,000 voxels, 1 to 64 levels, not every level present.
fn volume() -> impl Strategy<Value = (Region, Vec<u32>, Voxels)> {
    let size = (1_usize..=20, 1_usize..=20, 1_usize..=10);
    (size, 1_u32..=64, 1_u32..=100, any::<u32>()).prop_filter_map(
        "an empty mask",
        |((x, y, z), levels, share, seed)| {
            let mut state = seed;
            let mut draw = move |n: u32| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 16) % n
            };
            let geometry = Geometry::axis_aligned([x, y, z], [1.0; 3]);
            let drawn: Vec<u32> = (0..geometry.voxels()).map(|_| draw(levels) + 1).collect();
            let inside = (0..geometry.voxels()).map(|_| draw(100) < share).collect();
            let mask = Mask::new(geometry, inside);
            let region = Region::of(&mask)?;
            let roi_size = region.geometry.size;
            let mut voxels = Voxels::new();
            let mut in_box = vec![0; region.inside.len()];
            for (index, level) in in_box.iter_mut().enumerate() {
                let voxel = [
                    index % roi_size[0],
                    index / roi_size[0] % roi_size[1],
                    index / roi_size[0] / roi_size[1],
                ];
                if region.inside[index] {
                    let place = std::array::from_fn(|axis| voxel[axis] + region.low[axis]);
                    *level = drawn[geometry.index(place)];
                    voxels.insert(voxel.map(|v| v as isize), *level);
                }
            }
            Some((region, in_box, voxels))
        },
    )
}

/// Levels of a region that are in its box.
fn levels<'a>(region: &'a Region, in_box: &[u32]) -> Levels<'a> {
    Levels::new(region, in_box.to_vec(), in_box.iter().copied().max().unwrap_or(0))
}

fn options(distances: &[usize], flat_axis: Option<usize>, alpha: u32) -> TextureOptions {
    let neighbourhood = Neighbourhood { distances: distances.to_vec(), flat_axis };
    TextureOptions { neighbourhood, dependence_alpha: alpha, ..TextureOptions::default() }
}

fn moved(voxel: [isize; 3], by: [isize; 3], times: isize) -> [isize; 3] {
    std::array::from_fn(|axis| voxel[axis] + times * by[axis])
}

/// Cells with levels instead of ranks.
fn by_level(cells: &[(u32, u32, f64)], grid: &Grid) -> Counts {
    cells.iter().map(|&(rank, size, n)| ((grid.levels[rank as usize] as u32, size), n as u32)).collect()
}

fn slow_pairs(voxels: &Voxels, step: Step) -> Counts {
    let mut counts = Counts::new();
    for (&voxel, &level) in voxels {
        if let Some(&next) = voxels.get(&moved(voxel, step.by, 1)) {
            *counts.entry((level, next)).or_default() += 1;
        }
    }
    counts
}

fn slow_runs(voxels: &Voxels, step: Step) -> Counts {
    let mut counts = Counts::new();
    for (&voxel, &level) in
        voxels.iter().filter(|(v, level)| voxels.get(&moved(**v, step.by, -1)) != Some(level))
    {
        let length = (0..).take_while(|&n| voxels.get(&moved(voxel, step.by, n)) == Some(&level)).count();
        *counts.entry((level, length as u32)).or_default() += 1;
    }
    let holds_two = |voxel: &[isize; 3]| (1..20).any(|n| voxels.contains_key(&moved(*voxel, step.by, n)));
    if voxels.keys().any(holds_two) { counts } else { Counts::new() }
}

/// Zones by painting: every voxel starts with its own colour and takes the smallest around until nothing changes.
fn slow_zones(voxels: &Voxels, steps: &[Step]) -> Counts {
    let mut colour: BTreeMap<[isize; 3], usize> = voxels.keys().copied().zip(0..).collect();
    loop {
        let mut changed = false;
        for (&voxel, level) in voxels {
            let same =
                steps.iter().map(|step| moved(voxel, step.by, 1)).filter(|n| voxels.get(n) == Some(level));
            let smallest = same.map(|neighbour| colour[&neighbour]).chain([colour[&voxel]]).min();
            if let Some(smallest) = smallest.filter(|&smallest| smallest < colour[&voxel]) {
                colour.insert(voxel, smallest);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    let mut sizes: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
    for (voxel, colour) in colour {
        let zone = sizes.entry(colour).or_insert((voxels[&voxel], 0));
        zone.1 += 1;
    }
    let mut counts = Counts::new();
    for zone in sizes.into_values() {
        *counts.entry(zone).or_default() += 1;
    }
    counts
}

/// Dependence counts, and for every level (voxels, Σ |level − mean of neighbours|).
fn slow_neighbours(voxels: &Voxels, steps: &[Step], alpha: u32) -> (Counts, BTreeMap<u32, (f64, f64)>) {
    let (mut dependence, mut tones) = (Counts::new(), BTreeMap::<u32, (f64, f64)>::new());
    for (&voxel, &level) in voxels {
        let around: Vec<u32> =
            steps.iter().filter_map(|step| voxels.get(&moved(voxel, step.by, 1)).copied()).collect();
        let dependent = around.iter().filter(|other| other.abs_diff(level) <= alpha).count() as u32;
        *dependence.entry((level, dependent + 1)).or_default() += 1;
        let tone = tones.entry(level).or_default();
        tone.0 += 1.0;
        if !around.is_empty() {
            let mean = f64::from(around.iter().sum::<u32>()) / around.len() as f64;
            tone.1 += (f64::from(level) - mean).abs();
        }
    }
    (dependence, tones)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counts_equal_slow_counts(
        (region, in_box, voxels) in volume(),
        distances in prop_oneof![Just(vec![1]), Just(vec![2]), Just(vec![1, 3])],
        flat_axis in prop_oneof![Just(None), (0_usize..3).prop_map(Some)],
        alpha in 0_u32..3,
    ) {
        let options = options(&distances, flat_axis, alpha);
        let grid = Grid::new(&levels(&region, &in_box), 3);
        let steps = grid.steps(&options.neighbourhood);
        let opposite = |step: &Step| step.by.map(|by| -by);
        prop_assert!((0..steps.len()).all(|n| steps[n].by == opposite(&steps[steps.len() - 1 - n])));
        for step in grid.directions(&options.neighbourhood) {
            let found = super::glcm::pairs(&grid, step, false);
            let found: Counts = found
                .iter()
                .map(|&(i, j, n)| ((grid.levels[i as usize] as u32, grid.levels[j as usize] as u32), n as u32))
                .collect();
            prop_assert_eq!(found, slow_pairs(&voxels, step));
        }
        let near = options.neighbourhood_at_1();
        for step in grid.directions(&near) {
            prop_assert_eq!(by_level(&glrlm_matrix::runs(&grid, step, &mut Vec::new()), &grid), slow_runs(&voxels, step));
        }
        let zones = glszm_matrix::matrix(&grid, &options);
        prop_assert_eq!(by_level(zones.cells(), &grid), slow_zones(&voxels, &grid.steps(&near)));
        let found = gldm_ngtdm_matrix::count(&grid, &options);
        let (dependence, tones) = slow_neighbours(&voxels, &steps, alpha);
        prop_assert_eq!(by_level(found.dependence.cells(), &grid), dependence);
        for (rank, (count, difference)) in tones.into_values().enumerate() {
            prop_assert_eq!(found.count[rank], count);
            prop_assert!((found.difference[rank] - difference).abs() <= 1e-9 * difference.max(1.0));
        }
    }

    #[test]
    fn symmetrical_pairs_are_pairs_both_ways((region, in_box, _) in volume()) {
        let grid = Grid::new(&levels(&region, &in_box), 1);
        for step in grid.directions(&options(&[1], None, 0).neighbourhood) {
            let one_way = super::glcm::pairs(&grid, step, false);
            let back: Vec<_> = one_way.iter().map(|&(i, j, n)| (j, i, n)).collect();
            prop_assert_eq!(super::glcm::pairs(&grid, step, true), merge([one_way, back].concat()));
        }
    }
}
