//! Grey level run length matrix (GLRLM): rows of the table of features.

use super::entry::{Compute, Entry, Family};
use super::unit::Unit;
use crate::features::class::Class;
use crate::features::size_matrix_features as matrix;

pub(super) const FAMILY: Family = Family {
    class: Class::Glrlm,
    title: "Grey level run length matrix (GLRLM)",
    what: "Runs: how long the grey level stays the same along a line.",
    symbols: &[
        ("P(i, j)", "number of runs of grey level i that are j voxels long"),
        ("N", "number of runs, Σ P(i, j)"),
        ("p(i, j)", "P(i, j) / N"),
        ("P_i, P_j", "sums of P(i, j) over j and over i"),
        ("N_p", "number of voxels, Σ P(i, j) j"),
        ("ī, j̄", "means Σ p(i, j) i and Σ p(i, j) j"),
        ("N_g", "number of grey levels"),
        ("ε", "2⁻⁵²"),
    ],
    source: "Galloway 1975; PyRadiomics 3.0.1. There is a matrix for each of 13 directions (4 in a plane); a \
        feature is the mean over directions. With weightingNorm all directions make one matrix.",
    example: "the row 1 1 2 has the runs (level 1, length 2) and (level 2, length 1) along x: N = 2, N_p = 3, \
        ShortRunEmphasis = (1/4 + 1/1) / 2 = 0.625, RunPercentage = 2/3.",
    differs: "IBSI has no ε. What is given here is IBSI's aggregation 3D, averaged over directions.",
    rows: ROWS,
};

const BASE: Entry = Entry { class: Class::Glrlm, ..Entry::BLANK };

static ROWS: &[Entry] = &[
    Entry {
        name: "GrayLevelNonUniformity",
        ibsi: Some("R5YN"),
        formula: "Σ_i P_i² / N",
        range: "N / N_g to N",
        meaning: "How unequally the runs are spread over the grey levels; it grows with the number of runs.",
        compute: Compute::Glrlm(matrix::level_non_uniformity),
        ..BASE
    },
    Entry {
        name: "GrayLevelNonUniformityNormalized",
        ibsi: Some("OVBL"),
        formula: "Σ_i P_i² / N²",
        range: "1 / N_g to 1",
        meaning: "The chance that two runs drawn at random have the same grey level: high where one level \
            prevails.",
        compute: Compute::Glrlm(matrix::level_non_uniformity_normalized),
        ..BASE
    },
    Entry {
        name: "GrayLevelVariance",
        ibsi: Some("8CE5"),
        formula: "Σ_i Σ_j p(i, j) (i − ī)²",
        range: "0 to (N_g − 1)² / 4",
        meaning: "Spread of the grey levels of the runs.",
        compute: Compute::Glrlm(matrix::level_variance),
        ..BASE
    },
    Entry {
        name: "HighGrayLevelRunEmphasis",
        ibsi: Some("G3QZ"),
        formula: "Σ_i P_i i² / N",
        range: "1 to N_g²",
        meaning: "High where runs are bright.",
        compute: Compute::Glrlm(matrix::high_level_emphasis),
        ..BASE
    },
    Entry {
        name: "LongRunEmphasis",
        ibsi: Some("W4KF"),
        formula: "Σ_j P_j j² / N",
        range: "1 or more",
        meaning: "High where runs are long: a coarse texture.",
        compute: Compute::Glrlm(matrix::large_emphasis),
        ..BASE
    },
    Entry {
        name: "LongRunHighGrayLevelEmphasis",
        ibsi: Some("3KUM"),
        formula: "Σ_i Σ_j P(i, j) i² j² / N",
        range: "1 or more",
        meaning: "High where there are long bright runs.",
        compute: Compute::Glrlm(matrix::large_high_emphasis),
        ..BASE
    },
    Entry {
        name: "LongRunLowGrayLevelEmphasis",
        ibsi: Some("IVPO"),
        formula: "Σ_i Σ_j P(i, j) j² / i² / N",
        range: "above 0",
        meaning: "High where there are long dark runs.",
        compute: Compute::Glrlm(matrix::large_low_emphasis),
        ..BASE
    },
    Entry {
        name: "LowGrayLevelRunEmphasis",
        ibsi: Some("V3SW"),
        formula: "Σ_i P_i / i² / N",
        range: "1 / N_g² to 1",
        meaning: "High where runs are dark.",
        compute: Compute::Glrlm(matrix::low_level_emphasis),
        ..BASE
    },
    Entry {
        name: "RunEntropy",
        ibsi: Some("HJ9O"),
        unit: Unit::BIT,
        formula: "−Σ_i Σ_j p(i, j) log2(p(i, j) + ε)",
        range: "0 or more",
        meaning: "How varied the runs are in grey level and length: 0 when all are the same.",
        differs: "IBSI has no ε.",
        compute: Compute::Glrlm(matrix::entropy),
        ..BASE
    },
    Entry {
        name: "RunLengthNonUniformity",
        ibsi: Some("W92Y"),
        formula: "Σ_j P_j² / N",
        range: "above 0, at most N",
        meaning: "How unequally the runs are spread over the lengths; it grows with the number of runs.",
        compute: Compute::Glrlm(matrix::size_non_uniformity),
        ..BASE
    },
    Entry {
        name: "RunLengthNonUniformityNormalized",
        ibsi: Some("IC23"),
        formula: "Σ_j P_j² / N²",
        range: "above 0, at most 1",
        meaning: "The chance that two runs drawn at random are equally long.",
        compute: Compute::Glrlm(matrix::size_non_uniformity_normalized),
        ..BASE
    },
    Entry {
        name: "RunPercentage",
        ibsi: Some("9ZK5"),
        formula: "N / N_p",
        range: "above 0, at most 1",
        meaning: "Runs per voxel: 1 when every voxel is a run by itself (fine texture), small when runs are long.",
        compute: Compute::Glrlm(matrix::percentage),
        ..BASE
    },
    Entry {
        name: "RunVariance",
        ibsi: Some("SXLW"),
        formula: "Σ_i Σ_j p(i, j) (j − j̄)²",
        range: "0 or more",
        meaning: "Spread of the lengths of the runs.",
        compute: Compute::Glrlm(matrix::size_variance),
        ..BASE
    },
    Entry {
        name: "ShortRunEmphasis",
        ibsi: Some("22OV"),
        formula: "Σ_j P_j / j² / N",
        range: "above 0, at most 1",
        meaning: "High where runs are short: a fine texture.",
        compute: Compute::Glrlm(matrix::small_emphasis),
        ..BASE
    },
    Entry {
        name: "ShortRunHighGrayLevelEmphasis",
        ibsi: Some("GD3A"),
        formula: "Σ_i Σ_j P(i, j) i² / j² / N",
        range: "above 0, at most N_g²",
        meaning: "High where there are short bright runs.",
        compute: Compute::Glrlm(matrix::small_high_emphasis),
        ..BASE
    },
    Entry {
        name: "ShortRunLowGrayLevelEmphasis",
        ibsi: Some("HTZT"),
        formula: "Σ_i Σ_j P(i, j) / (i² j²) / N",
        range: "above 0, at most 1",
        meaning: "High where there are short dark runs.",
        compute: Compute::Glrlm(matrix::small_low_emphasis),
        ..BASE
    },
];
