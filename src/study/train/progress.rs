//! Steps of a training, and how long each takes.
//!
//! A step of one classifier takes fifty times as long as one of another, so that counting steps would tell nothing of what is left:
//! progress is counted in the milliseconds that each step took on one machine. Another machine is slower or faster at all of them,
//! which the pace of a run shows.

use crate::classify::Kind;
use crate::error::Result;
use crate::monitor::Monitor;
use crate::numeric::float;
use crate::words::Task;

/// How much is done.
pub(super) struct Progress<'a> {
    done_ms: f64,
    total_ms: f64,
    monitor: &'a dyn Monitor,
}

/// What the time of a training depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizes {
    /// Training rows.
    pub(super) rows: usize,
    /// Columns of features.
    pub(super) columns: usize,
}

impl<'a> Progress<'a> {
    /// Tells how long it takes, of all steps that are to come.
    pub(super) fn of(total_ms: f64, monitor: &'a dyn Monitor) -> Self {
        monitor.ahead(total_ms / 1000.0);
        Self { done_ms: 0.0, total_ms, monitor }
    }

    /// One step begins.
    pub(super) fn step(&mut self, next: Task, takes_ms: f64) -> Result<()> {
        self.monitor.step(self.done_ms as usize, self.total_ms.ceil() as usize, next)?;
        self.done_ms += takes_ms;
        Ok(())
    }
}

impl Sizes {
    /// Of choosing features on so many rows: every column is looked at, and what is kept is compared.
    pub(super) fn selection_ms(self) -> f64 {
        1.0 + 5e-5 * self.rows as f64 * self.columns as f64
    }

    /// Of choosing them on all rows, on what each fold leaves, and on what its own folds leave of that.
    pub(super) fn selections_ms(self, folds: usize) -> f64 {
        let left = 1.0 - 1.0 / folds as f64;
        let on = |share: f64| Self { rows: (self.rows as f64 * share) as usize, ..self }.selection_ms();
        on(1.0) + folds as f64 * (on(left) + folds as f64 * on(left * left))
    }

    /// Of tuning, fitting and judging one classifier on all folds: with some fifteen inputs that were chosen, or those of a baseline.
    pub(super) fn classifier_ms(self, kind: Kind, chosen: bool) -> f64 {
        let rows = self.rows as f64;
        let by_sorting = rows * float::ln(rows.max(2.0));
        let of_features = match kind {
            Kind::LogisticRegression => 0.045 * rows * rows.sqrt(),
            Kind::Svm => 5.5e-3 * rows * rows,
            Kind::NearestNeighbours => 1e-3 * rows * rows,
            Kind::RandomForest => 0.52 * by_sorting,
            Kind::ExtraTrees => 0.13 * by_sorting,
            Kind::GradientBoosting => 0.26 * by_sorting,
            Kind::HistogramBoosting => 0.36 * by_sorting,
        };
        // A baseline has a few inputs and one classifier.
        match (chosen, kind) {
            (true, _) => of_features,
            (false, Kind::LogisticRegression) => 0.1 * of_features,
            (false, _) => 0.0,
        }
    }
}
