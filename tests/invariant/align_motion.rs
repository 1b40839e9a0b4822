//! A mask carried to another grid does not depend on where in the world both lie, nor on the order of voxels.

use discern::align;
use discern::volume::{Geometry, LabelMap, Mask};
use proptest::prelude::*;

/// Rotation about z, then about x.
fn rotation(z: f64, x: f64) -> [[f64; 3]; 3] {
    let part = |angle: f64| {
        let half = angle / 2.0;
        let length = 1.0 + half * half;
        ((1.0 - half * half) / length, 2.0 * half / length)
    };
    let ((cz, sz), (cx, sx)) = (part(z), part(x));
    [[cz, -sz, 0.0], [cx * sz, cx * cz, -sx], [sx * sz, sx * cz, cx]]
}

fn times(a: &[[f64; 3]; 3], b: &[[f64; 3]; 3]) -> [[f64; 3]; 3] {
    std::array::from_fn(|i| std::array::from_fn(|j| (0..3).map(|k| a[i][k] * b[k][j]).sum()))
}

/// The grid carried along by a rotation about the world's origin and a shift.
fn moved(grid: &Geometry, turn: &[[f64; 3]; 3], shift: [f64; 3]) -> Geometry {
    let origin_mm =
        std::array::from_fn(|row| shift[row] + (0..3).map(|k| turn[row][k] * grid.origin_mm[k]).sum::<f64>());
    Geometry { origin_mm, direction: times(turn, &grid.direction), ..*grid }
}

/// Grids whose middles lie within 2 mm of the world's origin, so that any two overlap.
fn grid() -> impl Strategy<Value = Geometry> {
    let size = [6..14usize, 6..14, 6..14];
    let spacing = [0.7..2.3f64, 0.7..2.3, 0.7..2.3];
    let middle = [-1.0..1.0f64, -1.0..1.0, -1.0..1.0];
    (size, spacing, middle, -0.6..0.6f64, -0.6..0.6f64).prop_map(|(size, spacing_mm, middle_mm, z, x)| {
        let mut grid = Geometry { size, spacing_mm, origin_mm: [0.0; 3], direction: rotation(z, x) };
        let middle = grid.world_from_voxel(size.map(|n| (n as f64 - 1.0) / 2.0));
        grid.origin_mm = std::array::from_fn(|row| middle_mm[row] - middle[row]);
        grid
    })
}

/// A block of label 1 in the middle of the grid.
fn block(grid: Geometry) -> LabelMap {
    let mut voxels = vec![0; grid.voxels()];
    for z in 1..grid.size[2] - 1 {
        for y in 2..grid.size[1] - 2 {
            for x in 1..grid.size[0] - 2 {
                voxels[grid.index([x, y, z])] = 1;
            }
        }
    }
    LabelMap::new(grid, voxels)
}

/// The image's grid with its voxels stored in the opposite order along every axis.
fn reversed(grid: &Geometry) -> Geometry {
    let last = grid.size.map(|n| n as f64 - 1.0);
    Geometry {
        origin_mm: grid.world_from_voxel(last),
        direction: grid.direction.map(|row| row.map(|entry| -entry)),
        ..*grid
    }
}

fn carried(grid: &Geometry, labels: &LabelMap) -> Mask {
    align::place(grid, labels, 1).expect("the grids overlap").on_image.mask(grid)
}

proptest! {
    #[test]
    fn moving_both_grids_changes_nothing(image in grid(), mask in grid(), z in -3.0..3.0f64, x in -3.0..3.0f64,
                                         shift in [-90.0..90.0f64, -90.0..90.0, -90.0..90.0]) {
        let here = carried(&image, &block(mask));
        prop_assert!(here.voxels.contains(&true));
        let turn = rotation(z, x);
        let there = carried(&moved(&image, &turn, shift), &block(moved(&mask, &turn, shift)));
        prop_assert_eq!(here.voxels, there.voxels);
    }

    #[test]
    fn the_order_of_voxels_changes_nothing(image in grid(), mask in grid()) {
        let forwards = carried(&image, &block(mask)).voxels;
        let mut backwards = carried(&reversed(&image), &block(mask)).voxels;
        backwards.reverse();
        prop_assert_eq!(forwards, backwards);
    }
}
