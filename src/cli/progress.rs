//! Progress on standard error: a bar on a terminal, and one line about what will take long, wherever it is read.

use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;

use discern::error::Result;
use discern::monitor::{Monitor, remaining_s};
use discern::words::Task;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::out::tell;

/// What takes longer is told, seconds.
const LONG_S: f64 = 20.0;
/// A pace is trusted from then on, seconds.
const TRUSTED_S: f64 = 2.0;

/// A bar on a terminal, silent elsewhere but for what takes long.
pub struct Bar {
    bar: ProgressBar,
    /// When it began, when the last step ended, and how many were done then.
    pace: Mutex<(Instant, Instant, usize)>,
    told: AtomicBool,
    /// What is to be known of ending it.
    how_to_end: &'static str,
}

impl Bar {
    /// A bar that learns its length from the task.
    pub fn new() -> Self {
        Self::styled(0, "{bar:30} {percent} % {msg}", "Ctrl-C ends it")
    }

    /// A bar of `count` equal pieces of work, called `what`, which a next run goes on with.
    pub fn of(count: usize, what: &str) -> Self {
        let kept = "Ctrl-C ends it; the same command goes on with what is done";
        let mut bar = Self::counting(count, what);
        bar.how_to_end = kept;
        bar
    }

    /// A bar of `count` equal pieces of work, called `what`.
    pub fn counting(count: usize, what: &str) -> Self {
        Self::styled(
            count as u64,
            &format!("{{bar:30}} {{pos}}/{{len}} {what}, {{eta}} left"),
            "Ctrl-C ends it",
        )
    }

    /// The same where lines are printed meanwhile, which a bar would stand in: only what takes long is told.
    pub fn unseen(count: usize) -> Self {
        let bar = Self::counting(count, "");
        bar.bar.set_draw_target(ProgressDrawTarget::hidden());
        bar
    }

    fn styled(length: u64, template: &str, how_to_end: &'static str) -> Self {
        let bar = ProgressBar::new(length);
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let now = Instant::now();
        Self { bar, pace: Mutex::new((now, now, 0)), told: AtomicBool::new(false), how_to_end }
    }

    /// One more piece is done.
    pub fn one_done(&self) {
        self.bar.inc(1);
        self.pace(self.bar.position() as usize, self.bar.length().unwrap_or_default() as usize);
    }

    /// Tells once that it takes long, where it does.
    fn pace(&self, done: usize, total: usize) {
        let Ok(mut pace) = self.pace.lock() else { return };
        let (began, last, before) = *pace;
        if done <= before {
            return;
        }
        let now = Instant::now();
        *pace = (began, now, done);
        let elapsed_s = (now - began).as_secs_f64();
        let last_s = (now - last).as_secs_f64() / (done - before) as f64;
        if elapsed_s >= TRUSTED_S
            && let Some(left) = remaining_s(done, total, (elapsed_s, last_s))
        {
            self.tell_long(left, format_args!("{} % done", 100 * done / total.max(1)));
        }
    }

    fn tell_long(&self, seconds: f64, by: std::fmt::Arguments<'_>) {
        if seconds >= LONG_S && !self.told.swap(true, Relaxed) {
            let (time, end) = (about(seconds), self.how_to_end);
            self.bar.suspend(|| tell(format_args!("about {time} to go ({by}); {end}")));
        }
    }
}

/// A time as one says it.
fn about(seconds: f64) -> String {
    match seconds {
        ..90.0 => format!("{seconds:.0} s"),
        ..5400.0 => format!("{:.0} min", seconds / 60.0),
        ..172_800.0 => format!("{:.0} h", seconds / 3600.0),
        _ => format!("{:.0} days", seconds / 86_400.0),
    }
}

impl Monitor for Bar {
    fn step(&self, done: usize, total: usize, next: Task) -> Result<()> {
        self.bar.set_length(total as u64);
        // Parts run side by side: the farthest counts.
        self.bar.set_position(self.bar.position().max(done as u64));
        self.bar.set_message(next.to_string());
        self.pace(done, total);
        Ok(())
    }

    fn ahead(&self, seconds: f64) {
        self.tell_long(seconds, format_args!("on one thread, by its sizes"));
    }
}

/// Units into which the work of one of several tasks is divided.
const UNITS: usize = 1000;

/// Tasks that run beside each other, such as the sequences of a case, on one bar.
pub struct Together {
    /// None: where rows are counted, their tasks are not.
    bar: Option<Bar>,
    begun: AtomicUsize,
    /// Sequences that say beforehand how long they take.
    sequences: usize,
    /// Units done of each task, and seconds that were told.
    tasks: Mutex<(Vec<usize>, Vec<f64>)>,
}

impl Together {
    /// A bar of so many sequences; of each there are radiomics and, if so, deep features.
    pub fn of(sequences: usize, deep: bool) -> Self {
        let of_each = 1 + usize::from(deep);
        Self { bar: Some(Bar::new()), ..Self::with(sequences, of_each) }
    }

    /// No bar: what the tasks are part of has one.
    pub fn silent() -> Self {
        Self::with(0, 1)
    }

    fn with(sequences: usize, of_each: usize) -> Self {
        let tasks = Mutex::new((vec![0; sequences * of_each], Vec::new()));
        Self { bar: None, begun: AtomicUsize::new(0), sequences, tasks }
    }

    /// What listens to the next task.
    pub fn task(&self) -> OfTask<'_> {
        OfTask { all: self, at: self.begun.fetch_add(1, Relaxed) }
    }
}

/// Listens to one of several tasks.
pub struct OfTask<'a> {
    all: &'a Together,
    at: usize,
}

impl Monitor for OfTask<'_> {
    fn step(&self, done: usize, total: usize, next: Task) -> Result<()> {
        let (Some(bar), Ok(mut tasks)) = (&self.all.bar, self.all.tasks.lock()) else { return Ok(()) };
        if let Some(units) = tasks.0.get_mut(self.at) {
            *units = UNITS * done.min(total) / total.max(1);
        }
        bar.step(tasks.0.iter().sum(), UNITS * tasks.0.len(), next)
    }

    /// Told when all have said how long they will take: one after the other, as one thread would do them.
    fn ahead(&self, seconds: f64) {
        let (Some(bar), Ok(mut tasks)) = (&self.all.bar, self.all.tasks.lock()) else { return };
        tasks.1.push(seconds);
        if tasks.1.len() == self.all.sequences {
            bar.ahead(tasks.1.iter().sum());
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_beside_each_other_are_one_bar_and_one_estimate() {
        let together = Together::of(2, false);
        let bar = together.bar.as_ref().expect("a bar");
        let (first, second) = (together.task(), together.task());
        let next = || Task::SelectingFeatures;
        first.step(1, 4, next()).expect("it goes on");
        second.step(1, 2, next()).expect("it goes on");
        assert_eq!((bar.bar.position(), bar.bar.length()), (750, Some(2000)));
        first.ahead(15.0);
        assert!(!bar.told.load(Relaxed), "15 s are not long, and the other has told nothing");
        second.ahead(15.0);
        assert!(bar.told.load(Relaxed), "30 s of both are");
        Together::silent().task().step(1, 2, next()).expect("it goes on");
    }

    #[test]
    fn times_are_said_as_one_says_them() {
        let said = [40.0, 100.0, 7200.0, 400_000.0].map(about);
        assert_eq!(said, ["40 s", "2 min", "2 h", "5 days"]);
    }
}
