//! A model file, the features it asks for and its answer.

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::message;
use super::message::{parts, sequence_of, warnings};
use super::scan::Scan;
use super::{Listener, foreign, text, thrown};
use crate::answer;
use crate::answer::Subject;
use crate::case;
use crate::case::SequenceWork;
use crate::error::{Result, Warning};
use crate::model;
use crate::model::ModelFile;
use crate::settings::Settings;
use crate::study;
use crate::table::{Column, csv, format_number};
use crate::words::Task;

/// A model file, ready to be applied.
#[wasm_bindgen]
pub struct Model {
    pub(super) bundle: ModelFile,
    pub(super) settings: Settings,
    prevalence: Option<f64>,
}

#[wasm_bindgen]
impl Model {
    /// Reads a model file, whose answers and curves are to be for another share of metastases than that of training where
    /// `prevalence` is given.
    #[wasm_bindgen(constructor)]
    pub fn new(json: &str, prevalence: Option<f64>) -> std::result::Result<Self, JsValue> {
        let read = || {
            let bundle = ModelFile::from_json(json)?;
            let settings = Settings::from_yaml(&bundle.extraction.settings)?;
            Ok(Self { bundle, settings, prevalence })
        };
        read().map_err(|error| thrown(&error))
    }

    /// Reads and prepares one sequence inside one label, to measure its first part and others. `progress` is called with
    /// done, total, what.
    pub fn open(
        &self,
        sequence: &str,
        image: Scan,
        mask: Scan,
        label: i32,
        progress: &Function,
    ) -> std::result::Result<Opened, JsValue> {
        self.opened(sequence, [image, mask], label, (true, progress)).map_err(|error| thrown(&error))
    }

    /// As [`Self::open`], to measure other parts than the first beside the worker that does.
    pub fn help(
        &self,
        sequence: &str,
        image: Scan,
        mask: Scan,
        label: i32,
        progress: &Function,
    ) -> std::result::Result<Opened, JsValue> {
        self.opened(sequence, [image, mask], label, (false, progress)).map_err(|error| thrown(&error))
    }

    /// The settings of the deep features that its models use, as JSON for `Deep::extract`; nothing where none does.
    pub fn network(&self) -> std::result::Result<Option<String>, JsValue> {
        let options = self.bundle.deep().map(|record| text(&record.options));
        options.transpose().map_err(|error| thrown(&error))
    }

    /// The answer to the features of all sequences (texts of `extract`), their deep features (texts of
    /// `Deep::extract`, or none) and the age, as `discern predict` prints it; after what was said of the case
    /// (JSON of warnings), with how far it moves where texts of `perturb` are given.
    pub fn predict(
        &self,
        sequences: Vec<String>,
        deep: Vec<String>,
        age_years: f64,
        said: Option<String>,
        perturbed: Option<Vec<String>>,
    ) -> std::result::Result<String, JsValue> {
        let run = || {
            let parts = parts(&sequences, &deep)?;
            let said = warnings(said.as_deref().unwrap_or("[]"))?;
            let mut prediction = answer::predict(&self.bundle, age_years, &parts)?.after(&said);
            if let Some(texts) = perturbed.filter(|texts| !texts.is_empty()) {
                let perturbed = message::perturbed(&texts)?;
                prediction.interval = Some(answer::interval(&self.bundle, age_years, &parts, &perturbed)?);
            }
            if let Some(assumed) = self.prevalence {
                prediction = prediction.at_prevalence(self.bundle.prior_shift(assumed)?);
            }
            serde_json::to_string_pretty(&prediction).map_err(|cause| foreign(&cause))
        };
        run().map_err(|error| thrown(&error))
    }

    /// What the file says of itself, as JSON.
    pub fn describe(&self) -> std::result::Result<String, JsValue> {
        model::describe(&self.bundle).and_then(|found| text(&found)).map_err(|error| thrown(&error))
    }

    /// Curves of one classifier with the marks of a case that got `probability` from `values`, as JSON.
    pub fn charts(
        &self,
        model: &str,
        classifier: &str,
        probability: f64,
        values: &[f64],
    ) -> std::result::Result<String, JsValue> {
        let run = || {
            let classifier = study::classifier_named(classifier)?;
            let prevalence = self.prevalence;
            let subject = Subject { model, classifier, probability, values, prevalence };
            text(&answer::charts(&self.bundle, subject)?)
        };
        run().map_err(|error| thrown(&error))
    }
}

impl Model {
    fn opened(
        &self,
        sequence: &str,
        [image, mask]: [Scan; 2],
        label: i32,
        (first, progress): (bool, &Function),
    ) -> Result<Opened> {
        let (sequence, monitor) = (sequence_of(sequence)?, Listener(progress));
        monitor.tell(0, 1, &Task::Reading)?;
        let read = case::read_image(&image.bytes, image.data.as_deref())?;
        let labels =
            case::read_labels(&mask.bytes, mask.data.as_deref()).map_err(|error| error.at("mask"))?;
        drop((image, mask));
        let settings = Settings { label, ..self.settings.clone() };
        let scan = (&read.value, &labels.value);
        let work = SequenceWork::prepare(sequence, scan, &settings, first, &monitor)?;
        Ok(Opened { work, said: [read.warnings, labels.warnings].concat() })
    }
}

/// A sequence that was read and prepared, to be measured part by part.
#[wasm_bindgen]
pub struct Opened {
    work: SequenceWork,
    /// Of the files.
    said: Vec<Warning>,
}

#[wasm_bindgen]
impl Opened {
    /// Features of one part (of `Model::describe`'s `parts`), as JSON for [`join`].
    pub fn measure(&self, part: usize, progress: &Function) -> std::result::Result<String, JsValue> {
        let found = self.work.measure(part, &self.said, &Listener(progress));
        found.and_then(|found| text(&found)).map_err(|error| thrown(&error))
    }
}

/// Features of a sequence from those of all its parts, in any order, as JSON.
#[wasm_bindgen]
pub fn join(parts: Vec<String>) -> std::result::Result<String, JsValue> {
    let read = |text: &String| serde_json::from_str(text).map_err(|cause| foreign(&cause));
    let run = || text(&case::join(parts.iter().map(read).collect::<Result<_>>()?)?);
    run().map_err(|error| thrown(&error))
}

/// The features of a case (as for `Model::predict`) and the age as one CSV row under its header.
#[wasm_bindgen]
pub fn table(
    sequences: Vec<String>,
    deep: Vec<String>,
    age_years: f64,
) -> std::result::Result<String, JsValue> {
    let run = || {
        let parts = parts(&sequences, &deep)?;
        let features = || parts.iter().flat_map(|part| &part.features);
        let columns = features().map(|feature| feature.name.clone());
        let values = features().map(|feature| feature.value.map(format_number).unwrap_or_default());
        let columns = std::iter::once(Column::AGE).chain(columns);
        let header: Vec<String> = columns.map(|column| column.to_string()).collect();
        let row: Vec<String> = std::iter::once(format_number(age_years)).chain(values).collect();
        Ok(csv::line(&header) + &csv::line(&row))
    };
    run().map_err(|error| thrown(&error))
}
