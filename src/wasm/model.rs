//! A model file, the features it asks for and its answer.

use js_sys::{Function, Object};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::case::Case;
use super::message::{object, read, sequence_of};
use super::picture::MaskVoxels;
use super::scan::Scan;
use super::{Listener, foreign, thrown};
use crate::answer;
use crate::answer::{Sealed, Sealing, Subject};
use crate::case;
use crate::case::{SequenceScan, SequenceWork};
use crate::error::{Result, Warning};
use crate::model;
use crate::model::ModelFile;
use crate::protocol::{ChartsRequest, SealRequest};
use crate::settings::Settings;
use crate::study;
use crate::volume::LabelMap;
use crate::words::Task;

/// A model file, opened once in a worker: all that is asked of it names it.
#[wasm_bindgen]
pub struct Model {
    pub(super) file: ModelFile,
    pub(super) settings: Settings,
}

#[wasm_bindgen]
impl Model {
    /// Reads a model file.
    #[wasm_bindgen(constructor)]
    pub fn new(json: String) -> std::result::Result<Self, JsValue> {
        let read = || {
            let file = ModelFile::from_json(json)?;
            let settings = Settings::from_yaml(&file.extraction.settings)?;
            Ok(Self { file, settings })
        };
        read().map_err(|error| thrown(&error))
    }

    /// Reads and prepares one sequence inside one label, to measure its first part and others. `progress` is called with
    /// done, total, what.
    pub fn open(
        &self,
        sequence: &str,
        scans: Scans,
        progress: &Function,
    ) -> std::result::Result<Opened, JsValue> {
        self.opened(sequence, scans, true, progress).map_err(|error| thrown(&error))
    }

    /// As [`Self::open`], to measure other parts than the first beside the worker that does.
    pub fn help(
        &self,
        sequence: &str,
        scans: Scans,
        progress: &Function,
    ) -> std::result::Result<Opened, JsValue> {
        self.opened(sequence, scans, false, progress).map_err(|error| thrown(&error))
    }

    /// `label_channel` of its settings: the volume of a mask of several that is read, where nobody chose another.
    pub fn label_channel(&self) -> Option<u32> {
        self.settings.label_channel.and_then(|channel| u32::try_from(channel).ok())
    }

    /// The settings of the deep features that its models use, for `Deep::prepare`; `{}` where none does.
    #[wasm_bindgen(unchecked_return_type = "core.DeepOptions | Record<never, never>")]
    pub fn network(&self) -> std::result::Result<JsValue, JsValue> {
        let options = self.file.deep().map(|record| object(&record.options));
        options.unwrap_or_else(|| Ok(Object::new().into())).map_err(|error| thrown(&error))
    }

    /// The answer to a case, as `discern predict` prints it; for another share of metastases than that of training where
    /// `prevalence` is given.
    pub fn predict(&self, case: &Case, prevalence: Option<f64>) -> std::result::Result<String, JsValue> {
        let run = || {
            let Case { sequences, mask_changes, perturbed, .. } = case;
            let mut prediction = answer::predict(&self.file, case.patient(), sequences)?.after(mask_changes);
            if !perturbed.is_empty() {
                prediction.mask_sensitivity =
                    Some(answer::mask_sensitivity(&self.file, case.patient(), sequences, perturbed)?);
            }
            if let Some(assumed) = prevalence {
                prediction = prediction.at_prevalence(self.file.prior_shift(assumed)?);
            }
            serde_json::to_string_pretty::<dyn erased_serde::Serialize>(&prediction)
                .map_err(|cause| foreign(&cause))
        };
        run().map_err(|error| thrown(&error))
    }

    /// The features that the models use, of one sequence, on the eight perturbed masks, each one voxel from that given.
    #[wasm_bindgen(unchecked_return_type = "core.PerturbedSequence")]
    pub fn measure_perturbed(
        &self,
        sequence: &str,
        scans: Scans,
        progress: &Function,
    ) -> std::result::Result<JsValue, JsValue> {
        let run = || {
            let sequence = sequence_of(sequence)?;
            let settings = Settings { label: scans.label, ..self.settings.clone() };
            let (image, labels) = (scans.image.image()?.value, scans.labels(&settings)?.value);
            let scan = SequenceScan { sequence, image: &image, labels: &labels };
            object(&answer::measure_perturbed(&self.file, scan, &settings, &Listener(progress))?)
        };
        run().map_err(|error| thrown(&error))
    }

    /// How many voxels of a region have which grey level.
    #[wasm_bindgen(unchecked_return_type = "core.LevelCount")]
    pub fn levels(
        &self,
        image: &Scan,
        mask: &MaskVoxels,
        label: i32,
    ) -> std::result::Result<JsValue, JsValue> {
        let run = || {
            let settings = Settings { label, ..self.settings.clone() };
            object(&case::levels(&image.image()?.value, &mask.map, &settings)?)
        };
        run().map_err(|error| thrown(&error))
    }

    /// The file's description for readers.
    #[wasm_bindgen(unchecked_return_type = "core.Description")]
    pub fn describe(&self) -> std::result::Result<JsValue, JsValue> {
        model::describe(&self.file).and_then(|found| object(&found)).map_err(|error| thrown(&error))
    }

    /// Curves of one classifier with the marks of a case.
    #[wasm_bindgen(unchecked_return_type = "core.Charts")]
    pub fn charts(
        &self,
        #[wasm_bindgen(unchecked_param_type = "core.ChartsRequest")] request: JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        let run = || {
            let ChartsRequest { name, classifier, probability, values, prevalence } = read(request)?;
            let classifier = study::classifier_named(&classifier)?;
            let subject = Subject { model: &name, classifier, probability, values: &values, prevalence };
            object(&answer::charts(&self.file, subject)?)
        };
        run().map_err(|error| thrown(&error))
    }

    /// A capsule of a case measured in a mask.
    pub fn seal(
        &self,
        case: &Case,
        mask: &Scan,
        #[wasm_bindgen(unchecked_param_type = "core.SealRequest")] request: JsValue,
    ) -> std::result::Result<String, JsValue> {
        let run = || {
            let labels = mask.labels()?.value;
            let SealRequest { label, deep_by, prevalence } = read(request)?;
            let sealed = |features| Sealed { features, labels: &labels, label };
            let sealed: Vec<Sealed<'_>> = case.sequences.iter().map(sealed).collect();
            let Case { mask_changes, perturbed, .. } = case;
            let sealing = Sealing { patient: case.patient(), mask_changes, perturbed, deep_by, prevalence };
            answer::seal(&self.file, sealing, &sealed)
        };
        run().map_err(|error| thrown(&error))
    }
}

impl Model {
    fn opened(&self, sequence: &str, scans: Scans, first: bool, progress: &Function) -> Result<Opened> {
        let (sequence, monitor) = (sequence_of(sequence)?, Listener(progress));
        monitor.tell(0, 1, &Task::Reading)?;
        let settings = Settings { label: scans.label, ..self.settings.clone() };
        let (image, labels) = (scans.image.image()?, scans.labels(&settings)?);
        drop(scans);
        let scan = SequenceScan { sequence, image: &image.value, labels: &labels.value };
        let work = SequenceWork::prepare(scan, &settings, first, &monitor)?;
        Ok(Opened { work, file_warnings: [image.warnings, labels.warnings].concat() })
    }
}

/// An image with its mask, and the label of the lesion in it.
#[wasm_bindgen]
pub struct Scans {
    pub(super) image: Scan,
    pub(super) mask: Scan,
    pub(super) label: i32,
}

#[wasm_bindgen]
impl Scans {
    /// Takes both over.
    #[wasm_bindgen(constructor)]
    pub fn new(image: Scan, mask: Scan, label: i32) -> Self {
        Self { image, mask, label }
    }
}

impl Scans {
    /// The mask for the image.
    pub(super) fn labels(&self, settings: &Settings) -> Result<case::Read<LabelMap>> {
        self.mask.labels_on(&self.image, settings.label_channel)
    }
}

/// A sequence that was read and prepared, to be measured part by part.
#[wasm_bindgen]
pub struct Opened {
    work: SequenceWork,
    /// Warnings of image and mask.
    file_warnings: Vec<Warning>,
}

#[wasm_bindgen]
impl Opened {
    /// Features of one part (of `Model::describe`'s `parts`), for `join`.
    #[wasm_bindgen(unchecked_return_type = "core.SequencePart")]
    pub fn measure(&self, part: usize, progress: &Function) -> std::result::Result<JsValue, JsValue> {
        let found = self.work.measure(part, &self.file_warnings, &Listener(progress));
        found.and_then(|found| object(&found)).map_err(|error| thrown(&error))
    }
}
