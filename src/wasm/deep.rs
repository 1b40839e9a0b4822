//! Deep features on the visitor's processor or GPU.

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::case::CapsuleFile;
use super::message::{object, read, sequence_of};
use super::model::Scans;
use super::scan::Scan;
use super::{Listener, thrown};
use crate::case;
use crate::case::{DeepEngine, DeepOptions, DeepWeights, DeepWork, EnginePreference, Lesion};
use crate::error::Result;
use crate::words::{CaseProblem, RegionProblem};

/// Which engine deep features would run on and why; needs no weights. `wish` is automatic, cpu or gpu.
#[wasm_bindgen(unchecked_return_type = "core.EngineReport")]
pub async fn check_engine(wish: String) -> std::result::Result<JsValue, JsValue> {
    let wish = wished(&wish).map_err(|error| thrown(&error))?;
    object(&DeepEngine::foresee(wish).await).map_err(|error| thrown(&error))
}

fn wished(wish: &str) -> Result<EnginePreference> {
    read(JsValue::from_str(wish))
}

/// The network's weights, read once in a worker.
#[wasm_bindgen]
pub struct Network {
    weights: &'static DeepWeights,
}

#[wasm_bindgen]
impl Network {
    /// Reads the weights file.
    #[wasm_bindgen(constructor)]
    pub fn new(weights: &[u8]) -> std::result::Result<Self, JsValue> {
        let weights = DeepWeights::load(weights).map_err(|error| thrown(&error))?;
        // Weights end with the worker, which is never asked to give them back.
        Ok(Self { weights: Box::leak(Box::new(weights)) })
    }

    /// Opens an engine: `wish` is automatic, cpu or gpu.
    pub async fn open(&self, wish: String) -> std::result::Result<Deep, JsValue> {
        let wish = wished(&wish).map_err(|error| thrown(&error))?;
        Ok(Deep { engine: DeepEngine::open(self.weights, wish).await, lesion: None })
    }
}

/// The network of deep features on this machine; lives as long as its worker.
#[wasm_bindgen]
pub struct Deep {
    engine: DeepEngine<'static>,
    lesion: Option<DeepWork>,
}

#[wasm_bindgen]
impl Deep {
    /// Which engine runs and why.
    #[wasm_bindgen(unchecked_return_type = "core.EngineReport")]
    pub fn report(&self) -> std::result::Result<JsValue, JsValue> {
        object(self.engine.report()).map_err(|error| thrown(&error))
    }

    /// Reads one sequence inside one label, in place of the one before; `options` as of `Model::network`, `{}` for the
    /// usual ones.
    pub fn prepare(
        &mut self,
        scans: Scans,
        #[wasm_bindgen(unchecked_param_type = "core.DeepOptions | Record<never, never>")] options: JsValue,
    ) -> std::result::Result<(), JsValue> {
        let read = || {
            let options: DeepOptions = read(options)?;
            let (image, labels) = (scans.image.image()?, scans.mask.labels_on(&scans.image, None)?);
            let file_warnings = [image.warnings, labels.warnings].concat();
            let lesion = Lesion { image: &image.value, labels: &labels.value, label: scans.label };
            DeepWork::prepare(lesion, options, file_warnings)
        };
        self.lesion = None;
        self.lesion = Some(read().map_err(|error| thrown(&error))?);
        Ok(())
    }

    /// Gives the memory of the sequence back.
    pub fn forget(&mut self) {
        self.lesion = None;
    }

    /// Puts one part of so many of the slices of the prepared sequence through the network, for [`join_deep`].
    #[wasm_bindgen(unchecked_return_type = "core.DeepPart")]
    pub async fn measure(
        &mut self,
        part: usize,
        parts: usize,
        progress: Function,
    ) -> std::result::Result<JsValue, JsValue> {
        let none = || RegionProblem::DeepUnprepared.into();
        let lesion = self.lesion.as_ref().ok_or_else(none).map_err(|error| thrown(&error))?;
        let found = lesion.measure((part, parts), &mut self.engine, &Listener(&progress)).await;
        found.and_then(|found| object(&found)).map_err(|error| thrown(&error))
    }
}

/// Deep features of a sequence from its parts (of [`Deep::measure`]), in any order.
#[wasm_bindgen(unchecked_return_type = "core.Deep")]
pub fn join_deep(
    #[wasm_bindgen(unchecked_param_type = "readonly core.DeepPart[]")] parts: JsValue,
) -> std::result::Result<JsValue, JsValue> {
    let run = || object(&case::join_deep(read(parts)?)?);
    run().map_err(|error| thrown(&error))
}

#[wasm_bindgen]
impl CapsuleFile {
    /// The deep features of one sequence again, on the processor.
    #[wasm_bindgen(unchecked_return_type = "core.Deep")]
    pub fn recompute_deep(
        &self,
        image: &Scan,
        wanted: &str,
        network: &Network,
        progress: &Function,
    ) -> std::result::Result<JsValue, JsValue> {
        let run = || {
            let image = image.image()?.value;
            let record = self.capsule.deep().ok_or(CaseProblem::CapsuleWithoutDeep)?;
            record.check_weights(network.weights)?;
            let sequence = self.capsule.sequence_of(&image, Some(sequence_of(wanted)?))?;
            let labels = self.capsule.labels(sequence)?;
            let lesion = Lesion { image: &image, labels: &labels, label: 1 };
            object(&case::deep(lesion, &record.options, network.weights, &Listener(progress))?)
        };
        run().map_err(|error| thrown(&error))
    }
}
