//! Progress on standard error.

use discern::error::Result;
use discern::monitor::Monitor;
use indicatif::{ProgressBar, ProgressStyle};

/// A bar on a terminal; silent elsewhere.
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar that learns its length from the task.
    pub fn new() -> Self {
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        Self(bar)
    }
}

impl Monitor for Bar {
    fn step(&self, done: usize, total: usize, what: &str) -> Result<()> {
        self.0.set_length(total as u64);
        // Parts run side by side: the farthest counts.
        self.0.set_position(self.0.position().max(done as u64));
        self.0.set_message(what.to_owned());
        Ok(())
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
