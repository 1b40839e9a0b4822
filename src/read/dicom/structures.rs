//! Contours (RT Structure Set, PS3.3 A.19): regions as closed polygons in the slices of the volume they were drawn on.

use std::collections::BTreeMap;

use super::dataset::DataSet;
use super::header::Text;
use super::segmentation::MAX_SEGMENTS;
use super::tags;
use super::volumes::{cross, dot};
use crate::error::Result;
use crate::volume::Geometry;
use crate::words::ScanProblem;

/// Cosine of the largest angle between a contour's plane and the slices.
const PARALLEL: f64 = 0.999;
/// A voxel whose centre is nearer to a line than this, voxels, is within.
const ON_LINE: f64 = 1e-3;

/// What a file says of its regions.
#[derive(Debug, Clone)]
pub(super) struct Structures {
    pub(super) patient: String,
    pub(super) frame_of_reference: String,
    /// Those that have an inside.
    pub(super) regions: Vec<Drawn>,
    /// Points, open lines and empty regions.
    pub(super) without_inside: usize,
}

/// One region.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    pub(super) number: u32,
    pub(super) label: Text,
    /// What planning systems call it: GTV, ORGAN, …
    pub(super) interpreted: String,
    /// World positions of the corners, mm.
    contours: Vec<Vec<[f64; 3]>>,
}

/// How contours lie in the slices of a volume.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    /// Largest distance of a corner from its slice, mm.
    pub(super) off_plane_mm: f64,
    /// Corners inside of the volume.
    pub(super) inside: usize,
}

impl Structures {
    /// Reads it from a data set.
    ///
    /// # Errors
    /// Corners that are no numbers, too many regions.
    pub(super) fn of(data: &DataSet) -> Result<Self> {
        let text = |tag| data.text(tag).unwrap_or_default();
        let character_set = text(tags::SPECIFIC_CHARACTER_SET);
        let number = |item: &DataSet, tag| item.number(tag).map(|number| number as u32);
        let mut contours: BTreeMap<u32, Vec<Vec<[f64; 3]>>> = BTreeMap::new();
        for item in data.items(tags::REGION_CONTOURS)? {
            let item = item?;
            let Some(of) = number(&item, tags::REFERENCED_REGION) else { continue };
            for contour in item.items(tags::CONTOURS)? {
                let contour = contour?;
                let kind = contour.text(tags::CONTOUR_TYPE).unwrap_or_default();
                if ["CLOSED_PLANAR", "CLOSEDPLANAR_XOR"].contains(&kind.as_str()) {
                    contours.entry(of).or_default().push(corners(&contour)?);
                }
            }
        }
        let mut interpreted: BTreeMap<u32, String> = BTreeMap::new();
        for item in data.items(tags::REGION_OBSERVATIONS)? {
            let item = item?;
            if let Some(of) = number(&item, tags::REFERENCED_REGION) {
                interpreted.insert(of, item.text(tags::INTERPRETED_TYPE).unwrap_or_default());
            }
        }
        let mut found = Self {
            patient: text(tags::PATIENT_ID),
            frame_of_reference: text(tags::FRAME_OF_REFERENCE),
            regions: Vec::new(),
            without_inside: 0,
        };
        for item in data.items(tags::REGIONS)? {
            let item = item?;
            let own = number(&item, tags::REGION_NUMBER);
            let own = own.ok_or(ScanProblem::DicomNoNumber { field: "ROINumber" })?;
            if let Some(frame) = item.text(tags::REGION_FRAME_OF_REFERENCE) {
                found.frame_of_reference = frame;
            }
            let contours = contours.remove(&own).unwrap_or_default();
            if contours.iter().all(|corners| corners.len() < 3) {
                found.without_inside += 1;
                continue;
            }
            found.regions.push(Drawn {
                number: own,
                label: Text::of(&item, tags::REGION_NAME, &character_set),
                interpreted: interpreted.remove(&own).unwrap_or_default(),
                contours,
            });
            if found.regions.len() > MAX_SEGMENTS {
                return Err(ScanProblem::DicomSegments { most: MAX_SEGMENTS }.into());
            }
        }
        Ok(found)
    }

    /// How all regions lie in the slices of a volume; none where a contour lies in none of them.
    pub(super) fn fit(&self, grid: &Geometry) -> Option<Fit> {
        let mut fit = Fit { off_plane_mm: 0.0, inside: 0 };
        for corners in self.regions.iter().flat_map(|region| &region.contours) {
            let placed = placed(corners, grid)?;
            fit.off_plane_mm = fit.off_plane_mm.max(placed.off_plane_mm);
            let size = grid.size.map(|voxels| voxels as f64);
            let is_in =
                |at: &&[f64; 2]| at.iter().zip(size).all(|(at, size)| (-0.5..size - 0.5).contains(at));
            fit.inside += placed.corners.iter().filter(is_in).count();
        }
        Some(fit)
    }
}

/// Corners of a contour: world positions, mm.
fn corners(contour: &DataSet) -> Result<Vec<[f64; 3]>> {
    let Some(numbers) = contour.numbers(tags::CONTOUR_DATA) else {
        return match contour.text(tags::CONTOUR_DATA) {
            None => Ok(Vec::new()),
            Some(_) => Err(ScanProblem::DicomNoNumber { field: "ContourData" }.into()),
        };
    };
    let (points, rest) = numbers.as_chunks::<3>();
    if !rest.is_empty() {
        return Err(ScanProblem::DicomContourData { numbers: numbers.len() }.into());
    }
    Ok(points.to_vec())
}

/// A contour in a slice.
struct Placed {
    slice: usize,
    /// Columns and rows, voxels.
    corners: Vec<[f64; 2]>,
    off_plane_mm: f64,
}

/// The slice in which a contour lies: every corner within half a step, and the plane parallel.
fn placed(corners: &[[f64; 3]], grid: &Geometry) -> Option<Placed> {
    let at: Vec<[f64; 3]> = corners.iter().map(|&corner| grid.voxel_from_world(corner)).collect();
    let slice = at.first().map_or(0.0, |corner| corner[2]).round();
    let farthest = at.iter().map(|corner| (corner[2] - slice).abs()).fold(0.0, f64::max);
    let is_there = (0.0..grid.size[2] as f64).contains(&slice);
    (is_there && farthest <= 0.5 && is_parallel(&at, grid.spacing_mm)).then(|| Placed {
        slice: slice as usize,
        corners: at.iter().map(|corner| [corner[0], corner[1]]).collect(),
        off_plane_mm: farthest * grid.spacing_mm[2],
    })
}

/// Whether a polygon's plane is parallel to the slices; one without an area is in every plane that it lies in.
fn is_parallel(corners: &[[f64; 3]], spacing_mm: [f64; 3]) -> bool {
    let from_first = |corner: &[f64; 3]| -> [f64; 3] {
        std::array::from_fn(|axis| (corner[axis] - corners[0][axis]) * spacing_mm[axis])
    };
    // The triangles between the first corner and each side make up the polygon, and their normals its own.
    let mut normal = [0.0; 3];
    for side in corners.windows(2) {
        let triangle = cross(from_first(&side[0]), from_first(&side[1]));
        normal.iter_mut().zip(triangle).for_each(|(sum, part)| *sum += part);
    }
    let length = dot(normal, normal).sqrt();
    length == 0.0 || normal[2].abs() >= PARALLEL * length
}

impl Drawn {
    /// Its contours by the slice of a grid that they lie in, columns and rows in voxels.
    fn by_slice(&self, grid: &Geometry) -> BTreeMap<usize, Vec<Vec<[f64; 2]>>> {
        let mut by_slice: BTreeMap<usize, Vec<Vec<[f64; 2]>>> = BTreeMap::new();
        for placed in self.contours.iter().filter_map(|corners| placed(corners, grid)) {
            if placed.corners.len() > 2 {
                by_slice.entry(placed.slice).or_default().push(placed.corners);
            }
        }
        by_slice
    }

    /// Number of slices between others that have no contour.
    pub(super) fn empty_slices(&self, grid: &Geometry) -> usize {
        let by_slice = self.by_slice(grid);
        let ends = [by_slice.first_key_value(), by_slice.last_key_value()];
        let [first, last] = ends.map(|end| end.map_or(0, |(slice, _)| *slice));
        (last + 1 - first).saturating_sub(by_slice.len())
    }

    /// Marks the voxels of a grid that are in the region: those whose centre is inside of an odd number of a slice's contours, or on a
    /// line.
    pub(super) fn filled(&self, grid: &Geometry) -> Vec<u8> {
        let [columns, rows, _] = grid.size;
        let mut marks = vec![0; grid.voxels()];
        for (slice, contours) in self.by_slice(grid) {
            fill(&mut marks[slice * columns * rows..(slice + 1) * columns * rows], columns, &contours);
        }
        marks
    }
}

/// Marks the pixels of a slice that are in its contours taken together.
fn fill(marks: &mut [u8], columns: usize, contours: &[Vec<[f64; 2]>]) {
    let rows = marks.len() / columns;
    let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); rows];
    let mut lines: Vec<[[f64; 2]; 2]> = Vec::new();
    for corners in contours {
        for (at, &from) in corners.iter().enumerate() {
            let to = corners[(at + 1) % corners.len()];
            lines.push([from, to]);
            let (low, high) = (from[1].min(to[1]), from[1].max(to[1]));
            // A row is crossed by a line that starts at or below it and ends above.
            for row in whole(low, high, rows).filter(|&row| low <= row as f64 && (row as f64) < high) {
                let share = (row as f64 - from[1]) / (to[1] - from[1]);
                crossings[row].push(from[0] + share * (to[0] - from[0]));
            }
        }
    }
    for (of_row, crossings) in marks.chunks_exact_mut(columns).zip(&mut crossings) {
        crossings.sort_unstable_by(f64::total_cmp);
        for pair in crossings.chunks_exact(2) {
            whole(pair[0], pair[1], columns)
                .filter(|&at| (at as f64) < pair[1])
                .for_each(|at| of_row[at] = 1);
        }
    }
    for [from, to] in lines {
        mark_line(marks, columns, [from, to]);
    }
}

/// Marks the pixels whose centre lies on a line.
fn mark_line(marks: &mut [u8], columns: usize, [from, to]: [[f64; 2]; 2]) {
    let rows = marks.len() / columns;
    let way = [to[0] - from[0], to[1] - from[1]];
    let squared = way[0] * way[0] + way[1] * way[1];
    let (low, high) = (from[1].min(to[1]), from[1].max(to[1]));
    for row in whole(low - ON_LINE, high + ON_LINE, rows) {
        let y = row as f64;
        // The part of the line that is near the row.
        let share = |y: f64| if way[1] == 0.0 { 0.0 } else { ((y - from[1]) / way[1]).clamp(0.0, 1.0) };
        let ends = match way[1] == 0.0 {
            true => [0.0, 1.0],
            false => [share(y - ON_LINE), share(y + ON_LINE)],
        };
        let [a, b] = ends.map(|share| from[0] + share * way[0]);
        for column in whole(a.min(b) - ON_LINE, a.max(b) + ON_LINE, columns) {
            let off = [column as f64 - from[0], y - from[1]];
            let along = off[0] * way[0] + off[1] * way[1];
            let nearest = if squared == 0.0 { 0.0 } else { (along / squared).clamp(0.0, 1.0) };
            let apart = [off[0] - nearest * way[0], off[1] - nearest * way[1]];
            if apart[0] * apart[0] + apart[1] * apart[1] <= ON_LINE * ON_LINE {
                marks[row * columns + column] = 1;
            }
        }
    }
}

/// Whole numbers from `low` to `high`, from 0 to below `count`.
fn whole(low: f64, high: f64, count: usize) -> std::ops::Range<usize> {
    let first = low.ceil().max(0.0).min(count as f64) as usize;
    let end = (high.floor() + 1.0).max(0.0).min(count as f64) as usize;
    first..end.max(first)
}
