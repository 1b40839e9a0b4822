//! Shape in a plane (shape2D): rows of the table of features.

use super::entry::{Compute, Entry, Family};
use super::unit::Unit;
use crate::features::class::Class;
use crate::features::shape::planar;

pub(super) const FAMILY: Family = Family {
    class: Class::Shape2D,
    title: "Shape in a plane (shape2D)",
    what: "Size and form of a region one voxel thick. Only with force2D.",
    symbols: &[
        (
            "S, P",
            "area (mm²) and perimeter (mm) of the polygon that passes half-way between pixels inside and \
             outside the mask",
        ),
        ("vertices", "corners of that polygon"),
        ("N", "number of pixels"),
        ("λ_1 ≥ λ_2", "eigenvalues (mm²) of the covariance, over N, of the pixel centres"),
    ],
    source: "PyRadiomics 3.0.1.",
    example: "a single pixel of 1 mm: a square on its tip, S = 0.5, P = 2 √2.",
    differs: "Not in IBSI.",
    rows: ROWS,
};

const BASE: Entry = Entry { class: Class::Shape2D, ..Entry::BLANK };

static ROWS: &[Entry] = &[
    Entry {
        name: "Elongation",
        formula: "√(λ_2 / λ_1)",
        range: "0 to 1",
        meaning: "Shorter over longer axis: 1 for a disc, small for a narrow region.",
        differs: "Not in IBSI.",
        compute: Compute::Shape2D(planar::elongation),
        ..BASE
    },
    Entry {
        name: "MajorAxisLength",
        unit: Unit::MM,
        formula: "4 √λ_1",
        range: "0 or more",
        meaning: "Longer axis of the ellipse that has the region's spread of pixels.",
        differs: "Not in IBSI.",
        compute: Compute::Shape2D(planar::major_axis_length),
        ..BASE
    },
    Entry {
        name: "MaximumDiameter",
        unit: Unit::MM,
        formula: "largest distance between two vertices",
        range: "above 0",
        meaning: "Largest diameter in the plane.",
        differs: "Not in IBSI.",
        compute: Compute::Shape2D(planar::maximum_diameter),
        ..BASE
    },
    Entry {
        name: "MeshSurface",
        unit: Unit::MM_2,
        formula: "S",
        range: "above 0",
        meaning: "Area inside the outline, which passes half-way between pixels inside and outside the mask.",
        differs: "Not in IBSI.",
        compute: Compute::Shape2D(planar::mesh_surface),
        ..BASE
    },
    Entry {
        name: "MinorAxisLength",
        unit: Unit::MM,
        formula: "4 √λ_2",
        range: "0 or more",
        meaning: "Shorter axis of the ellipse that has the region's spread of pixels.",
        differs: "Not in IBSI.",
        compute: Compute::Shape2D(planar::minor_axis_length),
        ..BASE
    },
    Entry {
        name: "Perimeter",
        unit: Unit::MM,
        formula: "P",
        range: "above 0",
        meaning: "Length of the outline.",
        differs: "Not in IBSI.",
        compute: Compute::Shape2D(planar::perimeter),
        ..BASE
    },
    Entry {
        name: "PerimeterSurfaceRatio",
        unit: Unit::PER_MM,
        formula: "P / S",
        range: "above 0",
        meaning: "Outline per area: small for compact and for large regions.",
        differs: "Not in IBSI.",
        compute: Compute::Shape2D(planar::perimeter_surface_ratio),
        ..BASE
    },
    Entry {
        name: "PixelSurface",
        unit: Unit::MM_2,
        formula: "N · area of a pixel",
        range: "above 0",
        meaning: "Number of pixels times the area of one.",
        differs: "Not in IBSI.",
        compute: Compute::Shape2D(planar::pixel_surface),
        ..BASE
    },
    Entry {
        name: "SphericalDisproportion",
        formula: "P / (2 √(π S))",
        range: "1 for a disc, or more",
        meaning: "Outline over that of a disc of the same area. Given only when asked for by name: the inverse of \
            Sphericity.",
        differs: "Not in IBSI.",
        by_default: false,
        compute: Compute::Shape2D(planar::spherical_disproportion),
        ..BASE
    },
    Entry {
        name: "Sphericity",
        formula: "2 √(π S) / P",
        range: "above 0, at most 1 for a disc",
        meaning: "How round the region is: the outline of a disc of the same area over that of the region.",
        differs: "Not in IBSI.",
        compute: Compute::Shape2D(planar::sphericity),
        ..BASE
    },
];
