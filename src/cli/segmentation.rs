//! `discern segmentation`: a mask becomes a DICOM segmentation of the study that it was drawn on.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use discern::case::dicom::{Identity, Series, Study, Written};
use discern::case::source::Source;
use discern::case::{GridRule, labels_on_grid};
use discern::error::{Error, ErrorKind, Result};
use discern::volume::{Geometry, LabelMap};

use super::call::{Call, Ended};
use super::dicom_files::with_study;
use super::files;
use super::scan::Scan;

/// Arguments of `discern segmentation`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder or zip archive of the study.
    #[arg(long, value_name = "FOLDER|ZIP")]
    study: PathBuf,
    /// Number of the series that it is to lie on.
    #[arg(long, value_name = "NUMBER")]
    series: i64,
    /// Mask of the lesion, on this grid or another.
    #[arg(long, value_name = "FILE")]
    mask: PathBuf,
    /// Label of the lesion in the mask.
    #[arg(short, long, default_value_t = 1)]
    label: i32,
    /// Whose it is: for the archive, patient and study as in the images (keep), or nobody's (remove).
    #[arg(long, value_enum)]
    identity: OfWhom,
    /// The DICOM file.
    #[arg(short, long, value_name = "FILE.dcm")]
    out: PathBuf,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum OfWhom {
    /// Patient and study as in the images, so that an archive files it with them.
    Keep,
    /// Attributes of patient and study empty, identifiers new.
    Remove,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Ended {
    Call::default().input(&arguments.mask).output(&arguments.out).check()?;
    let drawn = Scan::read(&arguments.mask)?;
    with_study(std::slice::from_ref(&arguments.study), |study, sources| {
        let series = series(arguments, study)?;
        let grid = series.grid.clone()?;
        let labels = drawn.labels_for(None, Some(grid.size))?.value;
        Ok(write(arguments, (series, &lesion_on(&grid, &labels, arguments.label)), sources)?)
    })
}

fn series<'a>(arguments: &Arguments, study: &'a Study) -> Result<&'a Series> {
    let of_number = |series: &&Series| series.number == Some(arguments.series) && series.grid.is_ok();
    let found: Vec<&Series> = study.volumes.iter().filter(of_number).collect();
    match found[..] {
        [series] => Ok(series),
        _ => {
            let found = format!("{} of number {}", found.len(), arguments.series);
            Err(Error::new(ErrorKind::Missing, "study", "one volume of the series", found)
                .at(arguments.study.display().to_string())
                .hint("`discern inspect` lists the series"))
        }
    }
}

/// The lesion on a volume's grid: 1 within, 0 without.
fn lesion_on(grid: &Geometry, labels: &LabelMap, label: i32) -> LabelMap {
    let rule = GridRule { tolerance: None, carry: true };
    let Some(carried) = labels_on_grid(grid, labels, &rule) else {
        let inside: Vec<bool> = labels.iter().map(|found| found == label).collect();
        return LabelMap::single(*grid, 1, &inside);
    };
    let mut inside = vec![false; grid.voxels()];
    let [width, height, _] = carried.size;
    for (at, _) in carried.voxels.iter().enumerate().filter(|(_, found)| **found == label) {
        let of_box = [at % width, at / width % height, at / width / height];
        inside[grid.index(std::array::from_fn(|axis| carried.low[axis] + of_box[axis]))] = true;
    }
    LabelMap::single(*grid, 1, &inside)
}

fn write(
    arguments: &Arguments,
    (series, labels): (&Series, &LabelMap),
    sources: &[&dyn Source],
) -> Result<()> {
    let identity = match arguments.identity {
        OfWhom::Keep => Identity::Kept,
        OfWhom::Remove => Identity::Removed,
    };
    let at = written_at(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()));
    let bytes = series.segmentation(sources, Written { labels, identity, at: &at })?;
    files::write(&arguments.out, &bytes)
}

/// `YYYYMMDDHHMMSS` of the seconds since 1970, UTC.
fn written_at(seconds: u64) -> String {
    let (days, of_day) = (seconds / 86_400, seconds % 86_400);
    // Days since 1 March of the year 0; eras are of 400 years.
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = era * 400 + year_of_era + next;
    let [hour, minute, second] = [of_day / 3600, of_day / 60 % 60, of_day % 60];
    format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}")
}

#[cfg(test)]
mod tests {
    use super::written_at;

    #[test]
    fn seconds_become_the_date_and_time_of_the_calendar() {
        let known = [
            (0, "19700101000000"),
            (951_827_696, "20000229123456"),
            (1_709_251_199, "20240229235959"),
            (1_709_251_200, "20240301000000"),
            (4_102_444_799, "20991231235959"),
        ];
        for (seconds, text) in known {
            assert_eq!(written_at(seconds), text);
        }
    }
}
