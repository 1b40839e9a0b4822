//! Reading and writing files, with errors that name the file.

use std::path::{Path, PathBuf};

use discern::error::{Error, ErrorKind, Result};

/// All bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|cause| {
        Error::new(ErrorKind::File, "file", "a readable file", cause.to_string())
            .at(path.display().to_string())
    })
}

/// All text of a file.
pub fn read_text(path: &Path) -> Result<String> {
    String::from_utf8(read(path)?).map_err(|_| {
        Error::new(ErrorKind::Format, "file", "UTF-8 text", "other bytes").at(path.display().to_string())
    })
}

/// The text of a sealed file, with a sign in the place of bytes that are none: what reads it knows the binary files of other
/// programs by their beginning, and no seal holds over such a sign.
pub fn read_sealed(path: &Path) -> Result<String> {
    let bytes = read(path)?;
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// Every file at or below a path, in the order of their names; links are not followed out of it.
pub fn below(path: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let failed = |cause: std::io::Error| {
        let error = Error::new(ErrorKind::File, "file or folder", "one that can be read", cause.to_string());
        error.at(path.display().to_string())
    };
    if !path.is_dir() {
        found.push(path.to_owned());
        return Ok(());
    }
    let mut entries =
        std::fs::read_dir(path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>).map_err(failed)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            below(&entry.path(), found)?;
        } else if kind.is_file() {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// Writes a whole file through a neighbour and a rename, so that it is never seen half written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    std::fs::write(&partial, bytes).and_then(|()| std::fs::rename(&partial, path)).map_err(|cause| {
        // Half a file is of no use, and on a full disk its room is.
        let _ = std::fs::remove_file(&partial);
        Error::new(ErrorKind::File, "file", "a place that can be written", cause.to_string())
            .at(path.display().to_string())
    })
}

/// Makes a folder, and those above it, where there is none.
pub fn create_folder(path: &Path) -> Result<()> {
    std::fs::create_dir_all(path).map_err(|cause| {
        Error::new(ErrorKind::File, "folder", "a place that can be written", cause.to_string())
            .at(path.display().to_string())
    })
}
