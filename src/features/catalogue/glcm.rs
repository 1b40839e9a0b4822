//! Grey level co-occurrence matrix (GLCM): rows of the table of features.

use super::entry::{Compute, Entry, Family, Withdrawn};
use super::unit::Unit;
use crate::features::class::Class;
use crate::features::glcm;

pub(super) const FAMILY: Family = Family {
    class: Class::Glcm,
    title: "Grey level co-occurrence matrix (GLCM)",
    what: "Which grey levels lie beside which.",
    symbols: &[
        (
            "p(i, j)",
            "share of the voxel pairs, one step apart, with grey level i at the first voxel and j at the \
             second; counted both ways unless symmetricalGLCM is off",
        ),
        ("p_x(i), p_y(j)", "sums of p(i, j) over j and over i"),
        ("µ_x, µ_y, σ_x, σ_y", "means and standard deviations of the levels under p_x and p_y"),
        ("p_{x+y}(k)", "share of the pairs with i + j = k"),
        ("p_{x−y}(k)", "share of the pairs with |i − j| = k"),
        ("N_g", "the largest grey level of the region, levels counted from 1"),
        ("HX, HY", "entropies of p_x and p_y: −Σ_i p_x(i) log2(p_x(i) + ε) and the same of p_y"),
        ("HXY", "joint entropy: −Σ_i Σ_j p(i, j) log2(p(i, j) + ε)"),
        ("HXY1", "−Σ_i Σ_j p(i, j) log2(p_x(i) p_y(j) + ε)"),
        ("HXY2", "−Σ_i Σ_j p_x(i) p_y(j) log2(p_x(i) p_y(j) + ε)"),
        ("Q", "matrix Q(i, j) = Σ_k p(i, k) p(j, k) / (p_x(i) p_y(k) + ε)"),
        ("ε", "2⁻⁵²"),
    ],
    source: "Haralick et al. 1973; PyRadiomics 3.0.1. There is a matrix for each of 13 directions (4 in a plane); \
        a feature is the mean over the directions that have any pair. With weightingNorm all directions make \
        one matrix.",
    example: "the row 1 1 2 along x has the pairs (1, 1) and (1, 2); counted both ways p = [[2, 1], [1, 0]] / 4; \
        Contrast = 2/4 · 1² = 0.5, JointAverage = (3 · 1 + 1 · 2) / 4 = 1.25.",
    differs: "IBSI has no ε. What is given here is IBSI's aggregation 3D, averaged over directions.",
    rows: ROWS,
};

const BASE: Entry = Entry { class: Class::Glcm, ..Entry::BLANK };

static ROWS: &[Entry] = &[
    Entry {
        name: "Autocorrelation",
        ibsi: Some("QWB0"),
        formula: "Σ_i Σ_j p(i, j) i j",
        range: "1 to N_g²",
        meaning: "Mean product of neighbouring grey levels: high where bright voxels lie beside bright ones.",
        compute: Compute::Glcm(glcm::autocorrelation),
        ..BASE
    },
    Entry {
        name: "ClusterProminence",
        ibsi: Some("AE86"),
        formula: "Σ_i Σ_j p(i, j) (i + j − µ_x − µ_y)⁴",
        range: "0 or more",
        meaning: "How far pairs of neighbours lie, together, from the mean; the fourth power lets a few bright or \
            dark clusters dominate.",
        compute: Compute::Glcm(glcm::cluster_prominence),
        ..BASE
    },
    Entry {
        name: "ClusterShade",
        ibsi: Some("7NFM"),
        formula: "Σ_i Σ_j p(i, j) (i + j − µ_x − µ_y)³",
        range: "any",
        meaning: "Asymmetry of pairs of neighbours about the mean: positive for bright clusters in a darker \
            region, negative for dark clusters.",
        compute: Compute::Glcm(glcm::cluster_shade),
        ..BASE
    },
    Entry {
        name: "ClusterTendency",
        ibsi: Some("DG8W"),
        formula: "Σ_i Σ_j p(i, j) (i + j − µ_x − µ_y)²",
        range: "0 or more",
        meaning: "How strongly voxels form groups of like brightness.",
        compute: Compute::Glcm(glcm::cluster_tendency),
        ..BASE
    },
    Entry {
        name: "Contrast",
        ibsi: Some("ACUI"),
        formula: "Σ_i Σ_j p(i, j) (i − j)²",
        range: "0 to (N_g − 1)²",
        meaning: "Local variation: the mean squared step in grey level between neighbours; 0 where neighbours are \
            always alike.",
        compute: Compute::Glcm(glcm::contrast),
        ..BASE
    },
    Entry {
        name: "Correlation",
        ibsi: Some("NI2N"),
        formula: "Σ_i Σ_j p(i, j) (i − µ_x) (j − µ_y) / (σ_x σ_y + ε)",
        range: "−1 to 1; 1 where σ_x σ_y = 0",
        meaning: "How well a voxel's grey level predicts its neighbour's on a straight line: 1 in a smooth \
            gradient, 0 in noise.",
        differs: "IBSI has no ε. It leaves the value of a flat region open.",
        conventional_when_flat: true,
        compute: Compute::Glcm(glcm::correlation),
        ..BASE
    },
    Entry {
        name: "DifferenceAverage",
        ibsi: Some("TF7R"),
        formula: "Σ_k k p_{x−y}(k)",
        range: "0 to N_g − 1",
        meaning: "Mean step in grey level between neighbours.",
        differs: "IBSI lists it a second time as dissimilarity (8S9J).",
        compute: Compute::Glcm(glcm::difference_average),
        ..BASE
    },
    Entry {
        name: "DifferenceEntropy",
        ibsi: Some("NTRS"),
        unit: Unit::BIT,
        formula: "−Σ_k p_{x−y}(k) log2(p_{x−y}(k) + ε)",
        range: "0 to log2 N_g",
        meaning: "How varied the steps between neighbours are: 0 when all steps are equally large.",
        differs: "IBSI has no ε.",
        compute: Compute::Glcm(glcm::difference_entropy),
        ..BASE
    },
    Entry {
        name: "DifferenceVariance",
        ibsi: Some("D3YU"),
        formula: "Σ_k p_{x−y}(k) (k − DifferenceAverage)²",
        range: "0 to (N_g − 1)² / 4",
        meaning: "Spread of the steps between neighbours: high where smooth areas and sharp edges occur together.",
        compute: Compute::Glcm(glcm::difference_variance),
        ..BASE
    },
    Entry {
        name: "Dissimilarity",
        ibsi: Some("8S9J"),
        meaning: "Withdrawn by PyRadiomics: it equals DifferenceAverage.",
        by_default: false,
        compute: Compute::Withdrawn(Withdrawn::Equals("glcm DifferenceAverage")),
        ..BASE
    },
    Entry {
        name: "Homogeneity1",
        ibsi: Some("IB1Z"),
        meaning: "Withdrawn by PyRadiomics: it equals Id.",
        by_default: false,
        compute: Compute::Withdrawn(Withdrawn::Equals("glcm Id")),
        ..BASE
    },
    Entry {
        name: "Homogeneity2",
        ibsi: Some("WF0Z"),
        meaning: "Withdrawn by PyRadiomics: it equals Idm.",
        by_default: false,
        compute: Compute::Withdrawn(Withdrawn::Equals("glcm Idm")),
        ..BASE
    },
    Entry {
        name: "Id",
        ibsi: Some("IB1Z"),
        formula: "Σ_k p_{x−y}(k) / (1 + k)",
        range: "1 / N_g to 1",
        meaning: "Inverse difference (homogeneity): 1 when neighbours are always alike, smaller the larger the \
            steps.",
        compute: Compute::Glcm(glcm::inverse_difference),
        ..BASE
    },
    Entry {
        name: "Idm",
        ibsi: Some("WF0Z"),
        formula: "Σ_k p_{x−y}(k) / (1 + k²)",
        range: "above 0, at most 1",
        meaning: "Inverse difference moment (homogeneity): as Id, but large steps count less still.",
        compute: Compute::Glcm(glcm::inverse_difference_moment),
        ..BASE
    },
    Entry {
        name: "Idmn",
        ibsi: Some("1QCO"),
        formula: "Σ_k p_{x−y}(k) / (1 + k² / N_g²)",
        range: "above 1/2, at most 1",
        meaning: "Inverse difference moment, normalised: Idm with steps measured against the number of grey \
            levels.",
        compute: Compute::Glcm(glcm::inverse_difference_moment_normalized),
        ..BASE
    },
    Entry {
        name: "Idn",
        ibsi: Some("NDRX"),
        formula: "Σ_k p_{x−y}(k) / (1 + k / N_g)",
        range: "above 1/2, at most 1",
        meaning: "Inverse difference, normalised: Id with steps measured against the number of grey levels.",
        compute: Compute::Glcm(glcm::inverse_difference_normalized),
        ..BASE
    },
    Entry {
        name: "Imc1",
        ibsi: Some("R8DG"),
        formula: "(HXY − HXY1) / max(HX, HY)",
        range: "−1 to 0; 0 where HX and HY are 0",
        meaning: "Informational measure of correlation 1: how much a voxel's grey level says about its \
            neighbour's; 0 for independent neighbours, −1 when one determines the other.",
        differs: "IBSI has no ε. IBSI divides by HX, which is the same for a symmetric matrix.",
        conventional_when_flat: true,
        compute: Compute::Glcm(glcm::information_measure_1),
        ..BASE
    },
    Entry {
        name: "Imc2",
        ibsi: Some("JN9H"),
        formula: "√(1 − exp(−2 (HXY2 − HXY)))",
        range: "0 to 1; 0 where HXY2 = HXY",
        meaning: "Informational measure of correlation 2: how much a voxel's grey level says about its \
            neighbour's; 0 for independent neighbours, near 1 for an orderly texture.",
        differs: "IBSI has no ε. Where rounding makes the root imaginary there is no value.",
        conventional_when_flat: true,
        compute: Compute::Glcm(glcm::information_measure_2),
        ..BASE
    },
    Entry {
        name: "InverseVariance",
        ibsi: Some("E8JP"),
        formula: "Σ_k p_{x−y}(k) / k² over k > 0",
        range: "0 to 1",
        meaning: "Share of pairs with small steps, without those that are alike: high where neighbours differ by \
            little.",
        compute: Compute::Glcm(glcm::inverse_variance),
        ..BASE
    },
    Entry {
        name: "JointAverage",
        ibsi: Some("60VM"),
        formula: "µ_x = Σ_i Σ_j p(i, j) i",
        range: "1 to N_g",
        meaning: "Mean grey level over all pairs of neighbours.",
        compute: Compute::Glcm(glcm::joint_average),
        ..BASE
    },
    Entry {
        name: "JointEnergy",
        ibsi: Some("8ZQL"),
        formula: "Σ_i Σ_j p(i, j)²",
        range: "above 0, at most 1",
        meaning: "How few kinds of pairs there are: 1 when all pairs are the same.",
        differs: "IBSI calls it angular second moment.",
        compute: Compute::Glcm(glcm::joint_energy),
        ..BASE
    },
    Entry {
        name: "JointEntropy",
        ibsi: Some("TU9B"),
        unit: Unit::BIT,
        formula: "HXY = −Σ_i Σ_j p(i, j) log2(p(i, j) + ε)",
        range: "0 to 2 log2 N_g",
        meaning: "How varied the pairs of neighbouring grey levels are: 0 when all are the same.",
        differs: "IBSI has no ε.",
        compute: Compute::Glcm(glcm::joint_entropy),
        ..BASE
    },
    Entry {
        name: "MCC",
        formula: "√ of the second largest eigenvalue of Q",
        range: "0 to 1; 1 for one level, 0 where all pairs share one first level",
        meaning: "Maximal correlation coefficient: how well a voxel's grey level predicts its neighbour's by any \
            rule, not only on a straight line.",
        differs: "Not in IBSI.",
        conventional_when_flat: true,
        compute: Compute::Glcm(glcm::maximal_correlation_coefficient),
        ..BASE
    },
    Entry {
        name: "MaximumProbability",
        ibsi: Some("GYBY"),
        formula: "max p(i, j)",
        range: "above 0, at most 1",
        meaning: "Share of the most frequent pair of neighbouring grey levels.",
        differs: "IBSI calls it joint maximum.",
        compute: Compute::Glcm(glcm::maximum_probability),
        ..BASE
    },
    Entry {
        name: "SumAverage",
        ibsi: Some("ZGXS"),
        formula: "Σ_k k p_{x+y}(k)",
        range: "2 to 2 N_g",
        meaning: "Mean sum of neighbouring grey levels; for a symmetric matrix twice JointAverage.",
        compute: Compute::Glcm(glcm::sum_average),
        ..BASE
    },
    Entry {
        name: "SumEntropy",
        ibsi: Some("P6QZ"),
        unit: Unit::BIT,
        formula: "−Σ_k p_{x+y}(k) log2(p_{x+y}(k) + ε)",
        range: "0 to log2(2 N_g − 1)",
        meaning: "How varied the sums of neighbouring grey levels are.",
        differs: "IBSI has no ε.",
        compute: Compute::Glcm(glcm::sum_entropy),
        ..BASE
    },
    Entry {
        name: "SumSquares",
        ibsi: Some("UR99"),
        formula: "Σ_i Σ_j p(i, j) (i − µ_x)²",
        range: "0 to (N_g − 1)² / 4",
        meaning: "Spread of the grey levels over all pairs of neighbours.",
        differs: "IBSI calls it joint variance.",
        compute: Compute::Glcm(glcm::sum_squares),
        ..BASE
    },
    Entry {
        name: "SumVariance",
        ibsi: Some("OEEB"),
        meaning: "Withdrawn by PyRadiomics: it equals ClusterTendency.",
        by_default: false,
        compute: Compute::Withdrawn(Withdrawn::Equals("glcm ClusterTendency")),
        ..BASE
    },
];
