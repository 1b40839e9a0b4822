//! First order: rows of the table of features.

use super::entry::{Compute, Entry, Family};
use super::unit::Unit;
use crate::features::class::Class;
use crate::features::firstorder;

pub(super) const FAMILY: Family = Family {
    class: Class::FirstOrder,
    title: "First order",
    what: "The distribution of intensities in the region, without regard to place.",
    symbols: &[
        ("X", "intensities of the voxels in the mask"),
        ("N", "their number"),
        ("X̄", "their mean, Σ X / N"),
        ("m_k", "Σ (X − X̄)^k / N"),
        ("Y, Ȳ, M", "intensities with P_10 ≤ Y ≤ P_90, their mean and their number"),
        (
            "P_10, P_25, P_50, P_75, P_90",
            "percentiles P_q, linear between ranks: position q (N − 1) / 100 of the sorted intensities",
        ),
        ("p_i", "share of the voxels that have grey level i"),
        ("N_g", "number of grey levels (bins) from the first to the last"),
        ("c", "setting voxelArrayShift, 0 by default"),
        ("V", "volume of a voxel, mm³"),
        ("ε", "2⁻⁵², keeps the logarithm finite"),
    ],
    source: "PyRadiomics 3.0.1.",
    example: "X = 1, 2, 3, 6: mean 3, variance (4 + 1 + 0 + 9) / 4 = 3.5, P_10 = 1 + 0.3 · 1 = 1.3, range 5.",
    differs: "IBSI's grey levels of fixed width start at the lower bound of the resegmentation range; PyRadiomics' \
        edges are multiples of binWidth. Entropy and Uniformity depend on it.",
    rows: ROWS,
};

const BASE: Entry = Entry { class: Class::FirstOrder, ..Entry::BLANK };

static ROWS: &[Entry] = &[
    Entry {
        name: "10Percentile",
        ibsi: Some("QG58"),
        unit: Unit::INTENSITY,
        formula: "P_10",
        range: "any",
        meaning: "The intensity that a tenth of the voxels do not exceed: how dark the dark part is, with less \
            weight on single voxels than the minimum.",
        differs: "IBSI leaves open how to interpolate between ranks; here as numpy does.",
        compute: Compute::FirstOrder(firstorder::percentile_10),
        ..BASE
    },
    Entry {
        name: "90Percentile",
        ibsi: Some("8DWT"),
        unit: Unit::INTENSITY,
        formula: "P_90",
        range: "any",
        meaning: "The intensity that nine tenths of the voxels do not exceed: how bright the bright part is, with \
            less weight on single voxels than the maximum.",
        differs: "IBSI leaves open how to interpolate between ranks; here as numpy does.",
        compute: Compute::FirstOrder(firstorder::percentile_90),
        ..BASE
    },
    Entry {
        name: "Energy",
        ibsi: Some("N8CA"),
        unit: Unit::INTENSITY_2,
        formula: "Σ (X + c)²",
        range: "0 or more",
        meaning: "Sum of the squared intensities. It grows with the number of voxels and with brightness, so it \
            says little about either alone.",
        differs: "IBSI has no shift c.",
        compute: Compute::FirstOrder(firstorder::energy),
        ..BASE
    },
    Entry {
        name: "Entropy",
        ibsi: Some("TLU2"),
        unit: Unit::BIT,
        formula: "−Σ_i p_i log2(p_i + ε)",
        range: "0 to log2 N_g",
        meaning: "How unevenly the voxels are spread over the grey levels: 0 when all have one level, highest when \
            every level is equally frequent.",
        differs: "IBSI has no ε.",
        compute: Compute::FirstOrder(firstorder::entropy),
        ..BASE
    },
    Entry {
        name: "InterquartileRange",
        ibsi: Some("SALO"),
        unit: Unit::INTENSITY,
        formula: "P_75 − P_25",
        range: "0 or more",
        meaning: "Spread of the middle half of the intensities; single bright or dark voxels do not change it.",
        compute: Compute::FirstOrder(firstorder::interquartile_range),
        ..BASE
    },
    Entry {
        name: "Kurtosis",
        ibsi: Some("IPH6"),
        formula: "m_4 / m_2²",
        range: "1 or more; 0 for a flat region",
        meaning: "Weight of the tails: 3 for a normal distribution, more where a few voxels lie far from the mean, \
            less where the values form a plateau.",
        differs: "IBSI gives the excess: 3 less.",
        conventional_when_flat: true,
        compute: Compute::FirstOrder(firstorder::kurtosis),
        ..BASE
    },
    Entry {
        name: "Maximum",
        ibsi: Some("84IY"),
        unit: Unit::INTENSITY,
        formula: "max X",
        range: "any",
        meaning: "The brightest voxel.",
        compute: Compute::FirstOrder(firstorder::maximum),
        ..BASE
    },
    Entry {
        name: "MeanAbsoluteDeviation",
        ibsi: Some("4FUA"),
        unit: Unit::INTENSITY,
        formula: "Σ |X − X̄| / N",
        range: "0 or more",
        meaning: "Mean distance of the intensities from their mean; outliers count less than in the variance.",
        compute: Compute::FirstOrder(firstorder::mean_absolute_deviation),
        ..BASE
    },
    Entry {
        name: "Mean",
        ibsi: Some("Q4LE"),
        unit: Unit::INTENSITY,
        formula: "Σ X / N",
        range: "any",
        meaning: "Average brightness.",
        compute: Compute::FirstOrder(firstorder::mean),
        ..BASE
    },
    Entry {
        name: "Median",
        ibsi: Some("Y12H"),
        unit: Unit::INTENSITY,
        formula: "P_50",
        range: "any",
        meaning: "The intensity in the middle: half of the voxels are darker, half are brighter.",
        compute: Compute::FirstOrder(firstorder::median),
        ..BASE
    },
    Entry {
        name: "Minimum",
        ibsi: Some("1GSF"),
        unit: Unit::INTENSITY,
        formula: "min X",
        range: "any",
        meaning: "The darkest voxel.",
        compute: Compute::FirstOrder(firstorder::minimum),
        ..BASE
    },
    Entry {
        name: "Range",
        ibsi: Some("2OJQ"),
        unit: Unit::INTENSITY,
        formula: "max X − min X",
        range: "0 or more",
        meaning: "Difference between the brightest and the darkest voxel.",
        compute: Compute::FirstOrder(firstorder::range),
        ..BASE
    },
    Entry {
        name: "RobustMeanAbsoluteDeviation",
        ibsi: Some("1128"),
        unit: Unit::INTENSITY,
        formula: "Σ |Y − Ȳ| / M",
        range: "0 or more",
        meaning: "Mean distance from the mean within the middle eighty per cent of the intensities: spread without \
            the extremes.",
        compute: Compute::FirstOrder(firstorder::robust_mean_absolute_deviation),
        ..BASE
    },
    Entry {
        name: "RootMeanSquared",
        ibsi: Some("5ZWQ"),
        unit: Unit::INTENSITY,
        formula: "√(Σ (X + c)² / N)",
        range: "0 or more",
        meaning: "Typical size of the intensities, whatever their sign; bright voxels count more than in the mean.",
        differs: "IBSI has no shift c.",
        compute: Compute::FirstOrder(firstorder::root_mean_squared),
        ..BASE
    },
    Entry {
        name: "Skewness",
        ibsi: Some("KE2A"),
        formula: "m_3 / m_2^1.5",
        range: "any; 0 for a flat region",
        meaning: "Asymmetry of the intensities: positive when a tail of bright voxels lies beyond the bulk, \
            negative when the tail is dark.",
        conventional_when_flat: true,
        compute: Compute::FirstOrder(firstorder::skewness),
        ..BASE
    },
    Entry {
        name: "StandardDeviation",
        unit: Unit::INTENSITY,
        formula: "√m_2",
        range: "0 or more",
        meaning: "Spread of the intensities about their mean. Given only when asked for by name, because it is the \
            root of Variance.",
        differs: "IBSI has the variance only.",
        by_default: false,
        compute: Compute::FirstOrder(firstorder::standard_deviation),
        ..BASE
    },
    Entry {
        name: "TotalEnergy",
        unit: Unit::INTENSITY_2_MM_3,
        formula: "V Σ (X + c)²",
        range: "0 or more",
        meaning: "Energy times the volume of a voxel, so that scans with other voxel sizes can be compared.",
        differs: "Not in IBSI.",
        compute: Compute::FirstOrder(firstorder::total_energy),
        ..BASE
    },
    Entry {
        name: "Uniformity",
        ibsi: Some("BJ5W"),
        formula: "Σ_i p_i²",
        range: "1 / N_g to 1",
        meaning: "How uniform the region is: the chance that two voxels drawn at random share a grey level; 1 when \
            all do.",
        compute: Compute::FirstOrder(firstorder::uniformity),
        ..BASE
    },
    Entry {
        name: "Variance",
        ibsi: Some("ECT3"),
        unit: Unit::INTENSITY_2,
        formula: "m_2",
        range: "0 or more",
        meaning: "Mean squared distance of the intensities from their mean.",
        compute: Compute::FirstOrder(firstorder::variance),
        ..BASE
    },
];
