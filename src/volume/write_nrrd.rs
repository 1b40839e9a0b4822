//! Label maps written as 3D Slicer's segmentation (`.seg.nrrd`), the same bytes for the same map.
//!
//! Numbers are written in full, so the grid comes back exactly; space is LPS. Each label becomes a segment of one layer
//! with a name and a colour; the names are the caller's, nothing of the patient is in the file.

use std::io::Write;

use flate2::{Compression, GzBuilder};

use super::{LabelMap, label_counts};
use crate::error::Result;
use crate::words::ImageProblem;

/// Colours of segments that colour-blind people can distinguish (Okabe & Ito 2008), red green blue from 0 to 1.
const COLOURS: [&str; 7] = [
    "0.902 0.624 0",
    "0.337 0.706 0.914",
    "0 0.62 0.451",
    "0.941 0.894 0.259",
    "0 0.447 0.698",
    "0.835 0.369 0",
    "0.8 0.475 0.655",
];

/// A label map as `.seg.nrrd`; `names` gives the segments' names by label, others are called `Segment N`.
///
/// # Errors
/// A label below 0 or above 65535, or a name with control characters.
pub fn seg_nrrd(labels: &LabelMap, names: &[(i32, &str)]) -> Result<Vec<u8>> {
    let present = label_counts(labels);
    if let Some((label, _)) = present.iter().find(|(label, _)| !(0..=65535).contains(label)) {
        return Err(ImageProblem::SegmentLabel { label: *label }.into());
    }
    if names.iter().any(|(_, name)| name.chars().any(char::is_control)) {
        return Err(ImageProblem::SegmentName.into());
    }
    let wide = present.iter().any(|(label, _)| *label > 255);
    let mut text = head(labels, wide);
    for (segment, (label, _)) in present.iter().enumerate() {
        let name = names.iter().find(|(named, _)| named == label).map(|(_, name)| (*name).to_owned());
        let name = name.unwrap_or_else(|| format!("Segment {label}"));
        text.push_str(&segment_lines(segment, *label, &name, labels.geometry.size));
    }
    text.push_str(
        "Segmentation_ContainedRepresentationNames:=Binary labelmap|\nSegmentation_MasterRepresentation:=Binary labelmap\n\
         Segmentation_ReferenceImageExtentOffset:=0 0 0\n\n",
    );
    let mut encoder = GzBuilder::new().mtime(0).write(text.into_bytes(), Compression::new(6));
    let raw: Vec<u8> = match wide {
        true => labels.iter().flat_map(|label| (label as u16).to_le_bytes()).collect(),
        false => labels.iter().map(|label| label as u8).collect(),
    };
    encoder
        .write_all(&raw)
        .and_then(|()| encoder.finish())
        .map_err(|cause| ImageProblem::SegmentationMemory { cause: cause.to_string() }.into())
}

fn head(labels: &LabelMap, wide: bool) -> String {
    let grid = &labels.geometry;
    let [x, y, z] = grid.size;
    let vector = |v: [f64; 3]| format!("({},{},{})", v[0], v[1], v[2]);
    let step =
        |axis: usize| vector(std::array::from_fn(|row| grid.direction[row][axis] * grid.spacing_mm[axis]));
    format!(
        "NRRD0004\ntype: {}\ndimension: 3\nspace: left-posterior-superior\nsizes: {x} {y} {z}\n\
         space directions: {} {} {}\nkinds: domain domain domain\nendian: little\nencoding: gzip\nspace origin: {}\n",
        if wide { "unsigned short" } else { "unsigned char" },
        step(0),
        step(1),
        step(2),
        vector(grid.origin_mm),
    )
}

/// Header lines of one segment of a label map of `size` voxels.
fn segment_lines(segment: usize, label: i32, name: &str, size: [usize; 3]) -> String {
    let [x, y, z] = size.map(|n| n.saturating_sub(1));
    let colour = COLOURS[segment % COLOURS.len()];
    let fields = [
        ("Color", colour.to_owned()),
        ("Extent", format!("0 {x} 0 {y} 0 {z}")),
        ("ID", format!("Segment_{label}")),
        ("LabelValue", label.to_string()),
        ("Layer", "0".to_owned()),
        ("Name", name.to_owned()),
    ];
    fields.map(|(key, value)| format!("Segment{segment}_{key}:={value}\n")).concat()
}
