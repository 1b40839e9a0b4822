//! Progress and cancel, passed down explicitly to whatever takes long.

use crate::error::Result;
use crate::words::Task;

/// Receives the progress of a long task; may end it.
pub trait Monitor {
    /// `done` of `total` steps are finished, `next` begins.
    ///
    /// # Errors
    /// [`crate::error::ErrorKind::Cancelled`] when the user asked to stop; the task passes it on at once.
    fn step(&self, done: usize, total: usize, next: Task) -> Result<()>;
}

/// Listens to nothing and never stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Monitor for Silent {
    fn step(&self, _done: usize, _total: usize, _next: Task) -> Result<()> {
        Ok(())
    }
}
