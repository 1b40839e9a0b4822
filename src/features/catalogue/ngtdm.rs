//! Neighbouring grey tone difference matrix (NGTDM): rows of the table of features.

use super::entry::{Compute, Entry, Family};
use crate::features::class::Class;
use crate::features::ngtdm;

pub(super) const FAMILY: Family = Family {
    class: Class::Ngtdm,
    title: "Neighbouring grey tone difference matrix (NGTDM)",
    what: "How much a voxel differs from the mean of its neighbours.",
    symbols: &[
        ("N", "number of voxels"),
        ("p_i", "share of the voxels that have grey level i"),
        (
            "s_i",
            "Σ |i − mean grey level of the neighbours in the mask| over the voxels of level i; 0 for a \
             voxel without neighbours",
        ),
        ("N_g", "number of grey levels that occur; sums over i and j run over these"),
    ],
    source: "Amadasun & King 1989; PyRadiomics 3.0.1.",
    example: "the row 1 1 3: means of the neighbours 1, 2, 1, so s_1 = 0 + 1, s_3 = 2; p = (2/3, 1/3); Coarseness \
        = 1 / (2/3 + 2/3) = 0.75.",
    differs: "",
    rows: ROWS,
};

const BASE: Entry = Entry { class: Class::Ngtdm, ..Entry::BLANK };

static ROWS: &[Entry] = &[
    Entry {
        name: "Busyness",
        ibsi: Some("NQ30"),
        formula: "Σ_i p_i s_i / Σ_i Σ_j |i p_i − j p_j|",
        range: "0 or more; 0 where the denominator is 0",
        meaning: "High where the grey level changes quickly from voxel to voxel.",
        differs: "IBSI leaves out voxels that have no neighbour in the mask; here they count, with difference 0.",
        conventional_when_flat: true,
        compute: Compute::Ngtdm(ngtdm::busyness),
        ..BASE
    },
    Entry {
        name: "Coarseness",
        ibsi: Some("QCDE"),
        formula: "1 / Σ_i p_i s_i",
        range: "above 0, at most 10⁶, which stands for no difference at all",
        meaning: "High where voxels are like their surroundings: a coarse, smooth texture.",
        differs: "IBSI leaves out voxels that have no neighbour in the mask; here they count, with difference 0.",
        conventional_when_flat: true,
        compute: Compute::Ngtdm(ngtdm::coarseness),
        ..BASE
    },
    Entry {
        name: "Complexity",
        ibsi: Some("HDEZ"),
        formula: "Σ_i Σ_j |i − j| (p_i s_i + p_j s_j) / (p_i + p_j) / N",
        range: "0 or more",
        meaning: "High where there are many sharp changes of grey level between voxels of different levels.",
        differs: "IBSI leaves out voxels that have no neighbour in the mask; here they count, with difference 0.",
        compute: Compute::Ngtdm(ngtdm::complexity),
        ..BASE
    },
    Entry {
        name: "Contrast",
        ibsi: Some("65HE"),
        formula: "Σ_i Σ_j p_i p_j (i − j)² / (N_g (N_g − 1)) · Σ_i s_i / N",
        range: "0 or more; 0 for one level",
        meaning: "High where the grey levels lie far apart and change from voxel to voxel.",
        differs: "IBSI leaves out voxels that have no neighbour in the mask; here they count, with difference 0.",
        conventional_when_flat: true,
        compute: Compute::Ngtdm(ngtdm::contrast),
        ..BASE
    },
    Entry {
        name: "Strength",
        ibsi: Some("1X9X"),
        formula: "Σ_i Σ_j (p_i + p_j) (i − j)² / Σ_i s_i",
        range: "0 or more; 0 where the denominator is 0",
        meaning: "High where the texture's parts are easy to see: large steps in grey level, but slow changes.",
        differs: "IBSI leaves out voxels that have no neighbour in the mask; here they count, with difference 0.",
        conventional_when_flat: true,
        compute: Compute::Ngtdm(ngtdm::strength),
        ..BASE
    },
];
