//! Counts the inputs that were read: of a target that refuses all, only error paths are looked at.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static RUNS: AtomicU64 = AtomicU64::new(0);
static ACCEPTED: AtomicU64 = AtomicU64::new(0);

/// Every so many runs the count is written to the file that `DISCERN_FUZZ_ACCEPTED` names.
const EVERY: u64 = 1000;

/// Counts one run.
pub fn counted(accepted: bool) {
    let accepted = ACCEPTED.fetch_add(accepted.into(), Relaxed) + u64::from(accepted);
    if RUNS.fetch_add(1, Relaxed).is_multiple_of(EVERY)
        && let Ok(path) = std::env::var("DISCERN_FUZZ_ACCEPTED")
    {
        // A count that cannot be written is no reason to stop.
        let _ = std::fs::write(path, accepted.to_string());
    }
}
