//! Deep features on the visitor's processor or GPU.

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::scan::Scan;
use super::{Listener, foreign, text, thrown};
use crate::pipeline;
use crate::pipeline::{DeepEngine, DeepOptions, DeepWeights, DeepWish, Lesion};

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
            let wish = serde_json::from_value(wish.into()).map_err(|cause| foreign(&cause))?;
            // Weights and engine end with the worker, which is never asked to give them back.
            Ok((&*Box::leak(Box::new(DeepWeights::load(&weights)?)), wish))
        };
        let (weights, wish): (_, DeepWish) = read().map_err(|error| thrown(&error))?;
        Ok(Self { engine: DeepEngine::open(weights, wish).await })
    }

    /// Which engine runs and why, as JSON.
    pub fn report(&self) -> std::result::Result<String, JsValue> {
        text(self.engine.report()).map_err(|error| thrown(&error))
    }

    /// Deep features of one sequence inside one label, as JSON; `options` is JSON, `{}` for the usual ones.
    pub async fn extract(
        &mut self,
        scans: DeepScans,
        label: i32,
        options: String,
        progress: Function,
    ) -> std::result::Result<String, JsValue> {
        let read = || {
            let options: DeepOptions = serde_json::from_str(&options).map_err(|cause| foreign(&cause))?;
            let DeepScans { image, mask } = &scans;
            let image = pipeline::read_image(&image.bytes, image.data.as_deref())?;
            let labels =
                pipeline::read_labels(&mask.bytes, mask.data.as_deref()).map_err(|error| error.at("mask"))?;
            Ok((options, image, labels))
        };
        let (options, image, labels) = read().map_err(|error| thrown(&error))?;
        let lesion = Lesion { image: &image.value, labels: &labels.value, label };
        let mut found = pipeline::deep_on(lesion, &options, &mut self.engine, &Listener(&progress))
            .await
            .map_err(|error| thrown(&error))?;
        found.warnings.splice(0..0, image.warnings.into_iter().chain(labels.warnings));
        text(&found).map_err(|error| thrown(&error))
    }
}

/// A sequence and its mask, handed over to the network.
#[wasm_bindgen]
pub struct DeepScans {
    image: Scan,
    mask: Scan,
}

#[wasm_bindgen]
impl DeepScans {
    /// Takes both over.
    #[wasm_bindgen(constructor)]
    pub fn new(image: Scan, mask: Scan) -> Self {
        Self { image, mask }
    }
}
