//! One extraction on several threads; its result is the same to the last bit, whatever their number.

use discern::case::{Extraction, Found, Work, extract};
use discern::error::Result;
use discern::monitor::Monitor;
use discern::settings::Settings;
use discern::volume::{Image, LabelMap};
use rayon::prelude::*;

use super::resumable;

/// Hears how far an extraction has come, from the threads of all its parts.
pub type Listener = dyn Monitor + Sync;

/// Both of two tasks, side by side where there are threads for it.
pub fn both<A: Send, B: Send>(
    jobs: usize,
    first: impl FnOnce() -> Result<A> + Send,
    second: impl FnOnce() -> Result<B> + Send,
) -> Result<(A, B)> {
    let (first, second) =
        if jobs == 1 { (first(), second()) } else { resumable::threads(jobs)?.join(first, second) };
    Ok((first?, second?))
}

/// How an extraction runs.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// Number of threads; 0: one a processor.
    pub jobs: usize,
    /// Hears how far it has come.
    pub listener: &'a Listener,
}

/// [`extract`] on several threads.
///
/// # Errors
/// As [`extract`], the first in the order of the parts, whichever came first; threads cannot be started.
pub fn extraction(
    image: &Image,
    labels: &LabelMap,
    settings: &Settings,
    Run { jobs, listener }: Run<'_>,
) -> Result<Extraction> {
    if jobs == 1 {
        return extract(image, labels, settings, listener);
    }
    let work = Work::prepare(image, labels, settings, listener)?;
    let parts = || (0..work.parts()).into_par_iter();
    let found: Vec<Result<Vec<Found>>> =
        resumable::threads(jobs)?.install(|| parts().map(|part| work.compute(part, listener)).collect());
    Ok(work.finish(found.into_iter().collect::<Result<Vec<_>>>()?.concat()))
}
