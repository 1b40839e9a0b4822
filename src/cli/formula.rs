//! `discern formula`: a formula that a paper prints becomes scores, and a model file where the paper leaves nothing out.

use std::path::PathBuf;

use discern::error::{Error, Result};
use discern::model::{FeatureSource, Formula};
use discern::study::Printed;
use discern::table::csv::{line, read_features};
use discern::table::format_number;

use super::call::{Call, Ended};
use super::lists::read_list;
use super::lock::Lock;
use super::out::tell;
use super::{files, provenance};

/// Arguments of `discern formula`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The formula, as YAML (docs/import.md).
    formula: PathBuf,
    /// Feature table: its columns are what the printed names are found among, its cases tell which values are usual.
    #[arg(long)]
    features: PathBuf,
    /// Where to write the model file.
    #[arg(short, long, required_unless_present = "scores")]
    out: Option<PathBuf>,
    /// Where to write the score of every case of the table, which is no probability.
    #[arg(long, value_name = "SCORES.csv")]
    scores: Option<PathBuf>,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Ended {
    let Arguments { formula, features, out, scores } = arguments;
    Call::default().input(formula).input(features).output(out).output(scores).check()?;
    let _locks: Vec<Lock> =
        [out, scores].into_iter().flatten().map(|path| Lock::on(path)).collect::<Result<_>>()?;
    let at = |path: &PathBuf| {
        let name = path.display().to_string();
        move |error: Error| error.at(name.clone())
    };
    let text = read_list(features)?;
    let table = read_features(&text).map_err(at(features))?;
    let printed = Printed::new(&files::read_text(formula)?, &table).map_err(at(formula))?;
    tell_left_out(printed.formula());
    if let Some(path) = scores {
        let scores = printed.scores().map_err(at(formula))?;
        let mut text = line(&["case".to_owned(), "score".to_owned()]);
        text.extend(scores.into_iter().map(|(case, score)| line(&[case, format_number(score)])));
        files::write(path, text.as_bytes())?;
    }
    let Some(path) = out else { return Ok(()) };
    let source = match provenance::beside(features)? {
        Some(beside) => Some(beside.source_of(&text).map_err(at(features))?),
        None => None,
    };
    // Of a table without a record of its extraction, the paper's settings are taken on trust, as in training.
    let own =
        || FeatureSource { settings: printed.formula().settings.clone().unwrap_or_default(), deep: None };
    let model_file = printed.model_file(&source.unwrap_or_else(own)).map_err(at(formula))?;
    files::write(path, model_file.to_json().as_bytes())?;
    Ok(super::train::print_summary(path, &model_file)?)
}

/// What the paper does not say: what no probability can do without, and what is assumed.
fn tell_left_out(formula: &Formula) {
    let missing = formula.left_out();
    if !missing.0.is_empty() {
        tell(format_args!("left out: {missing}: without it there is a score, and no probability"));
    }
    if formula.threshold.is_none() {
        tell("left out: the threshold: 0.5 is taken");
    }
    if formula.doi.is_none() {
        tell("left out: the DOI");
    }
}
