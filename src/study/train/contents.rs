//! The descriptive parts of a model file: cohorts, sequences, card.

use serde::Serialize;

use crate::model::file::{Card, CohortRecord};
use crate::numeric::order;
use crate::numeric::statistics;
use crate::table::{Column, Sequence, Split, Table};

/// What a feature table holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Contents {
    /// Cohorts that have cases.
    pub cohorts: Vec<CohortRecord>,
    /// Sequences of its columns.
    pub sequences: Vec<Sequence>,
    /// Columns of radiomics.
    pub radiomics: usize,
    /// All columns of features.
    pub columns: usize,
}

/// What a feature table holds, for display before training.
pub fn contents(table: &Table) -> Contents {
    Contents {
        cohorts: Split::ALL.into_iter().filter_map(|split| cohort(table, split)).collect(),
        sequences: sequences(table.columns()),
        radiomics: table.columns().iter().filter(|column| column.is_radiomic()).count(),
        columns: table.columns().iter().filter(|column| !column.is_diagnostic()).count(),
    }
}

/// Sequences of the columns.
pub(in crate::study) fn sequences(columns: &[Column]) -> Vec<Sequence> {
    let has = |sequence: &Sequence| columns.iter().any(|column| column.sequence() == Some(*sequence));
    Sequence::ALL.into_iter().filter(has).collect()
}

/// The cases of a cohort in numbers; `None` where it has none.
pub(in crate::study) fn cohort(table: &Table, split: Split) -> Option<CohortRecord> {
    let cases: Vec<_> = table.cases().iter().filter(|case| case.split == split).collect();
    let metastases = cases.iter().filter(|case| case.metastasis).count();
    let ages: Vec<f64> = cases.iter().map(|case| case.age).filter(|age| !age.is_nan()).collect();
    let centers = order::set(cases.iter().map(|case| case.center.as_str()));
    (!cases.is_empty()).then(|| CohortRecord {
        split,
        primaries: cases.len() - metastases,
        metastases,
        age_years: (ages.len() > 1).then(|| {
            let (mean, sd) = statistics::mean_sd(&ages);
            [mean, sd]
        }),
        centers: centers.len(),
    })
}

/// The card as far as the program can fill it in.
pub(in crate::study) fn card(demonstration: bool) -> Card {
    let (population, limits) = if demonstration {
        (
            "Simulated scans of two simulated centres; no patient is in it.",
            "Its numbers say nothing about patients. It shows how the program works.",
        )
    } else {
        (
            "The cases of the cohorts listed in this file.",
            "Not validated beyond the cohorts listed in this file. One lesion, all sequences, the same extraction settings.",
        )
    };
    Card {
        intended_use:
            "Telling a solitary spinal metastasis from a solitary primary spinal tumour, in research."
                .to_owned(),
        population: population.to_owned(),
        limits: limits.to_owned(),
        licence: if demonstration { "Apache-2.0" } else { "as its owner says" }.to_owned(),
    }
}
