//! A case capsule: one file with the settings, the model, hashes of the images, the mask, the features and the answer
//! of a case. Given the same images again, on any machine and years later, it recomputes everything and says whether
//! every digit agrees.
//!
//! Images are not in it, nor are names of files or people. The hash of the file finds an accidental or careless
//! change; a change with a new hash is found by the recomputation.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::answer::comparison::{Difference, Near, Tally};
use crate::answer::mask_sensitivity::{mask_sensitivity, measure_perturbed};
use crate::answer::predict::predict;
use crate::answer::prediction::{PerturbedSequence, Prediction};
use crate::case::{
    DeepRecord, ImageHashes, SequenceFeatures, SequenceScan, SequenceSummary, image_hashes, measure_sequence,
};
use crate::cnn::EngineName;
use crate::error::{Error, Result, Warning};
use crate::model::file::ModelFile;
use crate::model::sealed;
use crate::model::sealed::{Format, Refusal};
use crate::monitor::Monitor;
use crate::program::PROGRAM;
use crate::read::MAX_VOXELS;
use crate::settings::Settings;
use crate::table::{Patient, Sequence, Told, format_number};
use crate::volume::{Geometry, Image, LabelMap};
use crate::words::CaseProblem;
use crate::words::Phrase;
use crate::words::Phrases;

/// First fields of every capsule; a reader refuses any other. Version 2 has clinical inputs beside age; a capsule without them
/// is written as version 1.
const FORMAT: Format = Format { schema: "discern-capsule", version: 2 };

/// A case capsule.
#[derive(Debug, Clone)]
pub struct Capsule {
    parts: Parts,
    model: ModelFile,
}

/// What a capsule is made of.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    /// Program, version and build stamp that made it.
    program: String,
    /// Years; `None` where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    age_years: Option<f64>,
    /// What else was said of the patient.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    clinical: Vec<Told>,
    /// Masks in use, each once.
    masks: Vec<PackedMask>,
    /// Which mask each sequence was measured in.
    mask_of: Vec<(Sequence, usize)>,
    /// Features, facts and warnings of each sequence.
    sequences: Vec<SequenceFeatures>,
    /// What was done to the mask before the case was measured: repairs.
    #[serde(rename = "said")]
    mask_changes: Vec<Warning>,
    /// What computed the deep features, where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deep_by: Option<EngineName>,
    /// The answer, as `discern predict` prints it.
    prediction: Prediction,
    /// Text of the model file.
    model: Box<RawValue>,
}

/// Where a mask lies and which voxels are inside: start and length of every run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PackedMask {
    size: [usize; 3],
    spacing_mm: [f64; 3],
    origin_mm: [f64; 3],
    direction: [[f64; 3]; 3],
    runs: Vec<[usize; 2]>,
}

/// One sequence of a case on its way into a capsule.
#[derive(Debug, Clone, Copy)]
pub struct Sealed<'a> {
    /// What was measured.
    pub features: &'a SequenceFeatures,
    /// Where.
    pub labels: &'a LabelMap,
    /// Inside which label.
    pub label: i32,
}

/// What an answer was made of besides its sequences.
#[derive(Debug, Clone, Copy)]
pub struct Sealing<'a> {
    /// What is known of the patient.
    pub patient: Patient<'a>,
    /// What was done to the mask before the case was measured.
    pub mask_changes: &'a [Warning],
    /// Features on perturbed masks, where the mask sensitivity was measured; else empty.
    pub perturbed: &'a [PerturbedSequence],
    /// What computed the deep features. A processor gives the same digits everywhere, graphics cards round in ways of
    /// their own.
    pub deep_by: EngineName,
    /// Share of metastases that the answer is for; `None`: that of training.
    pub prevalence: Option<f64>,
}

/// One sequence measured again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Recomputed {
    /// Its features.
    pub features: SequenceFeatures,
    /// The same on perturbed masks, where the capsule has the mask sensitivity.
    pub perturbed: Option<PerturbedSequence>,
}

/// What came of a recomputation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "CapsuleVerdict"))]
pub struct Verdict {
    /// Every number is the same to its last digit, every word the same.
    pub agrees: bool,
    /// Values that were compared.
    pub compared: usize,
    /// How many of them differ.
    pub differ: usize,
    /// The first of those.
    pub differences: Vec<Difference>,
    /// Deep features of a graphics card, compared with the processor's; `None` where there are none.
    pub near: Option<Near>,
    /// Program that made the capsule, with its build stamp.
    pub made_by: String,
    /// Program that verified it, with its build stamp: another stamp means that other code recomputed the digits.
    pub verified_by: &'static str,
}

/// Seals a case.
///
/// # Errors
/// As [`predict`]; a sequence without facts; a prevalence outside 0 to 1.
///
/// # Examples
/// ```
/// use discern::answer::{Capsule, Sealed, Sealing, seal};
/// use discern::case::EngineName;
/// # use discern::case::{SequenceScan, measure_sequence};
/// # use discern::model::ModelFile;
/// # use discern::monitor::Silent;
/// # use discern::read;
/// # use discern::settings::Settings;
/// # use discern::table::{Patient, Sequence};
/// #
/// # let model = ModelFile::from_json(&std::fs::read_to_string("models/demo.json")?)?;
/// # let settings = Settings::from_yaml(&model.extraction.settings)?;
/// # let file = |what: &str| std::fs::read(format!("models/sample/sim-0601_{what}.nii.gz"));
/// # let labels = read::labels(&file("mask")?, None)?.value;
/// # let (mut images, mut sequences) = (Vec::new(), Vec::new());
/// # for sequence in Sequence::ALL {
/// #     let image = read::image(&file(sequence.key())?, None)?.value;
/// #     sequences.push(measure_sequence(SequenceScan { sequence, image: &image, labels: &labels }, &settings, &Silent)?);
/// #     images.push(image);
/// # }
///
/// // `model` answered a case of four `images` and one mask, `labels`; `sequences` are its features.
/// let part = |features| Sealed { features, labels: &labels, label: settings.label };
/// let parts: Vec<Sealed<'_>> = sequences.iter().map(part).collect();
/// let deep_by = EngineName::Cpu;
/// let patient = Patient::of_age(38.0);
/// let sealing = Sealing { patient, mask_changes: &[], perturbed: &[], deep_by, prevalence: None };
/// let text = seal(&model, sealing, &parts)?;
///
/// // To verify a capsule, every image is measured again and every digit compared.
/// let capsule = Capsule::from_json(&text)?;
/// let mut again = Vec::new();
/// for image in &images {
///     again.push(capsule.recompute(image, None, &Silent)?);
/// }
/// assert!(capsule.compare(&again)?.agrees);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn seal(model_file: &ModelFile, sealing: Sealing<'_>, sequences: &[Sealed<'_>]) -> Result<String> {
    let Sealing { patient, mask_changes, perturbed, deep_by, prevalence } = sealing;
    let features: Vec<SequenceFeatures> = sequences.iter().map(|one| one.features.clone()).collect();
    if let Some(bare) = features.iter().find(|one| one.facts.is_none()) {
        return Err(CaseProblem::NoSummary { sequence: bare.sequence }.into());
    }
    let mut prediction = predict(model_file, patient, &features)?.after(mask_changes);
    if !perturbed.is_empty() {
        prediction.mask_sensitivity = Some(mask_sensitivity(model_file, patient, &features, perturbed)?);
    }
    let prediction = at_prevalence(model_file, prediction, prevalence)?;
    let (mut masks, mut mask_of) = (Vec::new(), Vec::new());
    for one in sequences {
        let packed = PackedMask::of(one.labels, one.label);
        let place = masks.iter().position(|known| *known == packed).unwrap_or_else(|| {
            masks.push(packed);
            masks.len() - 1
        });
        mask_of.push((one.features.sequence, place));
    }
    let parts = Parts {
        program: PROGRAM.to_owned(),
        age_years: Some(patient.age_years).filter(|age| !age.is_nan()),
        clinical: patient.told.to_vec(),
        masks,
        mask_of,
        deep_by: features.iter().any(|one| one.deep.is_some()).then_some(deep_by),
        sequences: features,
        mask_changes: mask_changes.to_vec(),
        prediction,
        model: RawValue::from_string(model_file.to_json().to_owned()).map_err(|cause| unwritable(&cause))?,
    };
    let version = if parts.clinical.is_empty() { 1 } else { FORMAT.version };
    Ok(sealed::seal(Format { version, ..FORMAT }, &parts).map_err(|cause| unwritable(&cause))?.text)
}

impl Capsule {
    /// Reads a capsule.
    ///
    /// # Errors
    /// Not a capsule, of another layout, changed since it was sealed, or with a mask or model that is not sound.
    pub fn from_json(text: impl Into<String>) -> Result<Self> {
        let (parts, _) = sealed::open::<Parts>(FORMAT, text.into()).map_err(refused)?;
        Self::of(parts)
    }

    fn of(mut parts: Parts) -> Result<Self> {
        // The model file keeps its text; the parts need it no more.
        let model = std::mem::take(&mut parts.model);
        let capsule = Self { model: ModelFile::from_json(Box::<str>::from(model))?, parts };
        for mask in &capsule.parts.masks {
            mask.labels()?;
        }
        capsule.check_answers()?;
        Ok(capsule)
    }

    /// Whether the answers are of models that are there, and could be.
    fn check_answers(&self) -> Result<()> {
        let answers = &self.parts.prediction.models;
        if answers.is_empty() {
            return Err(malformed("an answer", "none"));
        }
        for answer in answers {
            let named = format!("{} by {}", answer.model, answer.classifier.key());
            let model = self.model.model(&answer.model);
            let known =
                model.filter(|model| model.classifiers.iter().any(|one| one.kind == answer.classifier));
            let model = known.ok_or_else(|| malformed("answers of models in its model file", &named))?;
            let inputs = model.scaling.inputs().len();
            if ![0, inputs].contains(&answer.contributions.len()) {
                let found = format!("{} of {inputs}", answer.contributions.len());
                return Err(malformed(format!("contributions of all inputs of {named}"), found));
            }
            for share in [answer.probability, answer.threshold] {
                if !(0.0..=1.0).contains(&share) {
                    return Err(malformed(format!("a probability of {named}"), format_number(share)));
                }
            }
        }
        Ok(())
    }

    /// Sequences in it.
    pub fn sequences(&self) -> impl Iterator<Item = Sequence> + '_ {
        self.parts.sequences.iter().map(|one| one.sequence)
    }

    /// How its deep features were made; `None` where it has none.
    pub fn deep(&self) -> Option<&DeepRecord> {
        self.parts.deep_by.and(self.model.extraction.deep.as_ref())
    }

    /// The answer in it.
    pub fn prediction(&self) -> &Prediction {
        &self.parts.prediction
    }

    /// What is known of the patient.
    pub fn patient(&self) -> Patient<'_> {
        Patient { age_years: self.parts.age_years.unwrap_or(f64::NAN), told: &self.parts.clinical }
    }

    /// The sequence whose image this is.
    ///
    /// # Errors
    /// It is none of them; what differs from `wanted`, or else from all, is named.
    pub fn sequence_of(&self, image: &Image, wanted: Option<Sequence>) -> Result<Sequence> {
        let hashes = image_hashes(image);
        let known: Vec<(Sequence, &SequenceSummary)> =
            self.parts.sequences.iter().filter_map(|one| Some((one.sequence, one.facts.as_ref()?))).collect();
        let same = |facts: &SequenceSummary| facts.image_sha256 == hashes.whole;
        let wanted = wanted.and_then(|wanted| known.iter().find(|(sequence, _)| *sequence == wanted));
        if let Some((sequence, _)) = wanted.filter(|(_, facts)| same(facts)) {
            return Ok(*sequence);
        }
        if let Some((sequence, _)) = known.iter().find(|(_, facts)| same(facts)) {
            return Ok(*sequence);
        }
        Err(match wanted {
            Some((sequence, facts)) => {
                let differences = differs(image, &hashes, facts);
                CaseProblem::CapsuleImageDiffers { sequence: *sequence, differences }.into()
            }
            None => CaseProblem::CapsuleOtherImage.into(),
        })
    }

    /// The mask of a sequence, as label 1.
    ///
    /// # Errors
    /// The capsule has none for it.
    pub fn labels(&self, sequence: Sequence) -> Result<LabelMap> {
        let place = self.parts.mask_of.iter().find(|(of, _)| *of == sequence).map(|(_, place)| *place);
        let mask = place.and_then(|place| self.parts.masks.get(place));
        mask.ok_or_else(|| malformed(format!("a mask for {sequence}"), "none"))?.labels()
    }

    /// Measures one sequence again, as the capsule's model says and inside the capsule's mask, and on perturbed masks where
    /// the capsule has the mask sensitivity; deep features ([`Self::deep`]) are the shell's to join.
    ///
    /// # Errors
    /// As [`Self::sequence_of`] and of the extraction.
    pub fn recompute(
        &self,
        image: &Image,
        wanted: Option<Sequence>,
        monitor: &dyn Monitor,
    ) -> Result<Recomputed> {
        let sequence = self.sequence_of(image, wanted)?;
        let settings = Settings { label: 1, ..Settings::from_yaml(&self.model.extraction.settings)? };
        let labels = self.labels(sequence)?;
        let scan = SequenceScan { sequence, image, labels: &labels };
        let features = measure_sequence(scan, &settings, monitor)?;
        let perturbed = self.has_range().then(|| measure_perturbed(&self.model, scan, &settings, monitor));
        Ok(Recomputed { features, perturbed: perturbed.transpose()? })
    }

    fn has_range(&self) -> bool {
        self.parts.prediction.mask_sensitivity.is_some()
    }

    /// What was recomputed against what is in the capsule, and the answer recomputed from it.
    ///
    /// # Errors
    /// A sequence or its deep features are missing; the model cannot answer.
    pub fn compare(&self, recomputed: &[Recomputed]) -> Result<Verdict> {
        let mut tally = Tally::default();
        let (mut again, mut perturbed) = (Vec::new(), Vec::new());
        for own in &self.parts.sequences {
            let Recomputed { features, perturbed: on_perturbed } = recomputed
                .iter()
                .find(|found| found.features.sequence == own.sequence)
                .ok_or(CaseProblem::CapsuleImageMissing { sequence: own.sequence })?;
            let mut found = features.clone();
            perturbed.extend(on_perturbed.clone());
            if let Some(record) = self.deep().filter(|_| own.deep.is_some()) {
                record.check(own.sequence, found.deep.as_ref())?;
            }
            if self.parts.deep_by == Some(EngineName::WebGpu) {
                tally.near(own, &mut found);
            }
            let name = own.sequence.key();
            tally.number(
                format!("{name}: number of features"),
                own.features.len() as f64,
                found.features.len() as f64,
            );
            for (expected, found) in own.features.iter().zip(&found.features) {
                let names = (expected.name.to_string(), found.name.to_string());
                tally.text(format!("{name}: name of a feature"), &names.0, &names.1);
                let digits = |value: Option<f64>| value.map_or_else(|| "none".to_owned(), format_number);
                tally.text(names.0, &digits(expected.value), &digits(found.value));
            }
            tally.value(&format!("{name}.facts"), &json(&own.facts)?, &json(&found.facts)?);
            // Warnings of files depend on their format, and the images may be given in another one.
            again.push(SequenceFeatures { warnings: own.warnings.clone(), ..found });
        }
        let mut prediction = predict(&self.model, self.patient(), &again)?.after(&self.parts.mask_changes);
        if self.has_range() {
            prediction.mask_sensitivity =
                Some(mask_sensitivity(&self.model, self.patient(), &again, &perturbed)?);
        }
        let assumed = self.parts.prediction.prevalence.map(|shift| shift.assumed);
        let mut prediction = at_prevalence(&self.model, prediction, assumed)?;
        // Capsules of versions before 0.2.0 have the sentences of warnings alone, without what these are made of.
        for (now, then) in prediction.warnings.iter_mut().zip(&self.parts.prediction.warnings) {
            if then.values.is_none() {
                (now.sequence, now.values) = (None, None);
            }
        }
        // Which way the mask was shifted, and why one was left out, they have as sentences alone, too.
        let (now, then) =
            (prediction.mask_sensitivity.iter_mut(), self.parts.prediction.mask_sensitivity.iter());
        for (now, then) in now.zip(then) {
            for (now, then) in now.tried.iter_mut().zip(&then.tried) {
                now.change.take_if(|_| then.change.is_none());
                if then.cause.is_none() {
                    (now.cause, now.cause_in) = (None, None);
                }
            }
        }
        // The program's stamp is not compared: the verdict names both.
        prediction.done.program.clone_from(&self.parts.prediction.done.program);
        tally.value("answer", &json(&self.parts.prediction)?, &json(&prediction)?);
        Ok(Verdict {
            agrees: tally.differ == 0,
            compared: tally.compared,
            differ: tally.differ,
            differences: tally.differences,
            near: tally.near,
            made_by: self.parts.program.clone(),
            verified_by: PROGRAM,
        })
    }
}

/// The answer where metastases have this share; as it is where none is given.
fn at_prevalence(model_file: &ModelFile, prediction: Prediction, assumed: Option<f64>) -> Result<Prediction> {
    let shift = assumed.map(|assumed| model_file.prior_shift(assumed)).transpose()?;
    Ok(match shift {
        Some(shift) => prediction.at_prevalence(shift),
        None => prediction,
    })
}

/// What sets an image apart from the one that was measured.
fn differs(image: &Image, hashes: &ImageHashes, facts: &SequenceSummary) -> Phrases {
    let grid = &image.geometry;
    let [found, expected] = [grid.size, facts.size].map(|size| format!("{size:?}"));
    let mut parts = Vec::new();
    if found != expected {
        parts.push(Phrase::OtherSize { found, expected });
    }
    let apart = |a: [f64; 3], b: [f64; 3]| (a != b).then(|| [a, b].map(|three| format!("{three:?}")));
    if let Some([found, expected]) = apart(grid.spacing_mm, facts.spacing_mm) {
        parts.push(Phrase::OtherSpacing { found, expected });
    }
    if let Some([found, expected]) = apart(grid.origin_mm, facts.origin_mm) {
        parts.push(Phrase::OtherOrigin { found, expected });
    }
    if hashes.values != facts.values_sha256 {
        parts.push(Phrase::OtherIntensities);
    }
    if parts.is_empty() {
        parts.push(Phrase::OtherDirectionOrType);
    }
    Phrases(parts)
}

impl PackedMask {
    fn of(labels: &LabelMap, label: i32) -> Self {
        let Geometry { size, spacing_mm, origin_mm, direction } = labels.geometry;
        let mut runs: Vec<[usize; 2]> = Vec::new();
        for (index, _) in labels.iter().enumerate().filter(|(_, found)| *found == label) {
            match runs.last_mut() {
                Some([start, length]) if *start + *length == index => *length += 1,
                _ => runs.push([index, 1]),
            }
        }
        Self { size, spacing_mm, origin_mm, direction, runs }
    }

    /// The mask with label 1.
    fn labels(&self) -> Result<LabelMap> {
        let [x, y, z] = self.size;
        let count = x.checked_mul(y).and_then(|area| area.checked_mul(z));
        let count = count.filter(|&count| count as u64 <= MAX_VOXELS);
        let count = count
            .ok_or_else(|| malformed("a mask of a size that can be held", format!("{:?}", self.size)))?;
        let mut inside = vec![false; count];
        for &[start, length] in &self.runs {
            let run = start.checked_add(length).and_then(|end| inside.get_mut(start..end));
            run.ok_or_else(|| malformed("runs within the mask", format!("{length} voxels from {start}")))?
                .fill(true);
        }
        let Self { size, spacing_mm, origin_mm, direction, .. } = *self;
        Ok(LabelMap::single(Geometry { size, spacing_mm, origin_mm, direction }, 1, &inside))
    }
}

/// Why a text is no capsule.
fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Unreadable(cause) => malformed("JSON of a case capsule", cause),
        Refusal::Other(schema, version) => {
            let schema = schema.unwrap_or_else(|| "none".to_owned());
            let found = format!("schema {schema}, version {}", version.unwrap_or(0));
            let expected = format!("schema {}, version {}", FORMAT.schema, FORMAT.version);
            CaseProblem::CapsuleVersion { expected, found }.into()
        }
        Refusal::Changed { expected, found } => CaseProblem::CapsuleSha256 { expected, found }.into(),
    }
}

fn unwritable(cause: &serde_json::Error) -> Error {
    malformed("values that can be written", cause.to_string())
}

fn malformed(expected: impl Into<String>, found: impl Into<String>) -> Error {
    CaseProblem::CapsuleBroken { expected: expected.into(), found: found.into() }.into()
}

fn json(value: &dyn erased_serde::Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(|cause| unwritable(&cause))
}
