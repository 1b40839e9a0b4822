//! Progress on standard error.

use discern::error::Result;
use discern::monitor::Monitor;
use discern::words::Task;
use indicatif::{ProgressBar, ProgressStyle};

/// A bar on a terminal; silent elsewhere.
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar that learns its length from the task.
    pub fn new() -> Self {
        Self::styled(0, "{bar:30} {pos}/{len} {msg}")
    }

    /// A bar of `count` equal pieces of work, called `what`.
    pub fn of(count: usize, what: &str) -> Self {
        Self::styled(count as u64, &format!("{{bar:30}} {{pos}}/{{len}} {what}, {{eta}} left"))
    }

    fn styled(length: u64, template: &str) -> Self {
        let bar = ProgressBar::new(length);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// One more piece is done.
    pub fn one_done(&self) {
        self.0.inc(1);
    }
}

impl Monitor for Bar {
    fn step(&self, done: usize, total: usize, next: Task) -> Result<()> {
        self.0.set_length(total as u64);
        // Parts run side by side: the farthest counts.
        self.0.set_position(self.0.position().max(done as u64));
        self.0.set_message(next.to_string());
        Ok(())
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
