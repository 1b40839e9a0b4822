//! The page's door to the core: converts and delegates, nothing else.
//!
//! Results cross as the JSON text that the command line prints, so that both can be compared byte for byte; errors
//! cross as objects `{kind, thing, expected, found, hint, origin}`.

use js_sys::{Function, JSON};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::{Error, ErrorKind, Result};
use crate::monitor::Monitor;
use crate::pipeline;
use crate::pipeline::{Bundle, SequenceFeatures};
use crate::pipeline::{DeepEngine, DeepOptions, DeepWeights, DeepWish, Lesion};
use crate::settings::Settings;
use crate::table::{AGE, Sequence, csv, format_number};
use crate::volume::{Geometry, LabelMap, labels_nifti_gz, seg_nrrd};

/// A panic is a bug: its text goes to the console of the browser before the worker dies.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Facts about a file as JSON; `data` holds the voxels of an `.hdr` + `.img` pair.
#[wasm_bindgen]
pub fn inspect(bytes: &[u8], data: Option<Vec<u8>>) -> std::result::Result<String, JsValue> {
    pipeline::inspect(bytes, data.as_deref()).and_then(|found| text(&found)).map_err(|error| thrown(&error))
}

/// A file of a case, with the voxels of a pair beside it.
#[wasm_bindgen]
pub struct Scan {
    bytes: Vec<u8>,
    data: Option<Vec<u8>>,
}

#[wasm_bindgen]
impl Scan {
    /// Takes the bytes over.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>, data: Option<Vec<u8>>) -> Self {
        Self { bytes, data }
    }
}

/// A model file, ready to be applied.
#[wasm_bindgen]
pub struct Model {
    bundle: Bundle,
    settings: Settings,
}

#[wasm_bindgen]
impl Model {
    /// Reads a model file.
    #[wasm_bindgen(constructor)]
    pub fn new(json: &str) -> std::result::Result<Self, JsValue> {
        let read = || {
            let bundle = Bundle::from_json(json)?;
            let settings = Settings::from_yaml(&bundle.extraction.settings)?;
            Ok(Self { bundle, settings })
        };
        read().map_err(|error| thrown(&error))
    }

    /// Features of one sequence inside one label, as JSON. `progress` is called with done, total, what.
    pub fn extract(
        &self,
        sequence: &str,
        image: &Scan,
        mask: &Scan,
        label: i32,
        progress: &Function,
    ) -> std::result::Result<String, JsValue> {
        let run = || {
            let sequence = sequence_of(sequence)?;
            let monitor = Listener(progress);
            monitor.tell(0, 1, "reading")?;
            let image = pipeline::read_image(&image.bytes, image.data.as_deref())?;
            let labels =
                pipeline::read_labels(&mask.bytes, mask.data.as_deref()).map_err(|error| error.at("mask"))?;
            let settings = Settings { label, ..self.settings.clone() };
            let mut features =
                pipeline::extract_sequence(sequence, &image.value, &labels.value, &settings, &monitor)?;
            features.warnings.splice(0..0, image.warnings.into_iter().chain(labels.warnings));
            text(&features)
        };
        run().map_err(|error| thrown(&error))
    }

    /// The answer to the features of all sequences (texts of `extract`) and the age, as `discern predict` prints it.
    pub fn predict(&self, sequences: Vec<String>, age_years: f64) -> std::result::Result<String, JsValue> {
        let run = || {
            let prediction = pipeline::predict(&self.bundle, age_years, &parts(&sequences)?)?;
            serde_json::to_string_pretty(&prediction).map_err(|cause| foreign(&cause))
        };
        run().map_err(|error| thrown(&error))
    }
}

/// The features of a case (texts of `extract`) and the age as one CSV row under its header.
#[wasm_bindgen]
pub fn table(sequences: Vec<String>, age_years: f64) -> std::result::Result<String, JsValue> {
    let run = || {
        let parts = parts(&sequences)?;
        let features = || parts.iter().flat_map(|part| &part.features);
        let names = features().map(|feature| feature.name.clone());
        let values = features().map(|feature| feature.value.map(format_number).unwrap_or_default());
        let header: Vec<String> = std::iter::once(AGE.to_owned()).chain(names).collect();
        let row: Vec<String> = std::iter::once(format_number(age_years)).chain(values).collect();
        Ok(csv::line(&header) + &csv::line(&row))
    };
    run().map_err(|error| thrown(&error))
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

/// Voxels and where they lie, for the page to draw: what is seen was read as what is measured.
#[wasm_bindgen]
pub struct Picture {
    geometry: Geometry,
    values: Vec<f32>,
    labels: Vec<i32>,
}

#[wasm_bindgen]
impl Picture {
    /// An image, its values rounded to f32: enough for the eye.
    pub fn image(scan: &Scan) -> std::result::Result<Self, JsValue> {
        let read = pipeline::read_image(&scan.bytes, scan.data.as_deref()).map_err(|error| thrown(&error))?;
        let volume = read.value.volume;
        let values = volume.voxels.iter().map(|&value| value as f32).collect();
        Ok(Self { geometry: volume.geometry, values, labels: Vec::new() })
    }

    /// A label map.
    pub fn labels(scan: &Scan) -> std::result::Result<Self, JsValue> {
        let map =
            pipeline::read_labels(&scan.bytes, scan.data.as_deref()).map_err(|error| thrown(&error))?.value;
        Ok(Self { geometry: map.geometry, values: Vec::new(), labels: map.voxels })
    }

    /// The grid as 18 numbers: size, spacing (mm), origin (LPS, mm), direction by rows.
    pub fn grid(&self) -> Vec<f64> {
        let Geometry { size, spacing_mm, origin_mm, direction } = self.geometry;
        [size.map(|n| n as f64), spacing_mm, origin_mm, direction[0], direction[1], direction[2]].concat()
    }

    /// The values of an image; they can be taken once.
    pub fn take_values(&mut self) -> Vec<f32> {
        std::mem::take(&mut self.values)
    }

    /// The labels of a label map; they can be taken once.
    pub fn take_labels(&mut self) -> Vec<i32> {
        std::mem::take(&mut self.labels)
    }
}

/// A label map drawn in the page as a file: `format` is `nii.gz` or `seg.nrrd`; `grid` as [`Picture::grid`] gives it.
#[wasm_bindgen]
pub fn label_file(grid: &[f64], labels: Vec<i32>, format: &str) -> std::result::Result<Vec<u8>, JsValue> {
    let write = || {
        let geometry = geometry_of(grid).filter(|geometry| {
            let [x, y, z] = geometry.size;
            x.checked_mul(y).and_then(|area| area.checked_mul(z)) == Some(labels.len())
        });
        let found = || format!("{} numbers and {} voxels", grid.len(), labels.len());
        let geometry = geometry.ok_or_else(|| {
            Error::new(ErrorKind::Format, "drawn mask", "18 numbers and voxels that fill them", found())
        })?;
        let map = LabelMap::new(geometry, labels);
        match format {
            "nii.gz" => labels_nifti_gz(&map),
            "seg.nrrd" => seg_nrrd(&map, &[(1, "Lesion")]),
            _ => Err(Error::new(ErrorKind::Unsupported, "file format", "nii.gz or seg.nrrd", format)),
        }
    };
    write().map_err(|error| thrown(&error))
}

/// A grid from its 18 numbers.
fn geometry_of(grid: &[f64]) -> Option<Geometry> {
    let grid: &[f64; 18] = grid.try_into().ok()?;
    let three = |at: usize| [grid[at], grid[at + 1], grid[at + 2]];
    let size = three(0).map(|n| n as usize);
    let direction = [three(9), three(12), three(15)];
    Some(Geometry { size, spacing_mm: three(3), origin_mm: three(6), direction })
}

/// Tells a JavaScript function; stopping is done by ending the worker.
struct Listener<'a>(&'a Function);

impl Monitor for Listener<'_> {
    /// One step of reading comes before those of extraction.
    fn step(&self, done: usize, total: usize, what: &str) -> Result<()> {
        self.tell(done + 1, total + 1, what)
    }
}

impl Listener<'_> {
    fn tell(&self, done: usize, total: usize, what: &str) -> Result<()> {
        let [done, total] = [done, total].map(|count| JsValue::from_f64(count as f64));
        self.0
            .call3(&JsValue::NULL, &done, &total, &JsValue::from_str(what))
            .map(drop)
            .map_err(|_| Error::cancelled())
    }
}

fn sequence_of(key: &str) -> Result<Sequence> {
    Sequence::from_key(key)
        .ok_or_else(|| Error::new(ErrorKind::Missing, "sequence", "t1, t2, t2fs or t1ce", key))
}

/// Features of sequences from their texts.
fn parts(texts: &[String]) -> Result<Vec<SequenceFeatures>> {
    texts.iter().map(|text| serde_json::from_str(text).map_err(|cause| foreign(&cause))).collect()
}

/// JSON text of a result.
fn text(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|cause| foreign(&cause))
}

/// Text between page and core that is not what either writes.
fn foreign(cause: &serde_json::Error) -> Error {
    Error::new(ErrorKind::Format, "message between page and core", "JSON of this version", cause.to_string())
}

/// An error as a plain object.
fn thrown(error: &Error) -> JsValue {
    let json = serde_json::to_string(error).unwrap_or_else(|_| format!("{{\"kind\":\"{:?}\"}}", error.kind));
    JSON::parse(&json).unwrap_or_else(|cause| cause)
}
