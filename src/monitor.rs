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

    /// Told before long work begins: so many seconds on one thread, by its sizes and by rates that were measured once. What runs
    /// says better with every step, by [`remaining_s`].
    fn ahead(&self, _seconds: f64) {}
}

/// Seconds that are left by the pace so far: that of the mean step, or of the last one where that took longer, since first steps
/// are often short ones. None before a step is done.
#[must_use]
pub fn remaining_s(done: usize, total: usize, (elapsed_s, last_s): (f64, f64)) -> Option<f64> {
    let left = total.checked_sub(done)?;
    (done > 0).then(|| left as f64 * last_s.max(elapsed_s / done as f64))
}

/// Listens to nothing and never stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Monitor for Silent {
    fn step(&self, _done: usize, _total: usize, _next: Task) -> Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_follows_the_slower_of_mean_and_last_step() {
        assert_eq!(remaining_s(0, 10, (5.0, 5.0)), None);
        assert_eq!(remaining_s(2, 10, (4.0, 1.0)), Some(16.0));
        assert_eq!(remaining_s(4, 10, (13.0, 10.0)), Some(60.0));
        assert_eq!(remaining_s(10, 10, (4.0, 1.0)), Some(0.0));
        assert_eq!(remaining_s(11, 10, (4.0, 1.0)), None);
    }
}
