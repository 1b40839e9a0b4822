//! A mask goes back to its study: a segmentation (PS3.3 A.51) of one segment on the grid of a volume, for an archive or without the
//! patient's identity. The same bytes for the same mask, volume and time.
//!
//! What readers insist on beyond the standard: the spacing of slices in the shared groups (3D Slicer), numbers of segments without
//! gaps (highdicom), the images that each frame was drawn on (OHIF).

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::dataset::DataSet;
use super::file::File;
use super::mask::Mask;
use super::object::{Found, read};
use super::tags;
use super::{Series, Slice, Volumes};
use crate::error::Result;
use crate::numeric::hash::sha256;
use crate::program::VERSION;
use crate::read::source::Source;
use crate::volume::LabelMap;
use crate::words::ScanProblem;

const SEGMENTATION_CLASS: &str = "1.2.840.10008.5.1.4.1.1.66.4";
const EXPLICIT_SYNTAX: &str = "1.2.840.10008.1.2.1";
/// Most characters of a number that is written as text (DS).
const NUMBER_LENGTH: usize = 16;
/// Attributes of the patient: kept for an archive, empty otherwise.
const PATIENT: [(u32, &str); 4] =
    [(tags::PATIENT_NAME, "PN"), (tags::PATIENT_ID, "LO"), (tags::BIRTH_DATE, "DA"), (tags::SEX, "CS")];
/// Attributes of the study that every object has, likewise.
const STUDY: [(u32, &str); 5] =
    [(0x0008_0020, "DA"), (0x0008_0030, "TM"), (0x0008_0050, "SH"), (0x0008_0090, "PN"), (0x0020_0010, "SH")];

/// Whose a written segmentation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// Patient and study as in the images, so that an archive files it with them.
    Kept,
    /// Nobody's: attributes of patient and study empty, identifiers new.
    Removed,
}

/// A mask to be written.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// On the grid of the volume; what is not 0 is the lesion.
    pub labels: &'a LabelMap,
    /// Whose it is.
    pub identity: Identity,
    /// When it is written: `YYYYMMDDHHMMSS`.
    pub at: &'a str,
}

/// Elements of one data set by their tags.
#[derive(Default)]
struct Elements(BTreeMap<u32, (&'static str, Vec<u8>)>);

impl Elements {
    fn raw(&mut self, tag: u32, vr: &'static str, value: Vec<u8>) {
        self.0.insert(tag, (vr, value));
    }

    fn text(&mut self, tag: u32, vr: &'static str, value: &str) {
        self.raw(tag, vr, value.as_bytes().to_vec());
    }

    fn short(&mut self, tag: u32, value: u16) {
        self.raw(tag, "US", value.to_le_bytes().to_vec());
    }

    fn numbers(&mut self, tag: u32, values: &[f64]) {
        self.text(tag, "DS", &values.iter().map(|&value| number(value)).collect::<Vec<_>>().join("\\"));
    }

    fn items(&mut self, tag: u32, items: Vec<Self>) {
        let mut bytes = Vec::new();
        for item in items {
            let inner = item.bytes();
            bytes.extend([0xFE, 0xFF, 0x00, 0xE0]);
            bytes.extend((inner.len() as u32).to_le_bytes());
            bytes.extend(inner);
        }
        self.raw(tag, "SQ", bytes);
    }

    /// One item: a code of a coding scheme with its meaning.
    fn code(&mut self, tag: u32, [value, scheme, meaning]: [&str; 3]) {
        let mut code = Self::default();
        code.text(tags::CODE_VALUE, "SH", value);
        code.text(0x0008_0102, "SH", scheme);
        code.text(0x0008_0104, "LO", meaning);
        self.items(tag, vec![code]);
    }

    /// Explicit VR, little endian (PS3.5 §7.1.2).
    fn bytes(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (tag, (vr, mut value)) in self.0 {
            if value.len() % 2 == 1 {
                value.push(if vr == "UI" || vr == "OB" { 0 } else { b' ' });
            }
            bytes.extend(((tag >> 16) as u16).to_le_bytes());
            bytes.extend((tag as u16).to_le_bytes());
            bytes.extend(vr.as_bytes());
            if ["OB", "SQ", "UT"].contains(&vr) {
                bytes.extend([0, 0]);
                bytes.extend((value.len() as u32).to_le_bytes());
            } else {
                bytes.extend((value.len() as u16).to_le_bytes());
            }
            bytes.extend(value);
        }
        bytes
    }
}

/// A number as text of at most [`NUMBER_LENGTH`] characters: all its digits where they fit.
fn number(value: f64) -> String {
    let whole = format!("{value}");
    if whole.len() <= NUMBER_LENGTH {
        return whole;
    }
    let places = (0..NUMBER_LENGTH).rev().map(|places| format!("{value:.places$}"));
    let fits = places.into_iter().find(|text| text.len() <= NUMBER_LENGTH);
    fits.unwrap_or_else(|| format!("{value:.8e}"))
}

/// An identifier (PS3.5 B.2) that only depends on what it is of.
fn identifier(of: &[&str]) -> String {
    let hash = Sha256::digest(of.join("\n").as_bytes());
    let half: [u8; 16] = std::array::from_fn(|at| hash[at]);
    format!("2.25.{}", u128::from_be_bytes(half))
}

/// The image that a slice was read from.
struct Image {
    class: String,
    instance: String,
}

impl Image {
    fn of(source: &dyn Source) -> Result<Self> {
        File::header(source, |data, _, _| {
            let text = |tag| data.text(tag).unwrap_or_default();
            Ok(Self { class: text(tags::SOP_CLASS), instance: text(tags::SOP_INSTANCE) })
        })
    }

    fn reference(&self, slice: &Slice, is_multi_frame: bool) -> Elements {
        let mut reference = Elements::default();
        reference.text(0x0008_1150, "UI", &self.class);
        reference.text(0x0008_1155, "UI", &self.instance);
        if is_multi_frame {
            reference.text(0x0008_1160, "IS", &(slice.frame + 1).to_string());
        }
        reference
    }
}

impl Series {
    /// A mask on this volume's grid as a segmentation.
    ///
    /// # Errors
    /// The volume has no grid or the mask another one, the mask is empty, a file cannot be read.
    pub fn segmentation(&self, files: &[&dyn Source], written: Written) -> Result<Vec<u8>> {
        let grid = self.grid.clone()?;
        if written.labels.geometry != grid {
            return Err(ScanProblem::MaskFramesUneven.into());
        }
        let area = grid.size[0] * grid.size[1];
        let marks: Vec<bool> = written.labels.iter().map(|label| label != 0).collect();
        let used: Vec<usize> =
            (0..grid.size[2]).filter(|slice| marks[slice * area..][..area].contains(&true)).collect();
        if used.is_empty() {
            return Err(ScanProblem::SegmentationEmpty.into());
        }
        let images =
            self.slices.iter().map(|slice| Image::of(files[slice.file])).collect::<Result<Vec<_>>>()?;
        let bits: Vec<u8> = written.labels.iter().map(|label| u8::from(label != 0)).collect();
        let own = sha256(&bits);
        let series = File::header(files[self.slices[0].file], |data, _, _| {
            Ok(data.text(tags::SERIES_UID).unwrap_or_default())
        })?;
        let new = |what: &str| identifier(&[what, &series, &own, written.at]);
        let mut elements =
            File::header(files[self.slices[0].file], |data, _, _| Ok(self.about(data, &written, &new)))?;
        let [row, column] = [0, 1].map(|axis| grid.direction.map(|of| of[axis]));
        let mut measures = Elements::default();
        measures.numbers(tags::SLICE_THICKNESS, &[grid.spacing_mm[2]]);
        measures.numbers(tags::SPACING_BETWEEN_SLICES, &[grid.spacing_mm[2]]);
        measures.numbers(tags::PIXEL_SPACING, &[grid.spacing_mm[1], grid.spacing_mm[0]]);
        let mut orientation = Elements::default();
        orientation.numbers(tags::IMAGE_ORIENTATION, &[row, column].concat());
        let mut shared = Elements::default();
        shared.items(tags::PIXEL_MEASURES_SEQUENCE, vec![measures]);
        shared.items(tags::PLANE_ORIENTATION_SEQUENCE, vec![orientation]);
        elements.items(tags::SHARED_GROUPS, vec![shared]);
        let is_multi_frame = self.slices.windows(2).any(|pair| pair[0].file == pair[1].file);
        let is_kept = written.identity == Identity::Kept;
        let frame = |&slice: &usize| {
            let mut groups = Elements::default();
            let mut content = Elements::default();
            let indices = [1, slice as u32 + 1].iter().flat_map(|index| index.to_le_bytes()).collect();
            content.raw(0x0020_9157, "UL", indices);
            groups.items(tags::FRAME_CONTENT_SEQUENCE, vec![content]);
            let mut position = Elements::default();
            position.numbers(tags::IMAGE_POSITION, &grid.world_from_voxel([0.0, 0.0, slice as f64]));
            groups.items(tags::PLANE_POSITION_SEQUENCE, vec![position]);
            let mut segment = Elements::default();
            segment.short(tags::REFERENCED_SEGMENT_NUMBER, 1);
            groups.items(tags::SEGMENT_IDENTIFICATION, vec![segment]);
            if is_kept {
                let mut source = images[slice].reference(&self.slices[slice], is_multi_frame);
                source.text(0x0028_135A, "CS", "YES");
                source.code(0x0040_A170, ["121322", "DCM", "Source Image for Image Processing Operation"]);
                let mut derivation = Elements::default();
                derivation.items(0x0008_2112, vec![source]);
                derivation.code(0x0008_9215, ["113076", "DCM", "Segmentation"]);
                groups.items(0x0008_9124, vec![derivation]);
            }
            groups
        };
        elements.items(tags::FRAME_GROUPS, used.iter().map(frame).collect());
        if is_kept {
            let mut seen = Vec::new();
            let mut instances = Vec::new();
            for &slice in &used {
                if !seen.contains(&self.slices[slice].file) {
                    seen.push(self.slices[slice].file);
                    instances.push(images[slice].reference(&self.slices[slice], false));
                }
            }
            let mut referenced = Elements::default();
            referenced.text(tags::SERIES_UID, "UI", &series);
            referenced.items(0x0008_114A, instances);
            elements.items(0x0008_1115, vec![referenced]);
        }
        elements.text(0x0028_0008, "IS", &used.len().to_string());
        elements.short(0x0028_0010, grid.size[1] as u16);
        elements.short(0x0028_0011, grid.size[0] as u16);
        elements.raw(super::dataset::PIXEL_DATA, "OB", packed(&marks, &used, area));
        let bytes = file(elements, &new("instance"));
        self.check(&bytes, &bits)?;
        Ok(bytes)
    }

    /// Everything that is not of single frames.
    fn about(&self, data: &DataSet, written: &Written, new: &dyn Fn(&str) -> String) -> Elements {
        let mut elements = Elements::default();
        let is_kept = written.identity == Identity::Kept;
        let kept = |tag| data.text_bytes(tag).filter(|_| is_kept).unwrap_or_default().to_vec();
        for (tag, vr) in PATIENT.into_iter().chain(STUDY) {
            elements.raw(tag, vr, kept(tag));
        }
        if is_kept {
            if let Some(set) = data.text(tags::SPECIFIC_CHARACTER_SET) {
                elements.text(tags::SPECIFIC_CHARACTER_SET, "CS", &set);
            }
            elements.raw(tags::STUDY_UID, "UI", kept(tags::STUDY_UID));
            elements.raw(tags::FRAME_OF_REFERENCE, "UI", kept(tags::FRAME_OF_REFERENCE));
        } else {
            elements.text(0x0012_0062, "CS", "YES");
            elements.text(0x0012_0063, "LO", "Discern: nothing of the images' attributes was taken over");
            elements.text(tags::STUDY_UID, "UI", &new("study"));
            elements.text(tags::FRAME_OF_REFERENCE, "UI", &new("frame of reference"));
        }
        let (date, time) = written.at.split_at(written.at.len().min(8));
        for (tag, vr, value) in [
            (tags::IMAGE_TYPE, "CS", "DERIVED\\PRIMARY"),
            (tags::SOP_CLASS, "UI", SEGMENTATION_CLASS),
            (tags::MODALITY, "CS", "SEG"),
            (tags::SERIES_NUMBER, "IS", "900"),
            (tags::SERIES_DESCRIPTION, "LO", "Lesion (Discern)"),
            (tags::INSTANCE_NUMBER, "IS", "1"),
            (0x0008_0021, "DA", date),
            (0x0008_0031, "TM", time),
            (0x0008_0023, "DA", date),
            (tags::CONTENT_TIME, "TM", time),
            (0x0020_1040, "LO", ""),
            (0x0008_0070, "LO", "Discern"),
            (0x0008_1090, "LO", "Discern"),
            (0x0018_1000, "LO", "0"),
            (0x0018_1020, "LO", VERSION),
            (0x0070_0080, "CS", "SEGMENTATION"),
            (0x0070_0081, "LO", "Lesion"),
            (0x0070_0084, "PN", ""),
            (tags::BURNED_IN, "CS", "NO"),
            (tags::LOSSY, "CS", "00"),
            (tags::SEGMENTATION_TYPE, "CS", "BINARY"),
            (0x0062_0013, "CS", "NO"),
            (0x0028_0004, "CS", "MONOCHROME2"),
        ] {
            elements.text(tag, vr, value);
        }
        elements.text(tags::SOP_INSTANCE, "UI", &new("instance"));
        elements.text(tags::SERIES_UID, "UI", &new("series"));
        // One bit a pixel, unsigned.
        for (tag, value) in
            [(0x0028_0002, 1), (0x0028_0100, 1), (0x0028_0101, 1), (0x0028_0102, 0), (0x0028_0103, 0)]
        {
            elements.short(tag, value);
        }
        let mut segment = Elements::default();
        segment.short(tags::SEGMENT_NUMBER, 1);
        segment.text(tags::SEGMENT_LABEL, "LO", "Lesion");
        segment.text(0x0062_0008, "CS", "MANUAL");
        segment.code(tags::SEGMENT_CATEGORY, ["49755003", "SCT", "Morphologically Abnormal Structure"]);
        segment.code(0x0062_000F, ["108369006", "SCT", "Neoplasm"]);
        // Orange, in CIELab.
        let colour = [43803_u16, 26565, 37722].iter().flat_map(|part| part.to_le_bytes()).collect();
        segment.raw(0x0062_000D, "US", colour);
        segment.text(0x0062_0020, "UT", "Lesion");
        segment.text(0x0062_0021, "UI", &new("tracked lesion"));
        elements.items(tags::SEGMENTS, vec![segment]);
        let organisation = new("dimensions");
        let mut organised = Elements::default();
        organised.text(0x0020_9164, "UI", &organisation);
        elements.items(0x0020_9221, vec![organised]);
        let dimension = |(pointer, group, label): (u32, u32, &str)| {
            let tag = |tag: u32| [((tag >> 16) as u16).to_le_bytes(), (tag as u16).to_le_bytes()].concat();
            let mut dimension = Elements::default();
            dimension.text(0x0020_9164, "UI", &organisation);
            dimension.raw(0x0020_9165, "AT", tag(pointer));
            dimension.raw(0x0020_9167, "AT", tag(group));
            dimension.text(0x0020_9421, "LO", label);
            dimension
        };
        let dimensions = [
            (tags::REFERENCED_SEGMENT_NUMBER, tags::SEGMENT_IDENTIFICATION, "ReferencedSegmentNumber"),
            (tags::IMAGE_POSITION, tags::PLANE_POSITION_SEQUENCE, "ImagePositionPatient"),
        ];
        elements.items(0x0020_9222, dimensions.map(dimension).into());
        elements
    }

    /// Whether what was written is the mask when it is read again.
    fn check(&self, bytes: &[u8], bits: &[u8]) -> Result<()> {
        let source: &dyn Source = &bytes;
        let Found::Segmentation(of) = read(source)? else { return Err(ScanProblem::NotDicom.into()) };
        let grid = self.grid.clone()?;
        let volumes = Volumes { patients: Vec::new(), grids: vec![(grid, "")] };
        let mask = Mask::of_segmentation((0, *of), &volumes, &|_| String::new());
        let found = mask.labels(&[source], 0)?;
        let is_same = found.geometry == grid && found.iter().eq(bits.iter().map(|bit| i32::from(*bit)));
        if is_same { Ok(()) } else { Err(ScanProblem::MaskFramesUneven.into()) }
    }
}

/// Single bits of the frames, low bits first, one frame after the other without padding.
fn packed(marks: &[bool], used: &[usize], area: usize) -> Vec<u8> {
    let bits = used.iter().flat_map(|slice| &marks[slice * area..][..area]);
    let mut bytes = vec![0; (used.len() * area).div_ceil(8)];
    for (at, _) in bits.enumerate().filter(|(_, mark)| **mark) {
        bytes[at / 8] |= 1 << (at % 8);
    }
    bytes
}

/// A file: preamble, meta information, data set.
fn file(elements: Elements, instance: &str) -> Vec<u8> {
    let mut meta = Elements::default();
    meta.raw(0x0002_0001, "OB", vec![0, 1]);
    meta.text(0x0002_0002, "UI", SEGMENTATION_CLASS);
    meta.text(0x0002_0003, "UI", instance);
    meta.text(0x0002_0010, "UI", EXPLICIT_SYNTAX);
    meta.text(0x0002_0012, "UI", &identifier(&["Discern"]));
    meta.text(0x0002_0013, "SH", "DISCERN");
    let meta = meta.bytes();
    let mut length = Elements::default();
    length.raw(0x0002_0000, "UL", (meta.len() as u32).to_le_bytes().to_vec());
    [vec![0; 128], b"DICM".to_vec(), length.bytes(), meta, elements.bytes()].concat()
}
