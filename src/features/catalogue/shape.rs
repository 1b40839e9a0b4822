//! Shape: rows of the table of features.

use super::entry::{Compute, Entry, Family};
use super::unit::Unit;
use crate::features::class::Class;
use crate::features::shape;

pub(super) const FAMILY: Family = Family {
    class: Class::Shape,
    title: "Shape",
    what: "Size and form of the region, without regard to intensity.",
    symbols: &[
        (
            "A, V",
            "area (mm²) and volume (mm³) of the marching cubes mesh that passes half-way between voxels \
             inside and outside the mask",
        ),
        ("vertices", "corners of that mesh"),
        ("N", "number of voxels"),
        ("λ_1 ≥ λ_2 ≥ λ_3", "eigenvalues (mm²) of the covariance, over N, of the voxel centres"),
        ("x, y, z", "axes of the image's grid: a slice is a plane of constant z"),
    ],
    source: "PyRadiomics 3.0.1.",
    example: "a single voxel of 1 mm: the mesh is an octahedron with corners half a millimetre from the centre, V \
        = 1/6, A = √3, Maximum3DDiameter = 1.",
    differs: "IBSI takes the covariance over N − 1; ratios of axes are the same.",
    rows: ROWS,
};

const BASE: Entry = Entry { class: Class::Shape, ..Entry::BLANK };

static ROWS: &[Entry] = &[
    Entry {
        name: "Compactness1",
        ibsi: Some("SKGS"),
        formula: "V / √(π A³)",
        range: "above 0, at most 1 / (6 π) = 0.053 for a ball",
        meaning: "How ball-like the region is. Given only when asked for by name, because it says the same as \
            Sphericity.",
        by_default: false,
        compute: Compute::Shape(shape::compactness_1),
        ..BASE
    },
    Entry {
        name: "Compactness2",
        ibsi: Some("BQWJ"),
        formula: "36 π V² / A³",
        range: "above 0, at most 1 for a ball",
        meaning: "How ball-like the region is: the cube of Sphericity. Given only when asked for by name.",
        by_default: false,
        compute: Compute::Shape(shape::compactness_2),
        ..BASE
    },
    Entry {
        name: "Elongation",
        ibsi: Some("Q3CK"),
        formula: "√(λ_2 / λ_1)",
        range: "0 to 1",
        meaning: "Second longest over longest axis: 1 for a ball, small for a long and narrow region.",
        compute: Compute::Shape(shape::elongation),
        ..BASE
    },
    Entry {
        name: "Flatness",
        ibsi: Some("N17B"),
        formula: "√(λ_3 / λ_1)",
        range: "0 to 1",
        meaning: "Shortest over longest axis: 1 for a ball, 0 for a region in one plane.",
        compute: Compute::Shape(shape::flatness),
        ..BASE
    },
    Entry {
        name: "LeastAxisLength",
        ibsi: Some("7J51"),
        unit: Unit::MM,
        formula: "4 √λ_3",
        range: "0 or more",
        meaning: "Shortest axis of the ellipsoid that has the region's spread of voxels.",
        differs: "IBSI takes the covariance over N − 1, so its axes are longer by √(N / (N − 1)).",
        compute: Compute::Shape(shape::least_axis_length),
        ..BASE
    },
    Entry {
        name: "MajorAxisLength",
        ibsi: Some("TDIC"),
        unit: Unit::MM,
        formula: "4 √λ_1",
        range: "0 or more",
        meaning: "Longest axis of the ellipsoid that has the region's spread of voxels.",
        differs: "IBSI takes the covariance over N − 1, so its axes are longer by √(N / (N − 1)).",
        compute: Compute::Shape(shape::major_axis_length),
        ..BASE
    },
    Entry {
        name: "Maximum2DDiameterColumn",
        unit: Unit::MM,
        formula: "largest distance between two vertices of equal y",
        range: "above 0",
        meaning: "Largest diameter in any plane across y.",
        differs: "Not in IBSI.",
        compute: Compute::Shape(shape::maximum_2d_diameter_column),
        ..BASE
    },
    Entry {
        name: "Maximum2DDiameterRow",
        unit: Unit::MM,
        formula: "largest distance between two vertices of equal x",
        range: "above 0",
        meaning: "Largest diameter in any plane across x.",
        differs: "Not in IBSI.",
        compute: Compute::Shape(shape::maximum_2d_diameter_row),
        ..BASE
    },
    Entry {
        name: "Maximum2DDiameterSlice",
        unit: Unit::MM,
        formula: "largest distance between two vertices of equal z",
        range: "above 0",
        meaning: "Largest diameter in any slice, as a radiologist would measure it in the acquired plane.",
        differs: "Not in IBSI.",
        compute: Compute::Shape(shape::maximum_2d_diameter_slice),
        ..BASE
    },
    Entry {
        name: "Maximum3DDiameter",
        ibsi: Some("L0JK"),
        unit: Unit::MM,
        formula: "largest distance between two vertices",
        range: "above 0",
        meaning: "Largest diameter in any direction.",
        compute: Compute::Shape(shape::maximum_3d_diameter),
        ..BASE
    },
    Entry {
        name: "MeshVolume",
        ibsi: Some("RNU0"),
        unit: Unit::MM_3,
        formula: "V",
        range: "above 0",
        meaning: "Volume inside the surface, which passes half-way between voxels inside and outside the mask.",
        differs: "The tables that resolve ambiguous cubes differ between programs, by up to a thousandth.",
        compute: Compute::Shape(shape::mesh_volume),
        ..BASE
    },
    Entry {
        name: "MinorAxisLength",
        ibsi: Some("P9VJ"),
        unit: Unit::MM,
        formula: "4 √λ_2",
        range: "0 or more",
        meaning: "Second longest axis of the ellipsoid that has the region's spread of voxels.",
        differs: "IBSI takes the covariance over N − 1, so its axes are longer by √(N / (N − 1)).",
        compute: Compute::Shape(shape::minor_axis_length),
        ..BASE
    },
    Entry {
        name: "SphericalDisproportion",
        ibsi: Some("KRCK"),
        formula: "A / (36 π V²)^(1/3)",
        range: "1 for a ball, or more",
        meaning: "Area of the surface over that of a ball of the same volume. Given only when asked for by name: \
            the inverse of Sphericity.",
        by_default: false,
        compute: Compute::Shape(shape::spherical_disproportion),
        ..BASE
    },
    Entry {
        name: "Sphericity",
        ibsi: Some("QCFX"),
        formula: "(36 π V²)^(1/3) / A",
        range: "above 0, at most 1 for a ball",
        meaning: "How ball-like the region is: the area of a ball of the same volume over that of the region. \
            Ragged or flat regions have small values.",
        compute: Compute::Shape(shape::sphericity),
        ..BASE
    },
    Entry {
        name: "SurfaceArea",
        ibsi: Some("C0JK"),
        unit: Unit::MM_2,
        formula: "A",
        range: "above 0",
        meaning: "Area of the region's surface.",
        compute: Compute::Shape(shape::surface_area),
        ..BASE
    },
    Entry {
        name: "SurfaceVolumeRatio",
        ibsi: Some("2PR5"),
        unit: Unit::PER_MM,
        formula: "A / V",
        range: "above 0",
        meaning: "Surface per volume: small for compact and for large regions.",
        compute: Compute::Shape(shape::surface_volume_ratio),
        ..BASE
    },
    Entry {
        name: "VoxelVolume",
        ibsi: Some("YEKZ"),
        unit: Unit::MM_3,
        formula: "N · volume of a voxel",
        range: "above 0",
        meaning: "Number of voxels times the volume of one; for small regions larger than MeshVolume, whose \
            surface cuts the corners.",
        differs: "IBSI calls it approximate volume.",
        compute: Compute::Shape(shape::voxel_volume),
        ..BASE
    },
];
