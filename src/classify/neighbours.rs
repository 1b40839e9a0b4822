//! k nearest neighbours by Euclidean distance; each has one vote.

use serde::{Deserialize, Serialize};

use crate::numeric::float;
use crate::table::TrainingDesign;

/// The training rows themselves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Neighbours {
    /// Number of neighbours asked.
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

    /// Log-odds with half a vote added on both sides, so that unanimous neighbours are finite.
    pub fn margin(&self, row: &[f64]) -> f64 {
        let hits = self.hits(row) as f64;
        float::ln((hits + 0.5) / (self.count as f64 - hits + 0.5))
    }

    fn hits(&self, row: &[f64]) -> usize {
        let distance = |other: &[f64]| row.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
        let mut order: Vec<(f64, usize)> =
            self.rows.iter().enumerate().map(|(at, other)| (distance(other), at)).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        order[..self.count].iter().filter(|(_, at)| self.labels[*at]).count()
    }
}
