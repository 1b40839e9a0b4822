//! The command line: names the subcommands, prints an error once, sets the exit status.

mod cli;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use cli::out::{no_room, tell};

#[global_allocator]
static MEMORY: cli::memory::LargePages = cli::memory::LargePages;

/// Radiomics of MRI lesions and a checked model: metastasis or primary spinal tumour. Research use only.
#[derive(Parser)]
#[command(version = discern::program::VERSION, about, arg_required_else_help = true)]
struct Arguments {
    /// Licences of the program and of all that it is built from.
    #[arg(long)]
    licenses: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

/// The program's own licence, what came from others into its sources, and the crates and modules it is built from.
const LICENSES: [&str; 3] =
    [include_str!("../LICENSE"), include_str!("../NOTICE"), include_str!("../THIRD-PARTY.txt")];

#[derive(Subcommand)]
enum Command {
    /// What a shell completes after `discern`: source <(discern completions bash).
    Completions(cli::shell::CompletionArguments),
    /// A DICOM study becomes NIfTI files with BIDS names: its sequences, its masks, and how they were acquired.
    Convert(cli::convert::Arguments),
    /// How a model does on a feature table: report.html, figures and tables.
    Evaluate(cli::evaluate::Arguments),
    /// Features of one image and mask, of a batch file, or of a cohort.
    Extract(cli::extract::Arguments),
    /// What can be measured: every feature with its meaning, formula, unit, range and IBSI code.
    Features(cli::handbook::Arguments),
    /// A formula that a paper prints becomes scores, and a model file where the paper leaves nothing out.
    Formula(cli::formula::Arguments),
    /// A classifier of XGBoost, LightGBM or scikit-learn becomes a model file.
    Import(cli::import::Arguments),
    /// Folders, zip archives and DICOM files: which volumes they hold, and which sequence each is.
    Inspect(cli::inspect::Arguments),
    /// A mask becomes a DICOM segmentation of the study that it was drawn on.
    Segmentation(cli::segmentation::Arguments),
    /// What can be set: every key of a parameter file, and every filter.
    Settings(cli::handbook::Arguments),
    /// Pages for man: of the program, or of every subcommand into a folder.
    Man(cli::shell::ManArguments),
    /// A simulated two-centre cohort: NIfTI files and cohort.csv.
    Simulate(cli::simulate::Arguments),
    /// The simulated study from nothing to report.html: simulate, extract, train, evaluate.
    Study(cli::study::Arguments),
    /// A feature table becomes a model file: Rad-M, DRad-M, CRad-M and baselines.
    Train(cli::train::Arguments),
    /// A model file and one case become an answer, as JSON.
    Predict(Box<cli::predict::Arguments>),
    /// A model on a site's own cases: does it hold there, how many cases are missing, and, where asked for, a model file for that site.
    Validate(cli::validate::Arguments),
    /// A case capsule and its images: does a recomputation give the same digits?
    Verify(cli::verify::Arguments),
}

fn main() -> ExitCode {
    cli::memory::keep_freed();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(message) => return print_parse_error(&message),
    };
    let ended = match arguments.command {
        None => cli::out::print(&LICENSES.join("\n")).map_err(Into::into),
        Some(Command::Completions(arguments)) => cli::shell::completions(&arguments, Arguments::command()),
        Some(Command::Convert(arguments)) => cli::convert::run(&arguments),
        Some(Command::Evaluate(arguments)) => cli::evaluate::run(&arguments),
        Some(Command::Extract(arguments)) => cli::extract::run(&arguments),
        Some(Command::Features(arguments)) => cli::handbook::features(&arguments),
        Some(Command::Formula(arguments)) => cli::formula::run(&arguments),
        Some(Command::Import(arguments)) => cli::import::run(&arguments),
        Some(Command::Inspect(arguments)) => cli::inspect::run(&arguments),
        Some(Command::Man(arguments)) => cli::shell::man(&arguments, Arguments::command()),
        Some(Command::Segmentation(arguments)) => cli::segmentation::run(&arguments),
        Some(Command::Settings(arguments)) => cli::handbook::settings(&arguments),
        Some(Command::Simulate(arguments)) => cli::simulate::run(&arguments),
        Some(Command::Study(arguments)) => cli::study::run(&arguments),
        Some(Command::Train(arguments)) => cli::train::run(&arguments),
        Some(Command::Predict(arguments)) => cli::predict::run(&arguments),
        Some(Command::Validate(arguments)) => cli::validate::run(&arguments),
        Some(Command::Verify(arguments)) => cli::verify::run(&arguments),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            problems.0.iter().for_each(|error| tell(format_args!("discern: {error}")));
            ExitCode::from(2)
        }
    }
}

/// Help and version on standard output, what is wrong with the arguments on standard error.
fn print_parse_error(message: &clap::Error) -> ExitCode {
    let wrong = message.use_stderr();
    match message.print() {
        Err(cause) if !wrong && cause.kind() != std::io::ErrorKind::BrokenPipe => {
            tell(format_args!("discern: {}", no_room(&cause)));
            ExitCode::from(2)
        }
        _ => ExitCode::from(if wrong { 2 } else { 0 }),
    }
}
