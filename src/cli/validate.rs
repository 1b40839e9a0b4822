//! `discern validate`: a model on a site's own cases, and a model file brought to them where that is asked for.

use std::io::IsTerminal;
use std::path::PathBuf;

use discern::error::{Error, ErrorKind, Result};
use discern::model::{FeatureSource, ModelFile, Update};
use discern::study::{
    Recalibration, ValidateOptions, Validation, Widths, classifier_named, recalibrate, validate,
};
use discern::table::csv::read_features;
use serde::Serialize;

use super::call::{Call, Ended};
use super::lists::read_list;
use super::lock::Lock;
use super::out::print_line;
use super::{files, provenance};

/// Arguments of `discern validate`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Model file.
    model: PathBuf,
    /// Feature table of the site's own cases with their diagnoses; those that the model was trained on are left out.
    features: PathBuf,
    /// Model of the file that is judged; CRad-M or else the first when left out.
    #[arg(long, value_name = "NAME")]
    of: Option<String>,
    /// Its classifier; logistic regression or else the first when left out.
    #[arg(long, value_name = "NAME")]
    classifier: Option<String>,
    /// Width of a 95 % interval that should be reached, such as `slope=0.3`: of `observed-expected` (0.2), `slope` (0.2), `auc`
    /// (0.1) or `net-benefit` (0.2, standardised); once for each.
    #[arg(long, value_name = "FIGURE=WIDTH")]
    width: Vec<String>,
    /// Writes a new model file that is brought to these cases: by what the closed test chooses, or by what is named here.
    #[arg(long, value_enum, requires = "out")]
    recalibrate: Option<Choice>,
    /// The new model file.
    #[arg(short, long, requires = "recalibrate")]
    out: Option<PathBuf>,
    /// How the figures are printed: as text on a terminal, JSON elsewhere.
    #[arg(short, long, value_enum)]
    format: Option<Format>,
}

/// How a model file is brought to local cases.
#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum Choice {
    /// The least change that the closed test does not refute.
    ClosedTest,
    /// Probabilities stay; the file keeps the local cases.
    None,
    /// A new intercept.
    Intercept,
    /// A new intercept and slope.
    InterceptAndSlope,
}

impl Choice {
    fn asked(self) -> Option<Update> {
        match self {
            Self::ClosedTest => None,
            Self::None => Some(Update::None),
            Self::Intercept => Some(Update::Intercept),
            Self::InterceptAndSlope => Some(Update::InterceptAndSlope),
        }
    }
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What is printed.
#[derive(Serialize)]
struct Printed {
    #[serde(flatten)]
    validation: Validation,
    #[serde(skip_serializing_if = "Option::is_none")]
    recalibration: Option<Recalibration>,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> Ended {
    let call = Call::default().input(&arguments.model).input(&arguments.features).output(&arguments.out);
    let options = options(arguments);
    call.problem(options.as_ref().err().cloned()).check()?;
    let options = options?;
    let _lock = arguments.out.as_ref().map(|out| Lock::on(out)).transpose()?;
    let model_name = arguments.model.display().to_string();
    let model_file =
        ModelFile::from_json(files::read_sealed(&arguments.model)?).map_err(|error| error.at(model_name))?;
    let text = read_list(&arguments.features)?;
    let at_table = |error: Error| error.at(arguments.features.display().to_string());
    let table = read_features(&text).map_err(at_table)?;
    if let Some(beside) = provenance::beside(&arguments.features)? {
        let source = FeatureSource { settings: beside.settings, deep: beside.deep };
        model_file.check_source(&source).map_err(at_table)?;
    }
    let validation = validate(&model_file, &table, &options).map_err(at_table)?;
    let mut recalibration = None;
    if let (Some(choice), Some(out)) = (arguments.recalibrate, &arguments.out) {
        let (file, done) = recalibrate(&model_file, &table, &options, choice.asked()).map_err(at_table)?;
        files::write(out, file.to_json().as_bytes())?;
        recalibration = Some(done);
    }
    let as_text = std::io::stdout().is_terminal().then_some(Format::Text);
    match arguments.format.or(as_text).unwrap_or(Format::Json) {
        Format::Text => lines(&validation, recalibration.as_ref()).iter().try_for_each(print_line)?,
        Format::Json => {
            let printed = Printed { validation, recalibration };
            print_line(serde_json::to_string_pretty(&printed).map_err(|cause| {
                Error::new(ErrorKind::Model, "figures", "values that can be written", cause.to_string())
            })?)?;
        }
    }
    Ok(())
}

fn options(arguments: &Arguments) -> Result<ValidateOptions> {
    let mut options = ValidateOptions {
        model: arguments.of.clone(),
        classifier: arguments.classifier.as_deref().map(classifier_named).transpose()?,
        ..ValidateOptions::default()
    };
    for text in &arguments.width {
        let refused = || {
            let expected =
                "observed-expected, slope, auc or net-benefit, an equals sign and a number above 0";
            Error::new(ErrorKind::Settings, "--width", expected, text.clone())
        };
        let (name, number) = text.split_once('=').ok_or_else(refused)?;
        let number: f64 = number.trim().parse().map_err(|_| refused())?;
        if !(number > 0.0 && number.is_finite()) {
            return Err(refused());
        }
        let Widths { observed_expected, slope, auc, net_benefit } = &mut options.widths;
        *(match name.trim() {
            "observed-expected" => observed_expected,
            "slope" => slope,
            "auc" => auc,
            "net-benefit" => net_benefit,
            _ => return Err(refused()),
        }) = number;
    }
    Ok(options)
}

/// The figures for a person.
fn lines(found: &Validation, recalibration: Option<&Recalibration>) -> Vec<String> {
    let Validation { cases, metastases, patients, training_cases, unlike, .. } = found;
    let mut lines = vec![
        format!("{} by {}, {}", found.model, found.classifier.key(), found.model_file[0]),
        format!(
            "{cases} cases of {patients} patients, {metastases} metastases; {training_cases} training cases left out"
        ),
        format!("{} cases unusual, {} outside of the training cases", unlike[0], unlike[1]),
    ];
    for figure in &found.figures {
        lines.push(match (&figure.estimate, &figure.problem) {
            (Some(of), _) => {
                format!("{:<18} {:>7.3} ({:.3} to {:.3})", figure.key, of.value, of.lower, of.upper)
            }
            (None, problem) => {
                format!(
                    "{:<18} none: {}",
                    figure.key,
                    problem.as_ref().map(Error::to_string).unwrap_or_default()
                )
            }
        });
    }
    for needed in &found.needed {
        lines.push(match (needed.cases, needed.missing) {
            (Some(cases), Some(missing)) => format!(
                "{:<18} an interval {} wide needs {cases} cases of as many patients; {missing} missing",
                needed.key, needed.width
            ),
            _ => format!(
                "{:<18} cases needed: not known: {}",
                needed.key,
                needed.problem.as_ref().map(Error::to_string).unwrap_or_default()
            ),
        });
    }
    for test in found.closed_test.iter().flat_map(|closed| &closed.tests) {
        lines.push(format!(
            "closed test         {} against intercept and slope: chi-squared {:.3}, {} df, p {:.4}",
            words(test.against),
            test.chi_squared,
            test.degrees,
            test.p
        ));
    }
    if let Some(problem) = &found.problem {
        lines.push(format!("closed test         none: {problem}"));
    }
    let [one, two] = found.floors;
    lines.push(format!(
        "advised             {} (a new intercept needs {one} patients of the rarer group, intercept and slope {two}; here {})",
        words(found.advised),
        found.patients_of[0].min(found.patients_of[1])
    ));
    if let Some(done) = recalibration {
        lines.push(format!("new model file      {}, SHA-256 {}", words(done.update), done.sha256));
        for line in &done.lines {
            lines.push(format!(
                "                    {} by {}: log-odds = {:.4} + {:.4} x log-odds",
                line.model,
                line.classifier.key(),
                line.line.intercept,
                line.line.slope
            ));
        }
        lines.extend(done.left_out.iter().map(|model| format!("                    left out: {model}")));
    }
    lines
}

fn words(update: Update) -> &'static str {
    match update {
        Update::None => "no recalibration",
        Update::Intercept => "a new intercept",
        Update::InterceptAndSlope => "intercept and slope",
    }
}
