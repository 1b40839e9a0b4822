//! What an image says of itself before its pixels: its series and frames (PS3.3 C.7 and C.8).
//!
//! Names, dates and identifiers of the patient are read as far as they tell patients and studies apart; nothing else of
//! them is kept.

use super::dataset::DataSet;
use super::pixels::{self, Layout};
use super::syntax::Syntax;
use super::tags;
use crate::error::Result;
use crate::read::summary::LENGTHS;
use crate::words::ScanProblem;

/// Text in the file's own character set, which the shell decodes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// As stored, without padding.
    pub bytes: Vec<u8>,
    /// `SpecificCharacterSet`, its values between backslashes; empty for the default repertoire.
    pub character_set: String,
}

/// A part of the name of a character set, and the encoding; several sets of one file are read by the first that is named here.
const ENCODINGS: [(&str, &str); 17] = [
    ("192", "utf-8"),
    ("GB18030", "gb18030"),
    ("GBK", "gb18030"),
    ("IR 58", "gb18030"),
    ("IR 149", "euc-kr"),
    ("IR 87", "iso-2022-jp"),
    ("IR 159", "iso-2022-jp"),
    ("IR 13", "shift_jis"),
    ("IR 101", "iso-8859-2"),
    ("IR 109", "iso-8859-3"),
    ("IR 110", "iso-8859-4"),
    ("IR 144", "iso-8859-5"),
    ("IR 127", "iso-8859-6"),
    ("IR 126", "iso-8859-7"),
    ("IR 138", "iso-8859-8"),
    ("IR 148", "windows-1254"),
    ("IR 166", "windows-874"),
];

impl Text {
    /// Name of its encoding as the Encoding Standard labels it, which browsers and libraries know (PS3.3 C.12.1.1.2).
    pub fn encoding(&self) -> &'static str {
        let sets: Vec<&str> = self.character_set.split('\\').map(str::trim).collect();
        let named = ENCODINGS.iter().find(|(name, _)| sets.iter().any(|set| set.contains(name)));
        named.map_or("windows-1252", |(_, label)| label)
    }

    /// The text of an attribute, empty where there is none.
    pub(super) fn of(data: &DataSet, tag: u32, character_set: &str) -> Self {
        let bytes = data.text_bytes(tag).unwrap_or_default().to_vec();
        Self { bytes, character_set: character_set.to_owned() }
    }
}

/// What all frames of a file share.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) instance: String,
    pub(super) patient: String,
    pub(super) study: String,
    /// Whole years of the patient at the time of the study.
    pub(super) age_years: Option<u32>,
    pub(super) series: String,
    pub(super) series_number: Option<i64>,
    pub(super) instance_number: i64,
    pub(super) modality: String,
    pub(super) description: Text,
    pub(super) protocol: Text,
    pub(super) sequence_name: String,
    pub(super) scan_options: Vec<String>,
    pub(super) scanning_sequence: Vec<String>,
    /// A contrast agent is named.
    pub(super) has_agent: bool,
    pub(super) frame_of_reference: String,
    pub(super) slice_thickness_mm: Option<f64>,
    pub(super) slice_spacing_mm: Option<f64>,
    /// Pixels may show text.
    pub(super) burned_in: bool,
    pub(super) lossy: bool,
    pub(super) layout: Layout,
    pub(super) frames: Vec<Plane>,
}

/// One frame: where it lies and how it was acquired.
#[derive(Debug, Clone)]
pub(super) struct Plane {
    /// Place among the frames of its file.
    pub(super) index: usize,
    /// World position of the centre of the first pixel, mm.
    pub(super) position_mm: [f64; 3],
    /// World direction along a row.
    pub(super) row: [f64; 3],
    /// World direction along a column.
    pub(super) column: [f64; 3],
    /// Distance of rows, then of columns, mm (PS3.3 C.7.6.2).
    pub(super) pixel_spacing_mm: [f64; 2],
    pub(super) slope: f64,
    pub(super) intercept: f64,
    pub(super) echo_ms: Option<f64>,
    pub(super) repetition_ms: Option<f64>,
    pub(super) inversion_ms: Option<f64>,
    pub(super) b_value: Option<f64>,
    pub(super) image_type: Vec<String>,
    pub(super) stack: String,
    pub(super) time: String,
    pub(super) temporal_position: i64,
}

/// Reads what a data set says of an image.
///
/// # Errors
/// An image that cannot be read or placed.
pub(super) fn header(data: &DataSet, syntax: &Syntax) -> Result<Header> {
    let text = |tag| data.text(tag).unwrap_or_default();
    let character_set = text(tags::SPECIFIC_CHARACTER_SET);
    let worded = |tag| Text::of(data, tag, &character_set);
    let whole = |tag| data.number(tag).map(|number| number as i64);
    let layout = Layout::of(data)?;
    let agent = text(tags::CONTRAST_AGENT).to_uppercase();
    let has_agent = !agent.is_empty() && !["NO", "NONE", "N"].contains(&agent.as_str())
        || data.first_item(tags::CONTRAST_AGENT_SEQUENCE).is_some();
    let name = [tags::SEQUENCE_NAME, tags::PULSE_SEQUENCE_NAME].into_iter().find_map(|tag| data.text(tag));
    Ok(Header {
        instance: text(tags::SOP_INSTANCE),
        patient: text(tags::PATIENT_ID),
        study: text(tags::STUDY_UID),
        age_years: age_years(data),
        series: text(tags::SERIES_UID),
        series_number: whole(tags::SERIES_NUMBER),
        instance_number: whole(tags::INSTANCE_NUMBER).unwrap_or(0),
        modality: text(tags::MODALITY),
        description: worded(tags::SERIES_DESCRIPTION),
        protocol: worded(tags::PROTOCOL_NAME),
        sequence_name: name.unwrap_or_default(),
        scan_options: data.texts(tags::SCAN_OPTIONS),
        scanning_sequence: data.texts(tags::SCANNING_SEQUENCE),
        has_agent,
        frame_of_reference: text(tags::FRAME_OF_REFERENCE),
        slice_thickness_mm: data.number(tags::SLICE_THICKNESS),
        slice_spacing_mm: data.number(tags::SPACING_BETWEEN_SLICES),
        burned_in: text(tags::BURNED_IN) == "YES",
        lossy: text(tags::LOSSY) == "01" || syntax.lossy,
        layout,
        frames: planes(data, layout.frames)?,
    })
}

/// The patient's age: as stated, or by the dates of birth and study. An age in days, weeks or months is in whole years, too.
fn age_years(data: &DataSet) -> Option<u32> {
    let stated = data.text(tags::PATIENT_AGE).and_then(|text| {
        let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let number: u32 = number.trim().parse().ok()?;
        match unit {
            "Y" => Some(number),
            "M" => Some(number / 12),
            "W" => Some(number * 7 / 365),
            "D" => Some(number / 365),
            _ => None,
        }
    });
    // As year, month and day in one number, of which four digits are not of the year.
    let date = |tag| data.text(tag).filter(|text| text.len() == 8)?.parse::<u32>().ok();
    let by_dates = || Some(date(tags::STUDY_DATE)?.checked_sub(date(tags::BIRTH_DATE)?)? / 10_000);
    stated.or_else(by_dates).filter(|years| (1..=120).contains(years))
}

/// Frames of a multi-frame file by their functional groups, or the one of a classic file.
pub(super) fn planes(data: &DataSet, frames: usize) -> Result<Vec<Plane>> {
    if data.find(tags::FRAME_GROUPS).is_none() {
        if frames > 1 {
            return Err(ScanProblem::DicomUnplacedFrames.into());
        }
        return Ok(vec![plane(&Groups { data, shared: None, own: None }, 0)?]);
    }
    let shared = data.first_item(tags::SHARED_GROUPS);
    let mut found = Vec::new();
    for (index, own) in data.items(tags::FRAME_GROUPS)?.enumerate() {
        let own = own?;
        found.push(plane(&Groups { data, shared: shared.as_ref(), own: Some(&own) }, index)?);
        if found.len() > frames {
            break;
        }
    }
    if found.len() == frames {
        return Ok(found);
    }
    Err(ScanProblem::DicomFrameGroups { frames }.into())
}

/// Where an attribute of a frame may stand: in its own groups, in those of all frames, or in a classic data set.
struct Groups<'a> {
    data: &'a DataSet<'a>,
    shared: Option<&'a DataSet<'a>>,
    own: Option<&'a DataSet<'a>>,
}

impl<'a> Groups<'a> {
    /// `of` the item of a functional group, a frame's own before the shared one; of the data set where it is classic.
    fn get<T>(&self, sequence: u32, of: impl Fn(&DataSet<'a>) -> Option<T>) -> Option<T> {
        if self.own.is_none() {
            return of(self.data);
        }
        let groups = [self.own, self.shared].into_iter().flatten();
        groups.filter_map(|group| group.first_item(sequence)).find_map(|item| of(&item))
    }

    fn numbers<const N: usize>(&self, sequence: u32, tag: u32) -> Option<[f64; N]> {
        self.get(sequence, |item| item.numbers(tag)).and_then(|all| all.try_into().ok())
    }

    fn is_multi_frame(&self) -> bool {
        self.own.is_some()
    }
}

fn plane(groups: &Groups, index: usize) -> Result<Plane> {
    let data = groups.data;
    let needed =
        |field: &'static str, found: Option<Vec<f64>>| found.ok_or(ScanProblem::DicomNoPlace { field });
    let position: Option<[f64; 3]> = groups.numbers(tags::PLANE_POSITION_SEQUENCE, tags::IMAGE_POSITION);
    let orientation: Option<[f64; 6]> =
        groups.numbers(tags::PLANE_ORIENTATION_SEQUENCE, tags::IMAGE_ORIENTATION);
    let spacing: Option<[f64; 2]> = groups.numbers(tags::PIXEL_MEASURES_SEQUENCE, tags::PIXEL_SPACING);
    let position = needed("ImagePositionPatient", position.map(Vec::from))?;
    let axes = needed("ImageOrientationPatient", orientation.map(Vec::from))?;
    let spacing = needed("PixelSpacing", spacing.map(Vec::from))?;
    if !spacing.iter().all(|mm| LENGTHS.contains(mm)) {
        return Err(pixels::field("PixelSpacing", "1e-9 to 1e9 mm", format!("{spacing:?}")));
    }
    if position.iter().any(|mm| mm.abs() > *LENGTHS.end()) {
        return Err(pixels::field(
            "ImagePositionPatient",
            "coordinates from -1e9 to 1e9 mm",
            format!("{position:?}"),
        ));
    }
    let [slope, intercept] = rescaling(groups)?;
    let multi = groups.is_multi_frame();
    let pick = |classic: u32, sequence: u32, enhanced: u32| match multi {
        true => groups.get(sequence, |item| item.float(enhanced)),
        false => data.number(classic),
    };
    // The one time that is text in both.
    let repetition = groups.get(tags::TIMING_SEQUENCE, |item| item.number(tags::REPETITION_TIME));
    let image_type = match multi {
        true => groups.get(tags::FRAME_TYPE_SEQUENCE, |item| Some(item.texts(tags::FRAME_TYPE))),
        false => Some(data.texts(tags::IMAGE_TYPE)),
    };
    let content = |tag| groups.get(tags::FRAME_CONTENT_SEQUENCE, |item| item.text(tag));
    let temporal = match multi {
        true => groups
            .get(tags::FRAME_CONTENT_SEQUENCE, |item| item.long(tags::TEMPORAL_POSITION_INDEX))
            .map(i64::from),
        false => data.number(tags::TEMPORAL_POSITION).map(|number| number as i64),
    };
    let times = [tags::ACQUISITION_TIME, tags::ACQUISITION_DATE_TIME, tags::CONTENT_TIME];
    Ok(Plane {
        index,
        position_mm: [position[0], position[1], position[2]],
        row: [axes[0], axes[1], axes[2]],
        column: [axes[3], axes[4], axes[5]],
        pixel_spacing_mm: [spacing[0], spacing[1]],
        slope,
        intercept,
        echo_ms: pick(tags::ECHO_TIME, tags::ECHO_SEQUENCE, tags::EFFECTIVE_ECHO_TIME),
        repetition_ms: repetition,
        inversion_ms: pick(tags::INVERSION_TIME, tags::MODIFIER_SEQUENCE, tags::INVERSION_TIMES),
        b_value: match multi {
            true => groups.get(tags::DIFFUSION_SEQUENCE, |item| item.float(tags::B_VALUE)),
            false => data.float(tags::B_VALUE),
        },
        image_type: image_type.unwrap_or_default(),
        stack: if multi { content(tags::STACK_ID).unwrap_or_default() } else { String::new() },
        time: times.into_iter().find_map(|tag| data.text(tag)).unwrap_or_default(),
        temporal_position: temporal.unwrap_or(0),
    })
}

/// Rescale slope and intercept; 1 and 0 where the file has none.
fn rescaling(groups: &Groups) -> Result<[f64; 2]> {
    let read = |tag: u32, field: &'static str, absent: f64| {
        let sequence = tags::VALUE_TRANSFORMATION_SEQUENCE;
        let text = groups.get(sequence, |item| item.text(tag));
        let Some(text) = text else { return Ok(absent) };
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        number.ok_or(ScanProblem::DicomNoNumber { field })
    };
    let slope = read(tags::RESCALE_SLOPE, "RescaleSlope", 1.0)?;
    if slope == 0.0 {
        return Err(ScanProblem::DicomSlopeZero.into());
    }
    Ok([slope, read(tags::RESCALE_INTERCEPT, "RescaleIntercept", 0.0)?])
}
