//! Grey level size zone matrix (GLSZM): rows of the table of features.

use super::entry::{Compute, Entry, Family};
use super::unit::Unit;
use crate::features::class::Class;
use crate::features::size_matrix_features as matrix;

pub(super) const FAMILY: Family = Family {
    class: Class::Glszm,
    title: "Grey level size zone matrix (GLSZM)",
    what: "Zones: connected voxels of one grey level; voxels that touch by face, edge or corner are connected.",
    symbols: &[
        ("P(i, j)", "number of zones of grey level i that are j voxels large"),
        ("N", "number of zones, Σ P(i, j)"),
        ("p(i, j)", "P(i, j) / N"),
        ("P_i, P_j", "sums of P(i, j) over j and over i"),
        ("N_p", "number of voxels, Σ P(i, j) j"),
        ("ī, j̄", "means Σ p(i, j) i and Σ p(i, j) j"),
        ("N_g", "number of grey levels"),
        ("ε", "2⁻⁵²"),
    ],
    source: "Thibault et al. 2009; PyRadiomics 3.0.1.",
    example: "the row 1 1 2 has the zones (level 1, size 2) and (level 2, size 1): N = 2, N_p = 3, ZonePercentage \
        = 2/3.",
    differs: "IBSI has no ε.",
    rows: ROWS,
};

const BASE: Entry = Entry { class: Class::Glszm, ..Entry::BLANK };

static ROWS: &[Entry] = &[
    Entry {
        name: "GrayLevelNonUniformity",
        ibsi: Some("JNSA"),
        formula: "Σ_i P_i² / N",
        range: "N / N_g to N",
        meaning: "How unequally the zones are spread over the grey levels; it grows with the number of zones.",
        compute: Compute::Glszm(matrix::level_non_uniformity),
        ..BASE
    },
    Entry {
        name: "GrayLevelNonUniformityNormalized",
        ibsi: Some("Y1RO"),
        formula: "Σ_i P_i² / N²",
        range: "1 / N_g to 1",
        meaning: "The chance that two zones drawn at random have the same grey level: high where one level \
            prevails.",
        compute: Compute::Glszm(matrix::level_non_uniformity_normalized),
        ..BASE
    },
    Entry {
        name: "GrayLevelVariance",
        ibsi: Some("BYLV"),
        formula: "Σ_i Σ_j p(i, j) (i − ī)²",
        range: "0 to (N_g − 1)² / 4",
        meaning: "Spread of the grey levels of the zones.",
        compute: Compute::Glszm(matrix::level_variance),
        ..BASE
    },
    Entry {
        name: "HighGrayLevelZoneEmphasis",
        ibsi: Some("5GN9"),
        formula: "Σ_i P_i i² / N",
        range: "1 to N_g²",
        meaning: "High where zones are bright.",
        compute: Compute::Glszm(matrix::high_level_emphasis),
        ..BASE
    },
    Entry {
        name: "LargeAreaEmphasis",
        ibsi: Some("48P8"),
        formula: "Σ_j P_j j² / N",
        range: "1 or more",
        meaning: "High where zones are large: a coarse texture.",
        differs: "IBSI calls it large zone emphasis.",
        compute: Compute::Glszm(matrix::large_emphasis),
        ..BASE
    },
    Entry {
        name: "LargeAreaHighGrayLevelEmphasis",
        ibsi: Some("J17V"),
        formula: "Σ_i Σ_j P(i, j) i² j² / N",
        range: "1 or more",
        meaning: "High where there are large bright zones.",
        compute: Compute::Glszm(matrix::large_high_emphasis),
        ..BASE
    },
    Entry {
        name: "LargeAreaLowGrayLevelEmphasis",
        ibsi: Some("YH51"),
        formula: "Σ_i Σ_j P(i, j) j² / i² / N",
        range: "above 0",
        meaning: "High where there are large dark zones.",
        compute: Compute::Glszm(matrix::large_low_emphasis),
        ..BASE
    },
    Entry {
        name: "LowGrayLevelZoneEmphasis",
        ibsi: Some("XMSY"),
        formula: "Σ_i P_i / i² / N",
        range: "1 / N_g² to 1",
        meaning: "High where zones are dark.",
        compute: Compute::Glszm(matrix::low_level_emphasis),
        ..BASE
    },
    Entry {
        name: "SizeZoneNonUniformity",
        ibsi: Some("4JP3"),
        formula: "Σ_j P_j² / N",
        range: "above 0, at most N",
        meaning: "How unequally the zones are spread over the sizes; it grows with the number of zones.",
        compute: Compute::Glszm(matrix::size_non_uniformity),
        ..BASE
    },
    Entry {
        name: "SizeZoneNonUniformityNormalized",
        ibsi: Some("VB3A"),
        formula: "Σ_j P_j² / N²",
        range: "above 0, at most 1",
        meaning: "The chance that two zones drawn at random are equally large.",
        compute: Compute::Glszm(matrix::size_non_uniformity_normalized),
        ..BASE
    },
    Entry {
        name: "SmallAreaEmphasis",
        ibsi: Some("5QRC"),
        formula: "Σ_j P_j / j² / N",
        range: "above 0, at most 1",
        meaning: "High where zones are small: a fine texture.",
        differs: "IBSI calls it small zone emphasis.",
        compute: Compute::Glszm(matrix::small_emphasis),
        ..BASE
    },
    Entry {
        name: "SmallAreaHighGrayLevelEmphasis",
        ibsi: Some("HW1V"),
        formula: "Σ_i Σ_j P(i, j) i² / j² / N",
        range: "above 0, at most N_g²",
        meaning: "High where there are small bright zones.",
        compute: Compute::Glszm(matrix::small_high_emphasis),
        ..BASE
    },
    Entry {
        name: "SmallAreaLowGrayLevelEmphasis",
        ibsi: Some("5RAI"),
        formula: "Σ_i Σ_j P(i, j) / (i² j²) / N",
        range: "above 0, at most 1",
        meaning: "High where there are small dark zones.",
        compute: Compute::Glszm(matrix::small_low_emphasis),
        ..BASE
    },
    Entry {
        name: "ZoneEntropy",
        ibsi: Some("GU8N"),
        unit: Unit::BIT,
        formula: "−Σ_i Σ_j p(i, j) log2(p(i, j) + ε)",
        range: "0 or more",
        meaning: "How varied the zones are in grey level and size: 0 when all are the same.",
        differs: "IBSI has no ε.",
        compute: Compute::Glszm(matrix::entropy),
        ..BASE
    },
    Entry {
        name: "ZonePercentage",
        ibsi: Some("P30P"),
        formula: "N / N_p",
        range: "above 0, at most 1",
        meaning: "Zones per voxel: 1 when every voxel is a zone by itself (fine texture), small when zones are \
            large.",
        compute: Compute::Glszm(matrix::percentage),
        ..BASE
    },
    Entry {
        name: "ZoneVariance",
        ibsi: Some("3NSA"),
        formula: "Σ_i Σ_j p(i, j) (j − j̄)²",
        range: "0 or more",
        meaning: "Spread of the sizes of the zones.",
        compute: Compute::Glszm(matrix::size_variance),
        ..BASE
    },
];
