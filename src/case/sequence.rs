//! One sequence of a case becomes its part of a row (stages 1–6).

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::case::deep::{Deep, DeepMark};
use crate::case::extract::Work;
use crate::case::summary;
use crate::case::summary::SequenceSummary;
use crate::error::{Error, Result, Warning};
use crate::monitor::Monitor;
use crate::numeric::hash::sha256;
use crate::numeric::order;
use crate::settings::Settings;
use crate::table::{Column, Feature, Sequence};
use crate::volume::{Image, LabelMap};
use crate::words::RegionProblem;

/// One named value of a sequence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Named {
    /// Column of the cohort table: `t1_original_glcm_JointEntropy`.
    pub name: Column,
    /// `None` where there is no finite number.
    pub value: Option<f64>,
    /// [`Reason::code`](crate::table::Reason::code), where the value is a convention or missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Cow<'static, str>>,
}

/// Features of one sequence of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SequenceFeatures {
    /// Which sequence.
    pub sequence: Sequence,
    /// In the order of extraction.
    pub features: Vec<Named>,
    /// Hash of the meaning of the settings they were extracted with; none in tables made elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<String>,
    /// What made its deep features, where it has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deep: Option<DeepMark>,
    /// What image and lesion are like; none in tables made elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<SequenceSummary>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
}

impl SequenceFeatures {
    /// Adds the sequence's deep features after its others, under its name.
    pub fn join(&mut self, deep: Deep) {
        let sequence = self.sequence;
        self.deep = Some(deep.made_by());
        let named = |(name, value): (String, f64)| Named {
            name: Column::parse(&format!("{sequence}_{name}")),
            value: Some(value),
            reason: None,
        };
        self.features.extend(deep.features.into_iter().map(named));
        self.warnings.extend(deep.warnings);
    }
}

/// One sequence of a case: its image and the mask that lies on it.
#[derive(Debug, Clone, Copy)]
pub struct SequenceScan<'a> {
    /// Which sequence.
    pub sequence: Sequence,
    /// Its image.
    pub image: &'a Image,
    /// Labels, on this grid or another one; the settings say which label is the lesion.
    pub labels: &'a LabelMap,
}

/// Features of one sequence, named as in cohort tables. Sequences are independent: the page runs them side by side.
///
/// # Errors
/// As [`extract()`](crate::case::extract()), with the sequence as origin.
pub fn extract_sequence(
    scan: SequenceScan<'_>,
    settings: &Settings,
    monitor: &dyn Monitor,
) -> Result<SequenceFeatures> {
    whole(SequenceWork::prepare(scan, settings, false, monitor)?, monitor)
}

/// As [`extract_sequence`], with what image and lesion are like and what that gives reason to warn of.
///
/// # Errors
/// As [`extract_sequence`].
pub fn measure_sequence(
    scan: SequenceScan<'_>,
    settings: &Settings,
    monitor: &dyn Monitor,
) -> Result<SequenceFeatures> {
    whole(SequenceWork::prepare(scan, settings, true, monitor)?, monitor)
}

/// All parts of a sequence, one after the other.
fn whole(work: SequenceWork, monitor: &dyn Monitor) -> Result<SequenceFeatures> {
    let SequenceWork { sequence, work, settings, facts } = work;
    let found: Result<Vec<_>> = (0..work.parts()).map(|part| work.compute(part, monitor)).collect();
    let found = found.map_err(|error| error.at(sequence.key()))?;
    let extraction = work.finish(found.concat());
    let (facts, beside) = facts.unzip();
    Ok(SequenceFeatures {
        sequence,
        features: extraction.features.iter().map(|feature| named(sequence, feature)).collect(),
        settings: Some(settings),
        deep: None,
        facts,
        warnings: [extraction.warnings, beside.unwrap_or_default()].concat(),
    })
}

/// One sequence, prepared, and taken apart like [`Work`]: whoever measures its parts, [`join`] makes the same of them as
/// [`measure_sequence`] does.
pub struct SequenceWork {
    sequence: Sequence,
    work: Work,
    /// As in [`SequenceFeatures::settings`].
    settings: String,
    facts: Option<(SequenceSummary, Vec<Warning>)>,
}

/// Features of some images of a sequence, on their way to those of the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SequencePart {
    sequence: Sequence,
    /// Which part of how many.
    part: usize,
    parts: usize,
    /// As in [`SequenceFeatures::settings`].
    settings: String,
    /// By image.
    pieces: Vec<Piece>,
    /// With one part of a sequence, what image and lesion are like, and what that gives reason to warn of.
    facts: Option<(SequenceSummary, Vec<Warning>)>,
}

/// As [`Found`](crate::case::Found), named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
struct Piece {
    place: usize,
    features: Vec<Named>,
    warnings: Vec<Warning>,
}

impl SequenceWork {
    /// Prepares one sequence. `first`: its first part is measured of this, so that image and lesion are
    /// described too ([`SequenceSummary`]), which takes about as long as a part.
    ///
    /// # Errors
    /// As [`measure_sequence`].
    pub fn prepare(
        SequenceScan { sequence, image, labels }: SequenceScan<'_>,
        settings: &Settings,
        first: bool,
        monitor: &dyn Monitor,
    ) -> Result<Self> {
        let prepare = || {
            // Diagnostics are no part of a row; hashing a large scan would cost more than its features.
            let settings = Settings { additional_info: false, ..settings.clone() };
            let work = Work::prepare(image, labels, &settings, monitor)?;
            let facts = first.then(|| summary::facts(image, labels, settings.label, work.placed()));
            Ok(Self { sequence, work, settings: mark(&settings), facts })
        };
        prepare().map_err(|error: Error| error.at(sequence.key()))
    }

    /// Measures one part; `file_warnings`, those of image and mask, go with the first.
    ///
    /// # Errors
    /// As [`measure_sequence`].
    pub fn measure(
        &self,
        part: usize,
        file_warnings: &[Warning],
        monitor: &dyn Monitor,
    ) -> Result<SequencePart> {
        let found = self.work.compute(part, monitor).map_err(|error| error.at(self.sequence.key()))?;
        let name = |feature: &Feature| named(self.sequence, feature);
        let mut pieces: Vec<Piece> = found
            .into_iter()
            .map(|found| Piece {
                place: found.place,
                features: found.features.iter().map(name).collect(),
                warnings: found.warnings,
            })
            .collect();
        let first = part == 0;
        if let Some(piece) = pieces.first_mut().filter(|_| first) {
            piece.warnings.splice(0..0, file_warnings.iter().cloned());
        }
        let facts = self.facts.clone().filter(|_| first);
        let (sequence, parts, settings) = (self.sequence, self.work.parts(), self.settings.clone());
        Ok(SequencePart { sequence, part, parts, settings, pieces, facts })
    }
}

/// The features of a sequence from its parts, in any order.
///
/// # Errors
/// Parts are missing, twice there, or of different sequences or settings.
pub fn join(mut parts: Vec<SequencePart>) -> Result<SequenceFeatures> {
    order::sort(&mut parts, &|a, b| a.part.cmp(&b.part));
    let odd = |found: String| Error::from(RegionProblem::PartsOfSequence { found });
    let Some(SequencePart { sequence, parts: count, settings, .. }) = parts.first().cloned() else {
        return Err(odd("none".to_owned()));
    };
    let fits = |(at, part): (usize, &SequencePart)| {
        (part.sequence, part.parts, part.part, &part.settings) == (sequence, count, at, &settings)
            && part.facts.is_some() == (at == 0)
    };
    if parts.len() != count || !parts.iter().enumerate().all(fits) {
        let found: Vec<String> =
            parts.iter().map(|part| format!("{} {}/{}", part.sequence, part.part, part.parts)).collect();
        return Err(odd(found.join(", ")));
    }
    let (mut pieces, mut facts) = (Vec::new(), None);
    for part in parts {
        pieces.extend(part.pieces);
        facts = facts.or(part.facts);
    }
    order::sort(&mut pieces, &|a, b| a.place.cmp(&b.place));
    let (features, warnings): (Vec<_>, Vec<_>) =
        pieces.into_iter().map(|piece| (piece.features, piece.warnings)).unzip();
    let (facts, beside) = facts.unzip();
    Ok(SequenceFeatures {
        sequence,
        features: features.concat(),
        settings: Some(settings),
        deep: None,
        facts,
        warnings: [warnings.concat(), beside.unwrap_or_default()].concat(),
    })
}

/// A hash of the settings' meaning, by which features of other settings are recognised:
/// [`ExtractionRecord::meaning`](crate::model::file::ExtractionRecord).
fn mark(settings: &Settings) -> String {
    sha256(settings.meaning().as_bytes())
}

/// A feature under its column's name.
fn named(sequence: Sequence, feature: &Feature) -> Named {
    let value = feature.value.is_finite().then_some(feature.value);
    let reason = feature.reason.map(|reason| reason.code().into());
    Named { name: Column::Feature(sequence, feature.id.clone()), value, reason }
}
