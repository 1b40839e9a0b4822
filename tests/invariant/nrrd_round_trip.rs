//! A segmentation written for 3D Slicer reads back as the same map on the same grid.

use discern::read;
use discern::volume::{Geometry, LabelMap, seg_nrrd};
use proptest::prelude::*;

fn map(size: [usize; 3], labels: Vec<i32>, spacing_mm: [f64; 3], origin_mm: [f64; 3]) -> LabelMap {
    let (cos, sin) = (0.8, 0.6);
    let direction = [[cos, 0.0, sin], [0.0, -1.0, 0.0], [-sin, 0.0, cos]];
    LabelMap::new(Geometry { size, spacing_mm, origin_mm, direction }, labels)
}

proptest! {
    #[test]
    fn seg_nrrd_round_trip(
        size in [1usize..6, 1usize..6, 1usize..6],
        seed in prop::collection::vec(prop_oneof![Just(0), 1..300i32], 125),
        spacing_mm in [0.1..9.0f64, 0.1..9.0f64, 0.1..9.0f64],
        origin_mm in [-300.0..300.0f64, -300.0..300.0f64, -300.0..300.0f64],
    ) {
        let labels = map(size, seed[..size.iter().product()].to_vec(), spacing_mm, origin_mm);
        let back = read::labels(&seg_nrrd(&labels, &[(1, "lesion")]).unwrap(), None).unwrap().value;
        prop_assert!(back.iter().eq(labels.iter()));
        prop_assert_eq!(back.geometry.origin_mm, origin_mm);
        for (found, expected) in back.geometry.spacing_mm.into_iter().zip(spacing_mm) {
            prop_assert!((found - expected).abs() < 1e-14 * expected.max(1.0));
        }
    }
}
