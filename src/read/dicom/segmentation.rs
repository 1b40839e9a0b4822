//! A segmentation (PS3.3 A.51 and A.88): frames of marked pixels, each of a segment and at a place of its own.

use super::dataset::DataSet;
use super::header::{Plane, Text, planes};
use super::pixels::Layout;
use super::tags;
use crate::error::Result;
use crate::words::ScanProblem;

/// Most segments, or regions, of one file.
pub(super) const MAX_SEGMENTS: usize = 1000;
/// Morphologically abnormal structure (SNOMED CT).
const ABNORMAL: &str = "49755003";

/// What a pixel of it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marks {
    /// 1 within the segment.
    Binary,
    /// A share of this number; half of it and more is within.
    Fractional(u16),
    /// The number of its segment.
    Labels,
}

/// What a file says of its segments and frames.
#[derive(Debug, Clone)]
pub(super) struct Segmentation {
    pub(super) patient: String,
    pub(super) frame_of_reference: String,
    pub(super) marks: Marks,
    pub(super) segments: Vec<Named>,
    pub(super) layout: Layout,
    pub(super) frames: Vec<Marked>,
    /// Distance of neighbouring slices, mm, where the file gives it.
    pub(super) slice_spacing_mm: Option<f64>,
}

/// One segment.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) number: u32,
    pub(super) label: Text,
    /// Its category is that of lesions.
    pub(super) is_abnormal: bool,
}

/// One frame.
#[derive(Debug, Clone)]
pub(super) struct Marked {
    pub(super) plane: Plane,
    /// The segment whose pixels it marks; none in a map of labels.
    pub(super) segment: Option<u32>,
}

impl Segmentation {
    /// Reads it from a data set, its pixels perhaps cut off.
    ///
    /// # Errors
    /// Frames without a place or a segment, too many segments.
    pub(super) fn of(data: &DataSet) -> Result<Self> {
        let text = |tag| data.text(tag).unwrap_or_default();
        let character_set = text(tags::SPECIFIC_CHARACTER_SET);
        let mut segments = Vec::new();
        for item in data.items(tags::SEGMENTS)? {
            let item = item?;
            let number = item.short(tags::SEGMENT_NUMBER);
            let number = number.ok_or(ScanProblem::DicomNoNumber { field: "SegmentNumber" })?;
            let category =
                item.first_item(tags::SEGMENT_CATEGORY).and_then(|code| code.text(tags::CODE_VALUE));
            segments.push(Named {
                number: number.into(),
                label: Text::of(&item, tags::SEGMENT_LABEL, &character_set),
                is_abnormal: category.as_deref() == Some(ABNORMAL),
            });
            if segments.len() > MAX_SEGMENTS {
                return Err(ScanProblem::DicomSegments { most: MAX_SEGMENTS }.into());
            }
        }
        let marks = match text(tags::SEGMENTATION_TYPE).as_str() {
            "FRACTIONAL" => {
                let most = data.short(tags::MAXIMUM_FRACTIONAL_VALUE).filter(|&most| most > 0);
                Marks::Fractional(most.ok_or(ScanProblem::DicomNoNumber { field: "MaximumFractionalValue" })?)
            }
            "LABELMAP" => Marks::Labels,
            _ => Marks::Binary,
        };
        // The background is no segment.
        segments.retain(|segment| marks != Marks::Labels || segment.number != 0);
        let layout = Layout::of(data)?;
        let numbers = if marks == Marks::Labels { vec![None; layout.frames] } else { numbers(data)? };
        let planes = planes(data, layout.frames)?;
        // A single frame may be placed without groups of its own; which segment it marks stands nowhere then.
        if numbers.len() != planes.len() {
            return Err(ScanProblem::DicomFrameGroups { frames: layout.frames }.into());
        }
        let frames = planes.into_iter().zip(numbers).map(|(plane, segment)| Marked { plane, segment });
        let measures = |groups: &DataSet| {
            groups.first_item(tags::PIXEL_MEASURES_SEQUENCE)?.number(tags::SPACING_BETWEEN_SLICES)
        };
        let shared = data.first_item(tags::SHARED_GROUPS);
        let own = data.first_item(tags::FRAME_GROUPS);
        Ok(Self {
            patient: text(tags::PATIENT_ID),
            frame_of_reference: text(tags::FRAME_OF_REFERENCE),
            marks,
            segments,
            layout,
            frames: frames.collect(),
            slice_spacing_mm: own.as_ref().and_then(measures).or(shared.as_ref().and_then(measures)),
        })
    }
}

/// The segment of each frame, which its own groups name or those of all frames.
fn numbers(data: &DataSet) -> Result<Vec<Option<u32>>> {
    let number = |groups: &DataSet| {
        groups.first_item(tags::SEGMENT_IDENTIFICATION)?.short(tags::REFERENCED_SEGMENT_NUMBER)
    };
    let shared = data.first_item(tags::SHARED_GROUPS).as_ref().and_then(number);
    let mut found = Vec::new();
    for groups in data.items(tags::FRAME_GROUPS)? {
        let of_frame = number(&groups?).or(shared);
        let of_frame = of_frame.ok_or(ScanProblem::DicomNoNumber { field: "ReferencedSegmentNumber" })?;
        found.push(Some(of_frame.into()));
    }
    Ok(found)
}
