//! Grey level dependence matrix (GLDM): rows of the table of features.

use super::entry::{Compute, Entry, Family, Withdrawn};
use super::unit::Unit;
use crate::features::class::Class;
use crate::features::size_matrix_features as matrix;

pub(super) const FAMILY: Family = Family {
    class: Class::Gldm,
    title: "Grey level dependence matrix (GLDM)",
    what: "How many neighbours of a voxel have about its grey level.",
    symbols: &[
        (
            "P(i, j)",
            "number of voxels of grey level i with dependence j: 1 for the voxel itself and 1 for each \
             neighbour in the mask whose level differs by at most α (gldm_a)",
        ),
        ("N", "number of voxels, Σ P(i, j)"),
        ("p(i, j)", "P(i, j) / N"),
        ("P_i, P_j", "sums of P(i, j) over j and over i"),
        ("ī, j̄", "means Σ p(i, j) i and Σ p(i, j) j"),
        ("N_g", "number of grey levels"),
        ("ε", "2⁻⁵²"),
    ],
    source: "Sun & Wee 1983; PyRadiomics 3.0.1.",
    example: "the row 1 1 2 with α = 0: dependences 2, 2, 1; LargeDependenceEmphasis = (4 + 4 + 1) / 3 = 3.",
    differs: "IBSI calls the family NGLDM and has no ε.",
    rows: ROWS,
};

const BASE: Entry = Entry { class: Class::Gldm, ..Entry::BLANK };

static ROWS: &[Entry] = &[
    Entry {
        name: "DependenceEntropy",
        ibsi: Some("FCBV"),
        unit: Unit::BIT,
        formula: "−Σ_i Σ_j p(i, j) log2(p(i, j) + ε)",
        range: "0 or more",
        meaning: "How varied the voxels are in grey level and number of dependent neighbours.",
        differs: "IBSI has no ε.",
        compute: Compute::Gldm(matrix::entropy),
        ..BASE
    },
    Entry {
        name: "DependenceNonUniformity",
        ibsi: Some("Z87G"),
        formula: "Σ_j P_j² / N",
        range: "above 0, at most N",
        meaning: "How unequally the voxels are spread over the numbers of dependent neighbours; it grows with the \
            number of voxels.",
        compute: Compute::Gldm(matrix::size_non_uniformity),
        ..BASE
    },
    Entry {
        name: "DependenceNonUniformityNormalized",
        ibsi: Some("OKJI"),
        formula: "Σ_j P_j² / N²",
        range: "above 0, at most 1",
        meaning: "The chance that two voxels drawn at random have equally many dependent neighbours.",
        compute: Compute::Gldm(matrix::size_non_uniformity_normalized),
        ..BASE
    },
    Entry {
        name: "DependencePercentage",
        ibsi: Some("6XV8"),
        meaning: "Withdrawn by PyRadiomics: every voxel is counted, so it is always 1.",
        by_default: false,
        compute: Compute::Withdrawn(Withdrawn::AlwaysOne),
        ..BASE
    },
    Entry {
        name: "DependenceVariance",
        ibsi: Some("DNX2"),
        formula: "Σ_i Σ_j p(i, j) (j − j̄)²",
        range: "0 or more",
        meaning: "Spread of the numbers of dependent neighbours.",
        compute: Compute::Gldm(matrix::size_variance),
        ..BASE
    },
    Entry {
        name: "GrayLevelNonUniformity",
        ibsi: Some("FP8K"),
        formula: "Σ_i P_i² / N",
        range: "N / N_g to N",
        meaning: "How unequally the voxels are spread over the grey levels; it grows with the number of voxels.",
        compute: Compute::Gldm(matrix::level_non_uniformity),
        ..BASE
    },
    Entry {
        name: "GrayLevelNonUniformityNormalized",
        ibsi: Some("5SPA"),
        meaning: "Withdrawn by PyRadiomics: it equals firstorder Uniformity.",
        by_default: false,
        compute: Compute::Withdrawn(Withdrawn::Equals("firstorder Uniformity")),
        ..BASE
    },
    Entry {
        name: "GrayLevelVariance",
        ibsi: Some("1PFV"),
        formula: "Σ_i Σ_j p(i, j) (i − ī)²",
        range: "0 to (N_g − 1)² / 4",
        meaning: "Spread of the grey levels of the voxels.",
        compute: Compute::Gldm(matrix::level_variance),
        ..BASE
    },
    Entry {
        name: "HighGrayLevelEmphasis",
        ibsi: Some("OAE7"),
        formula: "Σ_i P_i i² / N",
        range: "1 to N_g²",
        meaning: "High where voxels are bright.",
        compute: Compute::Gldm(matrix::high_level_emphasis),
        ..BASE
    },
    Entry {
        name: "LargeDependenceEmphasis",
        ibsi: Some("IMOQ"),
        formula: "Σ_j P_j j² / N",
        range: "1 or more",
        meaning: "High where voxels have many like neighbours: a homogeneous texture.",
        differs: "IBSI calls it high dependence emphasis.",
        compute: Compute::Gldm(matrix::large_emphasis),
        ..BASE
    },
    Entry {
        name: "LargeDependenceHighGrayLevelEmphasis",
        ibsi: Some("9QMG"),
        formula: "Σ_i Σ_j P(i, j) i² j² / N",
        range: "1 or more",
        meaning: "High where there are bright voxels with many like neighbours.",
        compute: Compute::Gldm(matrix::large_high_emphasis),
        ..BASE
    },
    Entry {
        name: "LargeDependenceLowGrayLevelEmphasis",
        ibsi: Some("NBZI"),
        formula: "Σ_i Σ_j P(i, j) j² / i² / N",
        range: "above 0",
        meaning: "High where there are dark voxels with many like neighbours.",
        compute: Compute::Gldm(matrix::large_low_emphasis),
        ..BASE
    },
    Entry {
        name: "LowGrayLevelEmphasis",
        ibsi: Some("TL9H"),
        formula: "Σ_i P_i / i² / N",
        range: "1 / N_g² to 1",
        meaning: "High where voxels are dark.",
        compute: Compute::Gldm(matrix::low_level_emphasis),
        ..BASE
    },
    Entry {
        name: "SmallDependenceEmphasis",
        ibsi: Some("SODN"),
        formula: "Σ_j P_j / j² / N",
        range: "above 0, at most 1",
        meaning: "High where voxels have few like neighbours: a busy texture.",
        differs: "IBSI calls it low dependence emphasis.",
        compute: Compute::Gldm(matrix::small_emphasis),
        ..BASE
    },
    Entry {
        name: "SmallDependenceHighGrayLevelEmphasis",
        ibsi: Some("JA6D"),
        formula: "Σ_i Σ_j P(i, j) i² / j² / N",
        range: "above 0, at most N_g²",
        meaning: "High where there are bright voxels with few like neighbours.",
        compute: Compute::Gldm(matrix::small_high_emphasis),
        ..BASE
    },
    Entry {
        name: "SmallDependenceLowGrayLevelEmphasis",
        ibsi: Some("EQ3F"),
        formula: "Σ_i Σ_j P(i, j) / (i² j²) / N",
        range: "above 0, at most 1",
        meaning: "High where there are dark voxels with few like neighbours.",
        compute: Compute::Gldm(matrix::small_low_emphasis),
        ..BASE
    },
];
