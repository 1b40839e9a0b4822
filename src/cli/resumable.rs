//! Rows computed side by side, remembered as they finish, so that an interrupted run goes on where it was.
//!
//! Finished rows are appended to a file beside the result, one line each, under a key that changes with anything the
//! row depends on, with a sum over key and row. A line that was torn, as where the run was cut off, or changed, as by a bad
//! disk or by hand, is noticed by its sum and dropped, and its row computed again. So is a row that other code computed, by its build stamp: numbers of two programs are never mixed in
//! one table. Results come in the order of the keys, whatever the number of threads.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use discern::error::{Error, ErrorKind, Result};
use discern::numeric::hash::sha256;
use discern::program::PROGRAM;
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::out::tell;
use super::progress::Bar;

/// One line of the file of finished rows.
#[derive(Serialize, Deserialize)]
struct Line<T> {
    /// Program with its build stamp.
    made_by: String,
    /// Changes with anything the row depends on.
    key: String,
    /// SHA-256 of the key and the row's text.
    sum: String,
    row: T,
}

/// The sum over a row as it is written.
fn sum(key: &str, row: &RawValue) -> String {
    sha256(format!("{key}\n{}", row.get()).as_bytes())
}

/// The build stamp in a line; lines of versions before there was one have none.
#[derive(Deserialize)]
struct Maker {
    made_by: Option<String>,
}

/// Where finished rows of a run that writes `out` are kept.
pub fn partial_path(out: &Path) -> PathBuf {
    let mut path = out.as_os_str().to_owned();
    path.push(".rows.jsonl");
    path.into()
}

/// How many rows are computed, and on how many threads.
pub struct Rows {
    /// Their number.
    pub count: usize,
    /// Number of threads; 0: one a processor.
    pub jobs: usize,
}

/// Computes all rows by their number from 0 on: `key` first, `compute` only where no row is remembered under that key. Rows
/// that fail are not remembered.
///
/// # Errors
/// The file of finished rows cannot be read or written; threads cannot be started.
pub fn run<T: Serialize + DeserializeOwned + Clone + Send + Sync>(
    out: &Path,
    Rows { count, jobs }: Rows,
    key: impl Fn(usize) -> Result<String> + Sync,
    compute: impl Fn(usize) -> Result<T> + Sync,
) -> Result<Vec<Result<T>>> {
    let path = partial_path(out);
    let (finished, log) = open::<T>(&path)?;
    let log = Mutex::new(log);
    let pool = threads(jobs)?;
    let bar = Bar::of(count, "rows");
    let has_warned = AtomicBool::new(false);
    let one = |index: usize| {
        let key = key(index)?;
        if let Some(row) = finished.get(&key) {
            return Ok(row.clone());
        }
        let row = compute(index)?;
        // A row that cannot be stored is still in the result; only an interrupted run would compute it again.
        if let Err(error) = append(&log, &path, (key, &row))
            && !has_warned.swap(true, Relaxed)
        {
            tell(format_args!("warning: finished rows are not kept: {error}"));
        }
        Ok(row)
    };
    let rows = pool.install(|| {
        (0..count)
            .into_par_iter()
            .map(|index| {
                let row = one(index);
                bar.one_done();
                row
            })
            .collect()
    });
    Ok(rows)
}

/// Most threads: results do not depend on their number, and more only cost memory.
const MAX_THREADS: usize = 256;

/// As many threads as `jobs` says; 0: one a processor.
///
/// # Errors
/// They cannot be started.
pub fn threads(jobs: usize) -> Result<rayon::ThreadPool> {
    rayon::ThreadPoolBuilder::new().num_threads(jobs.min(MAX_THREADS)).build().map_err(|cause| {
        Error::new(ErrorKind::Settings, "--jobs", "threads that can be started", cause.to_string())
    })
}

/// Forgets the finished rows once the result is written.
pub fn forget(out: &Path) -> Result<()> {
    let path = partial_path(out);
    std::fs::remove_file(&path).map_err(|cause| failed(&path, "a file that can be removed", &cause))
}

/// Rows that earlier runs finished, and the file to append to, cut behind its last whole line.
fn open<T: DeserializeOwned>(path: &Path) -> Result<(BTreeMap<String, T>, File)> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(cause) => return Err(failed(path, "a readable file", &cause)),
    };
    let whole = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |last| last + 1);
    let (mut finished, mut others) = (BTreeMap::new(), BTreeMap::<String, usize>::new());
    let mut damaged = usize::from(whole < bytes.len());
    for line in bytes[..whole].split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
        let Ok(maker) = serde_json::from_slice::<Maker>(line) else {
            damaged += 1;
            continue;
        };
        if maker.made_by.as_deref() != Some(PROGRAM) {
            let other = maker.made_by.unwrap_or_else(|| "an earlier version".to_owned());
            *others.entry(other).or_default() += 1;
        } else if let Some((key, row)) = sound(line) {
            finished.insert(key, row);
        } else {
            damaged += 1;
        }
    }
    for (other, count) in others {
        let path = path.display();
        tell(format_args!(
            "warning: {path}: {count} rows are of {other}, this is {PROGRAM}: they are computed again"
        ));
    }
    if damaged > 0 {
        let path = path.display();
        tell(format_args!(
            "warning: {path}: {damaged} rows are torn or were changed: they are computed again"
        ));
    }
    let writable = "a file that can be written";
    let file = File::options()
        .create(true)
        .append(true)
        .open(path)
        .map_err(|cause| failed(path, writable, &cause))?;
    file.set_len(whole as u64).map_err(|cause| failed(path, writable, &cause))?;
    Ok((finished, file))
}

/// Key and row of a line whose sum is right.
fn sound<T: DeserializeOwned>(line: &[u8]) -> Option<(String, T)> {
    let Line { key, sum: noted, row, .. } = serde_json::from_slice::<Line<Box<RawValue>>>(line).ok()?;
    (noted == sum(&key, &row)).then_some(())?;
    Some((key, serde_json::from_str(row.get()).ok()?))
}

fn append<T: Serialize>(log: &Mutex<File>, path: &Path, (key, row): (String, &T)) -> Result<()> {
    let unwritable = |cause: serde_json::Error| {
        Error::new(ErrorKind::File, "finished row", "values that can be written", cause.to_string())
    };
    let row = serde_json::value::to_raw_value(row).map_err(unwritable)?;
    let line = Line { made_by: PROGRAM.to_owned(), sum: sum(&key, &row), key, row };
    let mut text = serde_json::to_vec(&line).map_err(unwritable)?;
    text.push(b'\n');
    let mut file = log.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let before = file.metadata().map(|meta| meta.len());
    file.write_all(&text).map_err(|cause| {
        // Half a line would make the next one unreadable as well.
        let _ = before.and_then(|length| file.set_len(length));
        failed(path, "room to write", &cause)
    })
}

fn failed(path: &Path, expected: &str, cause: &std::io::Error) -> Error {
    Error::new(ErrorKind::File, "file of finished rows", expected, cause.to_string())
        .at(path.display().to_string())
}
