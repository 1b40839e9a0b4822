//! Steps of a training, counted.

use crate::error::Result;
use crate::monitor::Monitor;
use crate::words::Task;

/// How many of all steps are done.
pub(super) struct Progress<'a> {
    pub(super) done: usize,
    pub(super) total: usize,
    pub(super) monitor: &'a dyn Monitor,
}

impl Progress<'_> {
    /// One step begins.
    pub(super) fn step(&mut self, next: Task) -> Result<()> {
        self.monitor.step(self.done, self.total, next)?;
        self.done += 1;
        Ok(())
    }
}
