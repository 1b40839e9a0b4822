//! `discern predict --cohort`: the answers to many cases as one CSV.

use std::path::Path;

use discern::answer::{FILES, file_cells, joined};
use discern::answer::{answers_header, answers_line, answers_problem, predict};
use discern::case::SequenceFeatures;
use discern::error::{Error, ErrorKind, Result};
use discern::model::ModelFile;
use discern::settings::Settings;
use discern::table::csv;
use discern::table::csv::Listed;
use discern::table::{Patient, Sequence};
use rayon::prelude::*;

use super::call::{Ended, not_an_input};
use super::deep::Network;
use super::files;
use super::lists::{Cases, Wanted};
use super::lock::Lock;
use super::measure::{Measuring, measure};
use super::out::{print_line, tell};
use super::progress::{Bar, Together};

/// A run of `predict --cohort`.
pub struct Job<'a> {
    /// The list of cases.
    pub list: &'a Path,
    /// The table to write.
    pub out: &'a Path,
    /// The model.
    pub model_file: &'a ModelFile,
    /// Its settings, with the label that was chosen.
    pub settings: &'a Settings,
    /// Its network, where deep features are wanted.
    pub network: Option<&'a Network>,
}

/// Runs the job. A case that cannot be answered has the reason in its row and on standard error.
///
/// # Errors
/// The list cannot be read; the table cannot be written; a case cannot be answered (the others are in the table).
pub fn run(job: &Job) -> Ended {
    let _lock = Lock::on(job.out)?;
    let cases = Cases::of(job.list)?;
    let bar = Bar::counting(cases.len(), "cases");
    let one = |row| {
        let line = line(job, &cases, &cases.case(row));
        bar.one_done();
        line
    };
    let lines: Vec<(String, bool)> = (0..cases.len()).into_par_iter().map(one).collect();
    drop(bar);
    let header = joined(&answers_header(job.model_file), &csv::line(&FILES));
    let text = lines.iter().fold(header, |text, (line, _)| text + line);
    not_an_input(job.out, cases.paths())?;
    files::write(job.out, text.as_bytes())?;
    let answered = lines.iter().filter(|(_, answered)| *answered).count();
    print_line(format_args!("{}: {answered} of {} cases answered", job.out.display(), lines.len()))?;
    if answered == lines.len() {
        return Ok(());
    }
    let found = format!("{} of {} without one", lines.len() - answered, lines.len());
    Err(Error::new(ErrorKind::Table, "cases", "an answer to each", found)
        .at(job.list.display().to_string())
        .hint("the column problem of the table says why")
        .into())
}

fn line(job: &Job, cases: &Cases, Wanted { case, problem }: &Wanted) -> (String, bool) {
    let found = match problem {
        Some(problem) => Err(problem.clone()),
        None => answer(job, cases, case),
    };
    let (line, answered) = match found {
        Ok(line) => (line, true),
        Err(error) => {
            tell(format_args!("case {}: {error}", case.case));
            // The path of the file is left out: the page, which writes the same table, does not know it.
            let problem = format!("{}: expected {}, found {}", error.thing, error.expected, error.found);
            (answers_problem(job.model_file, &case.case, patient(case), &problem), false)
        }
    };
    (joined(&line, &csv::line(&file_cells(&case.images, &case.masks))), answered)
}

/// What a list says of a patient.
fn patient(case: &Listed) -> Patient<'_> {
    Patient { age_years: case.age_years, told: &case.told }
}

fn answer(job: &Job, cases: &Cases, case: &Listed) -> Result<String> {
    let features = |sequence: Sequence| {
        let at = sequence.index();
        let paths = [&case.images[at], &case.masks[at]].map(|name| cases.located(name));
        let read = measure(
            sequence,
            [&paths[0], &paths[1]],
            Measuring { settings: job.settings, network: job.network, progress: &Together::silent() },
        )?;
        Ok(read.features)
    };
    let features: Vec<SequenceFeatures> = Sequence::ALL.into_iter().map(features).collect::<Result<_>>()?;
    Ok(answers_line(job.model_file, &case.case, &predict(job.model_file, patient(case), &features)?))
}
