//! The files and options of a call, checked before anything is computed, so that all problems are reported at once.

use std::path::{Path, PathBuf};

use discern::error::{Error, ErrorKind, Result};
use discern::table::share_of;

use super::scan::archive_of;

/// How a command ends: with success, or with all its problems.
pub type Ended<T = ()> = std::result::Result<T, Problems>;

/// One problem or several.
#[derive(Debug)]
pub struct Problems(pub Vec<Error>);

impl From<Error> for Problems {
    fn from(error: Error) -> Self {
        Self(vec![error])
    }
}

impl Problems {
    /// The same problems, each with where it came from.
    pub fn at(self, origin: &Path) -> Self {
        Self(self.0.into_iter().map(|error| error.at(origin.display().to_string())).collect())
    }
}

/// All results, or all errors among them.
pub fn all<T>(results: impl IntoIterator<Item = Result<T>>) -> Ended<Vec<T>> {
    let mut problems = Vec::new();
    let good = results.into_iter().filter_map(|of| of.map_err(|error| problems.push(error)).ok()).collect();
    if problems.is_empty() { Ok(good) } else { Err(Problems(problems)) }
}

/// The files and options of a call, and what is wrong with them so far.
#[derive(Default)]
pub struct Call {
    inputs: Vec<PathBuf>,
    problems: Vec<Error>,
}

impl Call {
    /// A file that is to be read, if it is given.
    #[must_use]
    pub fn input<'a>(mut self, path: impl Into<Option<&'a PathBuf>>) -> Self {
        if let Some(path) = path.into() {
            self.problems.extend(unreadable(path));
            self.inputs.push(path.clone());
        }
        self
    }

    /// A file that is to be written, if it is given: none of the call's own inputs.
    #[must_use]
    pub fn output<'a>(mut self, path: impl Into<Option<&'a PathBuf>>) -> Self {
        if let Some(path) = path.into() {
            self.problems.extend(is_folder(path));
            self.problems.extend(not_an_input(path, &self.inputs).err());
        }
        self
    }

    /// A file that is checked by reading it, if it is given.
    #[must_use]
    pub fn named<'a>(mut self, path: impl Into<Option<&'a PathBuf>>) -> Self {
        self.inputs.extend(path.into().cloned());
        self
    }

    /// Something else that is wrong, if it is.
    #[must_use]
    pub fn problem(mut self, problem: impl Into<Option<Error>>) -> Self {
        self.problems.extend(problem.into());
        self
    }

    /// Nothing, or all that is wrong.
    pub fn check(self) -> Ended {
        if self.problems.is_empty() { Ok(()) } else { Err(Problems(self.problems)) }
    }

    /// All that is wrong.
    pub fn all(self) -> Vec<Error> {
        self.problems
    }
}

/// Required arguments that were not given, in one problem.
pub fn missing(arguments: &[String]) -> Error {
    let (named, found) = match arguments {
        [before @ .., last] if !before.is_empty() => {
            (format!("{} and {last}", before.join(", ")), "none of them")
        }
        one => (one.concat(), "none"),
    };
    Error::new(ErrorKind::Missing, "arguments", named, found)
}

/// The error with the case or row it happened in, in front of the file or thing it names.
pub fn within(what: &str, mut error: Error) -> Error {
    if !what.is_empty() {
        let inner = error.origin.take().map_or_else(String::new, |origin| format!(", {origin}"));
        error.origin = Some(format!("{what}{inner}"));
    }
    error
}

/// The share of metastases that `--prevalence` says.
pub fn prevalence(text: Option<&str>) -> Result<Option<f64>> {
    text.map(share_of).transpose().map_err(|error| error.at("--prevalence"))
}

/// A file to be written must be none of those that are read: the output would replace its own input.
///
/// # Errors
/// It is one of them, also by another path or a link.
pub fn not_an_input<P: AsRef<Path>>(out: &Path, inputs: impl IntoIterator<Item = P>) -> Result<()> {
    // What does not exist yet is no input.
    let Ok(place) = out.canonicalize() else { return Ok(()) };
    let clash = inputs.into_iter().any(|input| input.as_ref().canonicalize().is_ok_and(|of| of == place));
    if !clash {
        return Ok(());
    }
    Err(Error::new(ErrorKind::File, "output", "another file than the inputs", "one of the inputs")
        .at(out.display().to_string())
        .hint("it would be replaced: name another file"))
}

fn unreadable(path: &Path) -> Option<Error> {
    let problem = |found: String| {
        Error::new(ErrorKind::File, "file", "a readable file", found).at(path.display().to_string())
    };
    // Of a scan in an archive, the archive.
    let on_disk = archive_of(path).unwrap_or(path);
    match std::fs::metadata(on_disk) {
        Err(cause) => Some(problem(cause.to_string())),
        Ok(meta) if meta.is_dir() => Some(problem("a folder".to_owned()).hint(format!(
            "`discern inspect {}` tells which images a folder holds; many cases are named by a list",
            path.display()
        ))),
        // A pipe is left alone: it can be opened only once.
        Ok(meta) if meta.is_file() => {
            std::fs::File::open(on_disk).err().map(|cause| problem(cause.to_string()))
        }
        Ok(_) => None,
    }
}

fn is_folder(path: &Path) -> Option<Error> {
    let error = || Error::new(ErrorKind::File, "output", "the name of a file", "a folder");
    path.is_dir().then(|| error().at(path.display().to_string()))
}
