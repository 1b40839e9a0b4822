//! `discern extract`: features of one pair, of a batch, of a cohort.

use std::path::PathBuf;

use discern::error::Result;

/// Arguments of `discern extract`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Image (NIfTI).
    pub image: Option<PathBuf>,
    /// Mask on the image's or another grid.
    pub mask: Option<PathBuf>,
}

/// Runs the subcommand.
pub fn run(_arguments: &Arguments) -> Result<()> {
    Ok(())
}
