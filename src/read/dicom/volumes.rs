//! Frames of a series become volumes: split by what tells acquisitions apart, sorted by position, checked to be a regular
//! grid. Nothing is resampled: a missing, doubled, uneven or leaning slice is a reason to refuse.

use std::collections::BTreeMap;

use super::header::{Header, Plane};
use super::kind::Kind;
use crate::error::Error;
use crate::numeric::float::acos;
use crate::volume::Geometry;
use crate::words::{Notice, ScanProblem};

/// Slices nearer than this along the normal are at one place, mm.
const SAME_PLACE_MM: f64 = 0.01;
/// Components of the orientation may differ by this within a volume.
const SAME_ORIENTATION: f64 = 1e-3;
/// Gaps may differ from the median by this share of it, or by [`LEAST_TOLERANCE_MM`].
const GAP_TOLERANCE: f64 = 0.01;
const LEAST_TOLERANCE_MM: f64 = 0.02;
/// Slices may be shifted within their plane by this, mm.
const SHIFT_MM: f64 = 0.05;
/// A gap of more than this many steps separates blocks.
const BLOCK_GAP: f64 = 4.0;
/// Thickness or spacing that differ from the positions by more than this share are worth a note.
const THICKNESS_NOTE: f64 = 0.01;

/// A frame of one of the files.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'a> {
    /// Which file, of the set's.
    pub(super) file: usize,
    pub(super) header: &'a Header,
    pub(super) plane: &'a Plane,
}

/// Frames that are one volume, or were meant to be.
#[derive(Debug, Clone)]
pub(super) struct Stack<'a> {
    /// Sorted along the normal.
    pub(super) frames: Vec<Frame<'a>>,
    pub(super) kind: Kind,
    /// Place among volumes in time, and how many they are.
    pub(super) in_time: Option<[usize; 2]>,
    /// Images left out because another lies at the same place.
    pub(super) doubled: usize,
    /// The grid, or why there is none.
    pub(super) grid: Result<Geometry, Error>,
    /// What should be known of the grid.
    pub(super) notes: Vec<Notice>,
}

/// What all frames of a volume have in common.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    patient: &'a str,
    study: &'a str,
    series: &'a str,
    size: [usize; 2],
    /// In 10⁻⁴ mm.
    spacing: [i64; 2],
    frame_of_reference: &'a str,
    kind: Kind,
    /// In µs.
    echo: Option<i64>,
    inversion: Option<i64>,
    /// In 10⁻³ s/mm².
    b_value: Option<i64>,
    stack: &'a str,
}

fn thousandths(value: Option<f64>) -> Option<i64> {
    value.map(|value| (value * 1e3).round() as i64)
}

impl<'a> Key<'a> {
    fn of(frame: &Frame<'a>) -> Self {
        let Frame { header, plane, .. } = *frame;
        Self {
            patient: &header.patient,
            study: &header.study,
            series: &header.series,
            size: [header.layout.columns, header.layout.rows],
            spacing: plane.pixel_spacing_mm.map(|mm| (mm * 1e4).round() as i64),
            frame_of_reference: &header.frame_of_reference,
            kind: Kind::of(&plane.image_type),
            echo: thousandths(plane.echo_ms),
            inversion: thousandths(plane.inversion_ms),
            b_value: thousandths(plane.b_value),
            stack: &plane.stack,
        }
    }
}

pub(super) fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

pub(super) fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

fn length(a: [f64; 3]) -> f64 {
    dot(a, a).sqrt()
}

impl Frame<'_> {
    /// Unit normal of the slice.
    pub(super) fn normal(&self) -> [f64; 3] {
        let normal = cross(self.plane.row, self.plane.column);
        let long = length(normal);
        normal.map(|component| component / long)
    }

    fn has_orientation_of(&self, other: &Self) -> bool {
        let pairs = |a: [f64; 3], b: [f64; 3]| (0..3).all(|at| (a[at] - b[at]).abs() < SAME_ORIENTATION);
        pairs(self.plane.row, other.plane.row) && pairs(self.plane.column, other.plane.column)
    }
}

/// All volumes of the frames, in the order of their series. `alike` compares the pixels of two frames.
pub(super) fn stacks<'a>(frames: &[Frame<'a>], alike: &dyn Fn(&Frame, &Frame) -> bool) -> Vec<Stack<'a>> {
    let mut groups: BTreeMap<Key, Vec<Vec<Frame>>> = BTreeMap::new();
    for frame in frames {
        let parts = groups.entry(Key::of(frame)).or_default();
        match parts.iter_mut().find(|part| part[0].has_orientation_of(frame)) {
            Some(part) => part.push(*frame),
            None => parts.push(vec![*frame]),
        }
    }
    let mut found: Vec<Stack> =
        groups.into_values().flatten().flat_map(|part| of_part(part, alike)).collect();
    let order =
        |stack: &Stack| (stack.frames[0].header.series_number.unwrap_or(i64::MAX), stack.frames[0].file);
    found.sort_by_key(order);
    found
}

/// Volumes among frames of one orientation.
fn of_part<'a>(mut part: Vec<Frame<'a>>, alike: &dyn Fn(&Frame, &Frame) -> bool) -> Vec<Stack<'a>> {
    let normal = part[0].normal();
    let along = |frame: &Frame| dot(frame.plane.position_mm, normal);
    let first_in_file = |frame: &Frame| (frame.header.instance_number, frame.plane.index, frame.file);
    part.sort_by(|a, b| {
        let by_place = along(a).total_cmp(&along(b));
        by_place
            .then_with(|| a.plane.time.cmp(&b.plane.time))
            .then_with(|| first_in_file(a).cmp(&first_in_file(b)))
    });
    let mut places: Vec<Vec<Frame>> = Vec::new();
    for frame in part {
        match places.last_mut() {
            Some(place) if (along(&frame) - along(&place[0])).abs() < SAME_PLACE_MM => place.push(frame),
            _ => places.push(vec![frame]),
        }
    }
    let each = places[0].len();
    let is_even = places.iter().all(|place| place.len() == each);
    if each == 1 && is_even {
        return blocks(places.concat(), 0);
    }
    let extra: usize = places.iter().map(|place| place.len() - 1).sum();
    let sent_twice = places.iter().all(|place| place[1..].iter().all(|other| alike(&place[0], other)));
    let first: Vec<Frame> = places.iter().map(|place| place[0]).collect();
    if sent_twice {
        return blocks(first, extra);
    }
    if !is_even {
        let error = ScanProblem::SlicesDoubled { more: extra }.into();
        return vec![Stack { grid: Err(error), doubled: extra, ..stack(first) }];
    }
    for place in &mut places {
        let in_time =
            |frame: &Frame| (frame.plane.temporal_position, frame.plane.time.clone(), first_in_file(frame));
        place.sort_by_key(in_time);
    }
    let volume = |at: usize| {
        let own = places.iter().map(|place| place[at]).collect();
        Stack { in_time: Some([at, each]), ..stack(own) }
    };
    (0..each).map(volume).collect()
}

/// Parallel blocks with wide gaps between them are volumes of their own, if each is regular in itself.
fn blocks(frames: Vec<Frame<'_>>, doubled: usize) -> Vec<Stack<'_>> {
    let gaps = gaps(&frames);
    let step = median(&gaps);
    let cuts: Vec<usize> =
        gaps.iter().enumerate().filter(|(_, gap)| **gap > BLOCK_GAP * step).map(|(at, _)| at + 1).collect();
    let ends = cuts.iter().copied().chain([frames.len()]);
    let parts: Vec<&[Frame]> = std::iter::once(0)
        .chain(cuts.iter().copied())
        .zip(ends)
        .map(|(start, end)| &frames[start..end])
        .collect();
    let is_block = |part: &&[Frame]| part.len() > 1 && check_gaps(&self::gaps(part)).is_ok();
    if gaps.len() > 2 && parts.len() > 1 && parts.iter().all(is_block) {
        return parts.into_iter().map(|part| stack(part.to_vec())).collect();
    }
    vec![Stack { doubled, ..stack(frames) }]
}

/// Distances of neighbouring slices along the normal, mm.
fn gaps(frames: &[Frame]) -> Vec<f64> {
    let normal = frames[0].normal();
    let at = |frame: &Frame| dot(frame.plane.position_mm, normal);
    frames.windows(2).map(|pair| at(&pair[1]) - at(&pair[0])).collect()
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[n / 2],
        n => (sorted[n / 2 - 1] + sorted[n / 2]) / 2.0,
    }
}

/// A volume of sorted frames, with its grid if it is one.
fn stack(frames: Vec<Frame<'_>>) -> Stack<'_> {
    let kind = Kind::of(&frames[0].plane.image_type);
    let grid = grid(&frames);
    let notes = grid.as_ref().map(|grid| notes(&frames, grid)).unwrap_or_default();
    Stack { frames, kind, in_time: None, doubled: 0, grid, notes }
}

/// The grid of sorted slices.
fn grid(frames: &[Frame]) -> Result<Geometry, Error> {
    let Frame { header, plane, .. } = frames[0];
    let (row, column) = (plane.row, plane.column);
    let is_unit = |axis: [f64; 3]| (length(axis) - 1.0).abs() <= SAME_ORIENTATION;
    if dot(row, column).abs() > SAME_ORIENTATION || !is_unit(row) || !is_unit(column) {
        return Err(ScanProblem::SlicesTurned.into());
    }
    let gaps = gaps(frames);
    check_gaps(&gaps)?;
    check_lean(frames)?;
    let count = frames.len();
    let step = if count > 1 {
        let normal = frames[0].normal();
        let ends = [0, count - 1].map(|at| dot(frames[at].plane.position_mm, normal));
        (ends[1] - ends[0]) / (count - 1) as f64
    } else {
        let known = header.slice_spacing_mm.or(header.slice_thickness_mm).filter(|&mm| mm > 0.0);
        known.ok_or(ScanProblem::SliceThickness)?
    };
    let normal = cross(row, column);
    Ok(Geometry {
        size: [header.layout.columns, header.layout.rows, count],
        spacing_mm: [plane.pixel_spacing_mm[1], plane.pixel_spacing_mm[0], step],
        origin_mm: plane.position_mm,
        direction: std::array::from_fn(|at| [row[at], column[at], normal[at]]),
    })
}

/// Whether the distances are equal; else what is wrong with them.
fn check_gaps(gaps: &[f64]) -> Result<(), Error> {
    let step = median(gaps);
    let tolerance = (GAP_TOLERANCE * step).max(LEAST_TOLERANCE_MM);
    if gaps.iter().all(|gap| (gap - step).abs() <= tolerance) {
        return Ok(());
    }
    let images = gaps.len() + 1;
    let steps: Vec<f64> = gaps.iter().map(|gap| gap / step).collect();
    if steps.iter().all(|steps| (steps - steps.round()).abs() < 0.05 && steps.round() >= 1.0) {
        let places = 1 + steps.iter().map(|steps| steps.round() as usize).sum::<usize>();
        let gap = steps.iter().position(|steps| steps.round() > 1.0).unwrap_or(0);
        let before: usize = steps[..gap].iter().map(|steps| steps.round() as usize).sum();
        return Err(ScanProblem::SliceMissing { places, images, missing: before + 2 }.into());
    }
    let end = |pick: fn(f64, f64) -> f64| gaps.iter().copied().reduce(pick).unwrap_or(0.0);
    Err(ScanProblem::SliceDistances { least_mm: end(f64::min), most_mm: end(f64::max) }.into())
}

/// Whether slices lie above each other; else by which angle they lean.
fn check_lean(frames: &[Frame]) -> Result<(), Error> {
    let (normal, first) = (frames[0].normal(), frames[0].plane.position_mm);
    let from_first =
        |frame: &Frame| -> [f64; 3] { std::array::from_fn(|at| frame.plane.position_mm[at] - first[at]) };
    let shift = |frame: &Frame| {
        let way = from_first(frame);
        let along = dot(way, normal);
        length(std::array::from_fn(|at| way[at] - normal[at] * along))
    };
    if frames.iter().all(|frame| shift(frame) <= SHIFT_MM) {
        return Ok(());
    }
    let last = from_first(&frames[frames.len() - 1]);
    let degrees = acos((dot(last, normal) / length(last)).clamp(-1.0, 1.0)).to_degrees();
    Err(ScanProblem::SlicesLean { degrees }.into())
}

/// What the header says otherwise than the positions.
fn notes(frames: &[Frame], grid: &Geometry) -> Vec<Notice> {
    let header = frames[0].header;
    let step = grid.spacing_mm[2];
    if frames.len() < 2 {
        return Vec::new();
    }
    // Slices are usually a little thinner than their distance; thicker ones overlap.
    let spacing = header.slice_spacing_mm.filter(|mm| (mm - step).abs() > THICKNESS_NOTE * step);
    let thickness = header.slice_thickness_mm.filter(|mm| mm - step > THICKNESS_NOTE * step);
    let stated = [("SliceThickness", thickness), ("SpacingBetweenSlices", spacing)];
    stated
        .into_iter()
        .filter_map(|(field, mm)| mm.map(|mm| Notice::DicomSpacingDiffers { field, mm, step_mm: step }))
        .collect()
}
