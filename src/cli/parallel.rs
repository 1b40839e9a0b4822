//! One extraction on several threads; its result is the same to the last bit, whatever their number.

use discern::case::{Extraction, Found, Work, extract};
use discern::error::Result;
use discern::monitor::Monitor;
use discern::settings::Settings;
use discern::volume::{Image, LabelMap};
use rayon::prelude::*;

use super::resumable;

/// Who is told how far it has come; parts tell from their own threads.
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

/// [`extract`] on `jobs` threads (0: one a processor).
///
/// # Errors
/// As [`extract`], the first in the order of the parts, whichever came first; threads cannot be started.
pub fn extraction(
    image: &Image,
    labels: &LabelMap,
    settings: &Settings,
    (jobs, listener): (usize, &Listener),
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
