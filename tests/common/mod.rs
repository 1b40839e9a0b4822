//! Shared by the test binaries: where outside reference data lies, and how a test without it says so.
#![allow(dead_code, clippy::disallowed_methods)]

pub mod dicom;
pub mod nifti;
pub mod npz;

use std::path::PathBuf;

use discern::model::{ModelFile, ModelParts};

/// The folder of reference data and real images, where there is one: `DISCERN_SHARED`, else `../shared`.
fn shared_root() -> Option<PathBuf> {
    let root = match std::env::var_os("DISCERN_SHARED") {
        Some(path) => PathBuf::from(path),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
    };
    root.is_dir().then_some(root)
}

/// A path below the shared folder; `None`, loudly, when this checkout has none. Counted by `npm test` as skipped.
pub fn shared(test: &str, path: &str) -> Option<PathBuf> {
    let found = shared_root().map(|root| root.join(path)).filter(|path| path.exists());
    if found.is_none() {
        println!("SKIPPED {test}: no ../shared/{path}");
    }
    found
}

/// A model file like another but for what `change` does to its parts.
pub fn changed(model_file: &ModelFile, change: impl FnOnce(&mut ModelParts)) -> ModelFile {
    let mut parts = ModelParts::clone(model_file);
    change(&mut parts);
    ModelFile::seal(parts).expect("a sound model file")
}

/// All bytes of a file that must exist.
pub fn bytes(path: impl AsRef<std::path::Path>) -> Vec<u8> {
    std::fs::read(path.as_ref()).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}
