//! What filters there are: one constant table, which the settings, the documentation and the page's lists come from.

/// What values a parameter may have, and which it has when it is not given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Whole number between bounds.
    Integer {
        /// Value when not given.
        default: i64,
        /// Smallest allowed.
        min: i64,
        /// Largest allowed; where PyRadiomics has no bound, what time and memory bear.
        max: i64,
    },
    /// Number above zero.
    Number {
        /// Value when not given.
        default: f64,
        /// Largest allowed.
        max: f64,
    },
    /// List of numbers above zero; none when not given.
    Numbers,
    /// True or false.
    Flag {
        /// Value when not given.
        default: bool,
    },
    /// One of some words.
    Choice {
        /// Value when not given.
        default: &'static str,
        /// The words.
        of: &'static [&'static str],
    },
    /// Name of a wavelet, see [`super::wavelet_names`].
    Wavelet {
        /// Value when not given.
        default: &'static str,
    },
}

/// A parameter that a filter reads from the settings (PyRadiomics merges those of the image type over the global).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parameter {
    /// Key as in a PyRadiomics parameter file.
    pub key: &'static str,
    /// Type, bounds, default.
    pub kind: Kind,
    /// What it does.
    pub what: &'static str,
}

/// One image type.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FilterEntry {
    /// PyRadiomics' `imageType` key.
    pub image_type: &'static str,
    /// What it makes, with its formula.
    pub what: &'static str,
    /// How its images are named; `<…>` is filled in.
    pub names: &'static str,
    /// Parameters it reads.
    pub parameters: &'static [Parameter],
}

const FLAT: Parameter = Parameter {
    key: "force2D",
    kind: Kind::Flag { default: false },
    what: "leave the axis force2Ddimension unfiltered",
};
const FLAT_AXIS: Parameter = Parameter {
    key: "force2Ddimension",
    kind: Kind::Integer { default: 0, min: 0, max: 2 },
    what: "axis across the planes: 0 is z, 1 is y, 2 is x",
};

/// Every image type, in PyRadiomics' order of documentation.
pub const FILTERS: &[FilterEntry] = &[
    FilterEntry { image_type: "Original", what: "the image itself", names: "original", parameters: &[] },
    FilterEntry {
        image_type: "Wavelet",
        what: "undecimated wavelet transform: every low (L) and high (H) pass along x, y, z",
        names: "wavelet<level>-<LH letters of x, y, z>, the level from 2 on",
        parameters: &[
            Parameter { key: "wavelet", kind: Kind::Wavelet { default: "coif1" }, what: "which wavelet" },
            Parameter {
                key: "level",
                kind: Kind::Integer { default: 1, min: 1, max: 16 },
                what: "number of levels of decomposition",
            },
            Parameter {
                key: "start_level",
                kind: Kind::Integer { default: 0, min: 0, max: 16 },
                what: "number of levels passed over first",
            },
            FLAT,
            FLAT_AXIS,
        ],
    },
    FilterEntry {
        image_type: "LoG",
        what: "Laplacian of a Gaussian times sigma²",
        names: "log-sigma-<sigma>-mm-3D",
        parameters: &[Parameter { key: "sigma", kind: Kind::Numbers, what: "widths of the Gaussian, mm" }],
    },
    FilterEntry {
        image_type: "Square",
        what: "x² / max|x|, the maximum over the whole image",
        names: "square",
        parameters: &[],
    },
    FilterEntry {
        image_type: "SquareRoot",
        what: "sign(x) √(|x| max|x|)",
        names: "squareroot",
        parameters: &[],
    },
    FilterEntry {
        image_type: "Logarithm",
        what: "sign(x) ln(|x| + 1) max|x| / ln(max|x| + 1)",
        names: "logarithm",
        parameters: &[],
    },
    FilterEntry {
        image_type: "Exponential",
        what: "exp(x ln(max|x|) / max|x|)",
        names: "exponential",
        parameters: &[],
    },
    FilterEntry {
        image_type: "Gradient",
        what: "magnitude of the gradient by central differences",
        names: "gradient",
        parameters: &[Parameter {
            key: "gradientUseSpacing",
            kind: Kind::Flag { default: true },
            what: "differences by mm instead of by voxel",
        }],
    },
    FilterEntry {
        image_type: "LBP2D",
        what: "local binary pattern in every plane",
        names: "lbp-2D",
        parameters: &[
            Parameter {
                key: "lbp2DRadius",
                kind: Kind::Number { default: 1.0, max: 1e6 },
                what: "radius of the circle of samples, voxels",
            },
            Parameter {
                key: "lbp2DSamples",
                kind: Kind::Integer { default: 8, min: 1, max: 1024 },
                what: "samples on the circle",
            },
            Parameter {
                key: "lbp2DMethod",
                kind: Kind::Choice { default: "uniform", of: &["default", "ror", "uniform", "var"] },
                what: "how the samples become a number",
            },
            FLAT,
            FLAT_AXIS,
        ],
    },
    FilterEntry {
        image_type: "LBP3D",
        what: "local binary pattern on a sphere: norms of its spherical harmonics, kurtosis of its samples",
        names: "lbp-3D-m<level>, lbp-3D-k",
        parameters: &[
            Parameter {
                key: "lbp3DLevels",
                kind: Kind::Integer { default: 2, min: 1, max: 16 },
                what: "degrees of spherical harmonics, from 0 on",
            },
            Parameter {
                key: "lbp3DIcosphereRadius",
                kind: Kind::Number { default: 1.0, max: 1e6 },
                what: "radius of the sphere of samples, voxels",
            },
            Parameter {
                key: "lbp3DIcosphereSubdivision",
                kind: Kind::Integer { default: 1, min: 0, max: 4 },
                what: "times that the icosahedron's faces are divided in four: 10·4^n + 2 samples",
            },
            FLAT,
        ],
    },
];
