//! Gives the program its build stamp: a hash of the sources, beside the version, so that numbers of other code are known
//! as such.
//!
//! It is made of everything the compiler reads, and of nothing else: no clock, no folder, no git. So it is the same for a
//! checkout and for an unpacked archive, wherever they lie, whether lines end as on Windows or not, and for the command
//! line and the page. A change of documents, tests or models does not change it: models and weights are known by hashes of
//! their own. By hand, in a checkout with plain line ends:
//!
//! ```sh
//! (echo .cargo/config.toml; echo rust-toolchain.toml; find Cargo.* build.rs src -type f -not -name '.*') |
//!   LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-16
//! ```

// A build script is a host: it reads files.
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// Files and folders that the compiler reads.
const SOURCES: [&str; 6] =
    [".cargo/config.toml", "Cargo.lock", "Cargo.toml", "build.rs", "rust-toolchain.toml", "src"];
/// Digits of the hash that are shown.
const DIGITS: usize = 16;

fn main() -> io::Result<()> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let version = std::env::var("CARGO_PKG_VERSION").map_err(io::Error::other)?;
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
    }
    println!("cargo::rustc-env=DISCERN_VERSION={version}+{}", stamp(&root)?);
    Ok(())
}

/// The stamp of the sources in a folder: SHA-256 of the lines that `sha256sum` prints of them, in the order of their paths.
pub fn stamp(root: &Path) -> io::Result<String> {
    let mut paths = Vec::new();
    for source in SOURCES {
        collect(root, source.to_owned(), &mut paths)?;
    }
    paths.sort();
    let mut lines = String::new();
    for path in paths {
        let bytes = fs::read(root.join(&path))
            .map_err(|cause| io::Error::new(cause.kind(), format!("{path}: {cause}")))?;
        lines += &format!("{}  {path}\n", hex(&with_plain_line_ends(bytes)));
    }
    let mut stamp = hex(lines.as_bytes());
    stamp.truncate(DIGITS);
    Ok(stamp)
}

/// Files at or below a path, with slashes on every system; what editors and systems hide beside them is none.
fn collect(root: &Path, path: String, found: &mut Vec<String>) -> io::Result<()> {
    if !root.join(&path).is_dir() {
        found.push(path);
        return Ok(());
    }
    for entry in fs::read_dir(root.join(&path))? {
        let name = entry?.file_name();
        let name =
            name.to_str().ok_or_else(|| io::Error::other(format!("{path}: a name that is no text")))?;
        if !name.starts_with('.') {
            collect(root, format!("{path}/{name}"), found)?;
        }
    }
    Ok(())
}

/// A checkout on Windows may end lines by two characters.
fn with_plain_line_ends(bytes: Vec<u8>) -> Vec<u8> {
    let ends_line = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
    (0..bytes.len()).filter(|&at| !ends_line(at)).map(|at| bytes[at]).collect()
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
