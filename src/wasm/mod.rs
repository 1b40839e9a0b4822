//! The page's door to the core: converts and delegates, nothing else. One file a subject.
//!
//! Results cross as objects whose types the page knows; texts that are compared with the command line's byte for byte
//! (answer, table, model file, capsule) stay texts. Errors are thrown as objects too.

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::{Error, Result};
use crate::monitor::Monitor;
use crate::program::VERSION;
use crate::words::CaseProblem;
use crate::words::Task;

mod archive;
mod case;
#[cfg(feature = "network")]
mod deep;
mod batch;
mod dicom;
mod measure;
mod message;
mod model;
mod names;
mod picture;
mod scan;
mod study;

/// What the names of types below mean to TypeScript: those that `src/protocol/types.rs` writes of the Rust ones.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type * as core from "../www/core/protocol/core.ts";
import type { Grid } from "../www/core/protocol/voxels.ts";
"#;

/// A panic is a bug: its text goes to the console of the browser before the worker dies.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Version and build stamp of this core, as `discern --version` prints it.
#[wasm_bindgen]
pub fn program_version() -> String {
    VERSION.to_owned()
}

/// Tells a JavaScript function; stopping is done by ending the worker.
struct Listener<'a>(&'a Function);

impl Monitor for Listener<'_> {
    /// One step of reading comes before those of extraction.
    fn step(&self, done: usize, total: usize, next: Task) -> Result<()> {
        self.tell(done + 1, total + 1, &next)
    }
}

impl Listener<'_> {
    /// Passes on `{code, values}` of what comes next.
    fn tell(&self, done: usize, total: usize, next: &Task) -> Result<()> {
        let [done, total] = [done, total].map(|count| JsValue::from_f64(count as f64));
        let next = message::object(&next.coded())?;
        self.0.call3(&JsValue::NULL, &done, &total, &next).map(drop).map_err(|_| Error::cancelled())
    }
}

/// JSON text of a result.
fn text(value: &dyn erased_serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|cause| foreign(&cause))
}

/// Text between page and core that is not what either writes.
fn foreign(cause: &serde_json::Error) -> Error {
    CaseProblem::Message { cause: cause.to_string() }.into()
}

/// An error as a plain object.
fn thrown(error: &Error) -> JsValue {
    message::object(error).unwrap_or_else(|_| JsValue::from_str(&error.to_string()))
}
