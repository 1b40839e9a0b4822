//! One run at a time writes to one place.
//!
//! A run locks a file beside its output, or in the folder it fills. The operating system releases the lock when the run ends,
//! however it ends, so that the file of a killed run does not block the next one.

use std::fs::{File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use discern::error::{Error, ErrorKind, Result};

use super::out::tell;

/// Lets no other run write to the same place, as long as it lives.
pub struct Lock {
    /// Locked until it is closed.
    _file: File,
    path: PathBuf,
}

impl Lock {
    /// On a file to be written.
    ///
    /// # Errors
    /// Another run writes it; nothing can be written there.
    pub fn on(out: &Path) -> Result<Self> {
        let mut path = out.as_os_str().to_owned();
        path.push(".lock");
        Self::take(path.into(), out)
    }

    /// On a folder to be filled.
    ///
    /// # Errors
    /// Another run fills it; nothing can be written there.
    pub fn inside(folder: &Path) -> Result<Self> {
        Self::take(folder.join(".discern.lock"), folder)
    }

    fn take(path: PathBuf, out: &Path) -> Result<Self> {
        let failed = |cause: &std::io::Error| {
            Error::new(ErrorKind::File, "output", "a place that can be written", cause.to_string())
                .at(out.display().to_string())
        };
        loop {
            let mut options = File::options();
            let opened = options.create(true).truncate(false).read(true).write(true).open(&path);
            let mut file = opened.map_err(|cause| failed(&cause))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(taken(&mut file, out)),
                Err(TryLockError::Error(cause)) => {
                    tell(format_args!("warning: {}: no lock can be held here ({cause})", out.display()));
                }
            }
            // The previous run may have removed the file after this one opened it: then the lock is on no file.
            if !is_still(&file, &path) {
                continue;
            }
            let noted = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
            noted.map_err(|cause| failed(&cause))?;
            return Ok(Self { _file: file, path });
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Other systems refuse to remove an open file; left behind without a lock, it blocks no run.
        let _ = std::fs::remove_file(&self.path);
    }
}

fn taken(file: &mut File, out: &Path) -> Error {
    let mut who = String::new();
    let _ = file.read_to_string(&mut who);
    let found = match who.trim() {
        "" => "another run".to_owned(),
        process => format!("process {process}"),
    };
    Error::new(ErrorKind::File, "output", "no other run that writes to it", found)
        .at(out.display().to_string())
        .hint("wait until it has ended, or name another place")
}

/// Whether a path still leads to an open file.
#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |meta: std::fs::Metadata| (meta.dev(), meta.ino());
    file.metadata().map(place).ok() == std::fs::metadata(path).map(place).ok()
}

#[cfg(not(unix))]
fn is_still(_file: &File, _path: &Path) -> bool {
    true
}
