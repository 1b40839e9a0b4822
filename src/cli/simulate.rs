//! `discern simulate`: writes a simulated cohort as NIfTI files and a cohort list.

use std::path::{Path, PathBuf};

use discern::error::{Error, ErrorKind, Result};
use discern::simulate;
use discern::table::csv::{Entry, write_cohort};
use discern::table::{Case, Sequence};
use discern::volume::{labels_nifti_gz, nifti_gz};
use rayon::prelude::*;

use super::call::Ended;
use super::files;
use super::lock::Lock;
use super::out::print_line;
use super::progress::Bar;

/// Arguments of `discern simulate`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Number of cases; 510 are split 328 (train), 82 (internal), 100 (external).
    #[arg(long)]
    pub cases: u64,
    /// Seed of everything random; the same seed gives the same bytes.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Number of the first case less one; cases do not depend on how many there are.
    #[arg(long, default_value_t = 0)]
    pub skip: u64,
    /// Folder for the images, the masks and cohort.csv.
    #[arg(short, long)]
    pub out: PathBuf,
}

/// Most cases of one call.
const MOST_CASES: u64 = 1_000_000;

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Ended {
    let Arguments { cases, seed, skip, out } = arguments;
    if !(1..=MOST_CASES).contains(cases) || *skip > MOST_CASES {
        return Err(Error::new(
            ErrorKind::Settings,
            "--cases and --skip",
            format!("1 to {MOST_CASES}"),
            format!("{cases} and {skip}"),
        )
        .into());
    }
    files::create_folder(out)?;
    let _lock = Lock::inside(out)?;
    let indices: Vec<u64> = (*skip..skip + cases).collect();
    let entries: Vec<Entry> = indices.iter().map(|&index| entry(&simulate::subject(*seed, index))).collect();
    let bar = Bar::of(entries.len(), "cases");
    indices.par_iter().zip(&entries).try_for_each(|(&index, entry)| {
        write_case(out, entry, &simulate::scan(*seed, index))?;
        bar.one_done();
        Ok::<_, Error>(())
    })?;
    drop(bar);
    // The list comes last: where it stands, the cases it names are whole.
    let list = out.join("cohort.csv");
    files::write(&list, write_cohort(&entries).as_bytes())?;
    Ok(print_line(format_args!("{}: {cases} simulated cases, seed {seed}", list.display()))?)
}

/// The line of a subject in the list, with the names of its files.
fn entry(subject: &simulate::Subject) -> Entry {
    let name = |what: &str| format!("{}_{what}.nii.gz", subject.case);
    Entry {
        who: Case {
            case: subject.case.clone(),
            patient: subject.case.clone(),
            center: ["simulated-a", "simulated-b"][subject.center.min(1)].to_owned(),
            split: subject.split,
            age: subject.age,
            metastasis: subject.metastasis,
            described: Default::default(),
        },
        images: Sequence::ALL.map(|sequence| name(sequence.key())),
        masks: [(); 4].map(|()| name("mask")),
    }
}

fn write_case(folder: &Path, entry: &Entry, scan: &simulate::Scan) -> Result<()> {
    for (name, image) in entry.images.iter().zip(&scan.images) {
        files::write(&folder.join(name), &nifti_gz(image)?)?;
    }
    files::write(&folder.join(&entry.masks[0]), &labels_nifti_gz(&scan.mask)?)
}
