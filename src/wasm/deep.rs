//! Deep features on the visitor's processor or GPU.

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::case::CapsuleFile;
use super::message::sequence_of;
use super::scan::Scan;
use super::{Listener, foreign, text, thrown};
use crate::case;
use crate::case::{DeepEngine, DeepOptions, DeepWeights, DeepWish, Lesion};
use crate::error::{Error, ErrorKind, Result};

/// Which engine deep features would run on and why, as JSON; needs no weights. `wish` is automatic, cpu or gpu.
#[wasm_bindgen]
pub async fn check_engine(wish: String) -> std::result::Result<String, JsValue> {
    let wish = wished(wish).map_err(|error| thrown(&error))?;
    text(&DeepEngine::foresee(wish).await).map_err(|error| thrown(&error))
}

fn wished(wish: String) -> Result<DeepWish> {
    serde_json::from_value(wish.into()).map_err(|cause| foreign(&cause))
}

/// The network of deep features on this machine; lives as long as its worker.
#[wasm_bindgen]
pub struct Deep {
    engine: DeepEngine<'static>,
}

#[wasm_bindgen]
impl Deep {
    /// Reads the weights file and opens an engine: `wish` is automatic, cpu or gpu.
    pub async fn open(weights: Vec<u8>, wish: String) -> std::result::Result<Self, JsValue> {
        let read = || {
            // Weights and engine end with the worker, which is never asked to give them back.
            Ok((&*Box::leak(Box::new(DeepWeights::load(&weights)?)), wished(wish)?))
        };
        let (weights, wish) = read().map_err(|error| thrown(&error))?;
        Ok(Self { engine: DeepEngine::open(weights, wish).await })
    }

    /// Which engine runs and why, as JSON.
    pub fn report(&self) -> std::result::Result<String, JsValue> {
        text(self.engine.report()).map_err(|error| thrown(&error))
    }

    /// Deep features of one sequence inside one label, as JSON. Takes image and mask over; `options` is JSON, `{}` for the usual ones.
    pub async fn extract(
        &mut self,
        image: Scan,
        mask: Scan,
        label: i32,
        options: String,
        progress: Function,
    ) -> std::result::Result<String, JsValue> {
        let read = || {
            let options: DeepOptions = serde_json::from_str(&options).map_err(|cause| foreign(&cause))?;
            let image = case::read_image(&image.bytes, image.data.as_deref())?;
            let labels =
                case::read_labels(&mask.bytes, mask.data.as_deref()).map_err(|error| error.at("mask"))?;
            Ok((options, image, labels))
        };
        let (options, image, labels) = read().map_err(|error| thrown(&error))?;
        let lesion = Lesion { image: &image.value, labels: &labels.value, label };
        let mut found = case::deep_on(lesion, &options, &mut self.engine, &Listener(&progress))
            .await
            .map_err(|error| thrown(&error))?;
        found.warnings = [image.warnings, labels.warnings, found.warnings].concat();
        text(&found).map_err(|error| thrown(&error))
    }
}

#[wasm_bindgen]
impl CapsuleFile {
    /// The deep features of one sequence again, on the processor, as JSON; `weights` is the network's file.
    pub fn recompute_deep(
        &self,
        image: &Scan,
        wanted: &str,
        weights: &[u8],
        progress: &Function,
    ) -> std::result::Result<String, JsValue> {
        let run = || {
            let image = case::read_image(&image.bytes, image.data.as_deref())?.value;
            let none = || Error::new(ErrorKind::Missing, "case capsule", "deep features", "none");
            let record = self.capsule.deep().ok_or_else(none)?;
            let weights = DeepWeights::load(weights)?;
            record.check_weights(&weights)?;
            let sequence = self.capsule.sequence_of(&image, Some(sequence_of(wanted)?))?;
            let labels = self.capsule.labels(sequence)?;
            let lesion = Lesion { image: &image, labels: &labels, label: 1 };
            text(&case::deep(lesion, &record.options, &weights, &Listener(progress))?)
        };
        run().map_err(|error| thrown(&error))
    }
}
