//! `discern verify`: a case capsule and its images; does a recomputation give the same digits?

use std::path::{Path, PathBuf};

use discern::answer::{Capsule, Recomputed, Verdict};
use discern::case::Lesion;
use discern::error::{Error, ErrorKind, Result};
use rayon::prelude::*;

use super::call::{Call, Ended, all};
use super::deep::Network;
use super::files;
use super::out::{print_line, tell};
use super::progress::Together;
use super::scan::Scan;

/// Arguments of `discern verify`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Capsule that the page or `discern predict --capsule` made.
    capsule: PathBuf,
    /// Images of the case, in any order and file format.
    #[arg(required = true)]
    images: Vec<PathBuf>,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Ended {
    let call = Call::default().input(&arguments.capsule);
    arguments.images.iter().fold(call, Call::input).check()?;
    let at = |error: Error| error.at(arguments.capsule.display().to_string());
    let capsule = Capsule::from_json(files::read_sealed(&arguments.capsule)?).map_err(at)?;
    let network = capsule.deep().map(|record| Network::of_model(None, record)).transpose()?;
    let network = network.as_ref();
    let progress = Together::of(arguments.images.len(), network.is_some());
    let again = arguments.images.par_iter().map(|path| recompute(&capsule, path, (network, &progress)));
    let again = all(again.collect::<Vec<_>>())?;
    drop(progress);
    Ok(report(&capsule.compare(&again).map_err(at)?)?)
}

fn recompute(
    capsule: &Capsule,
    path: &Path,
    (network, progress): (Option<&Network>, &Together),
) -> Result<Recomputed> {
    let name = |error: Error| error.at(path.display().to_string());
    let image = Scan::read(path)?.image()?.value;
    let mut found = capsule.recompute(&image, None, &progress.task()).map_err(name)?;
    if let Some(network) = network {
        let labels = capsule.labels(found.features.sequence)?;
        let lesion = Lesion { image: &image, labels: &labels, label: 1 };
        found.features.join(network.features(lesion, &progress.task())?);
    }
    Ok(found)
}

/// Prints the verdict; a difference is an error.
fn report(verdict: &Verdict) -> Result<()> {
    for difference in &verdict.differences {
        tell(format_args!(
            "{}: {} in the capsule, {} now",
            difference.what, difference.expected, difference.found
        ));
    }
    if !verdict.agrees {
        let found = format!("{} of {} that differ", verdict.differ, verdict.compared);
        return Err(Error::new(ErrorKind::Malformed, "case capsule", "the same values again", found)
            .hint(format!("it was made by {}, this is {}", verdict.made_by, verdict.verified_by)));
    }
    print_line(format_args!(
        "verified: {} values agree to the last digit (made by {})",
        verdict.compared, verdict.made_by
    ))?;
    if verdict.made_by != verdict.verified_by {
        print_line(format_args!("this is {}: other code, the same digits", verdict.verified_by))?;
    }
    if let Some(near) = &verdict.near {
        print_line(format_args!(
            "{} deep features of a graphics card are those of this processor to {:.1e} ({:.1e} is allowed)",
            near.values, near.largest, near.tolerance
        ))?;
    }
    Ok(())
}
