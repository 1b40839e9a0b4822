//! k nearest neighbours by Euclidean distance; each has one vote.

use serde::{Deserialize, Serialize};

use super::learner::{Learner, Predictor, ensure, logit_of_share, rows_fit};
use crate::error::Result;
use crate::numeric::float;
use crate::numeric::order;
use crate::table::TrainingDesign;
use crate::words::Phrase;

/// How many neighbours vote.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NearestNeighbours {
    /// k, at most as many as there are training rows.
    pub count: usize,
}

impl Learner for NearestNeighbours {
    type Fitted = Neighbours;

    fn grid() -> Vec<Self> {
        [51, 31, 21, 11, 5].map(|count| Self { count }).to_vec()
    }

    fn named(&self) -> Vec<(&'static str, f64)> {
        vec![("k", self.count as f64)]
    }

    fn fit(&self, data: &TrainingDesign, _seed: u64) -> Result<Neighbours> {
        Ok(Neighbours::fit(data, self.count))
    }
}

/// The training rows themselves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Neighbours {
    /// Number of neighbours that vote.
    pub count: usize,
    /// Standardised training rows.
    pub rows: Vec<Vec<f64>>,
    /// Their diagnoses.
    pub labels: Vec<bool>,
}

impl Neighbours {
    /// Keeps the training rows; at most as many neighbours as rows.
    pub fn fit(data: &TrainingDesign, count: usize) -> Self {
        let rows: Vec<Vec<f64>> =
            (0..data.design().rows()).map(|row| data.design().row(row).to_vec()).collect();
        Self { count: count.min(rows.len()), rows, labels: data.labels().to_vec() }
    }

    /// Share of metastases among the neighbours; of equally far rows the earlier ones count.
    pub fn share(&self, row: &[f64]) -> f64 {
        self.hits(row) as f64 / self.count as f64
    }

    fn hits(&self, row: &[f64]) -> usize {
        let distance = |other: &[f64]| row.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
        let mut order: Vec<(f64, usize)> =
            self.rows.iter().enumerate().map(|(at, other)| (distance(other), at)).collect();
        order::sort(&mut order, &|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        order[..self.count].iter().filter(|(_, at)| self.labels[*at]).count()
    }
}

impl Predictor for Neighbours {
    /// Log-odds with half a vote added on both sides, so that unanimous neighbours are finite.
    fn margin(&self, row: &[f64]) -> f64 {
        let hits = self.hits(row) as f64;
        float::ln((hits + 0.5) / (self.count as f64 - hits + 0.5))
    }

    fn raw_probability(&self, row: &[f64]) -> f64 {
        self.share(row)
    }

    fn raw_logit(&self, row: &[f64]) -> f64 {
        logit_of_share(self.share(row))
    }

    fn sound(&self, inputs: usize) -> std::result::Result<(), Phrase> {
        let holds = self.rows.len() == self.labels.len()
            && rows_fit(&self.rows, inputs)
            && (1..=self.rows.len()).contains(&self.count);
        ensure(holds, Phrase::NeighbourRows)
    }
}
