//! Masks of a study, segmentations and contours alike: placed by the positions of their frames and corners, never by counting.

use super::Series;
use super::file::File;
use super::header::{Plane, Text};
use super::pixels::Pixels;
use super::segmentation::{Marks, Segmentation};
use super::structures::Structures;
use super::volumes::{cross, dot};
use crate::error::{Result, Warning};
use crate::read::source::Source;
use crate::volume::{Geometry, LabelMap, Labels};
use crate::words::{Notice, ScanProblem};

/// Frames and slices may differ by this much of a step.
const SAME_SLICE: f64 = 0.05;
/// Frames may be shifted within their plane by this, mm.
const SHIFT_MM: f64 = 0.05;
/// Components of directions may differ by this.
const SAME_DIRECTION: f64 = 1e-3;
/// Pixel spacings may differ by this, mm.
const SAME_SPACING_MM: f64 = 1e-4;
/// Contours farther than this from their slices are worth a note, mm.
const OFF_PLANE_NOTE_MM: f64 = 0.02;
/// A grid of its own may have this many voxels beyond [`VOXELS_PER_PIXEL`] for each pixel of its frames.
const GRID_BASE: usize = 1 << 24;
const VOXELS_PER_PIXEL: usize = 4;
/// Words by which a lesion's segment is called, in lower case; the last ones anywhere in the label.
const LESION_STARTS: [&str; 7] = ["lesion", "läsion", "laesion", "tumor", "tumour", "metasta", "neoplas"];
const LESION_WORDS: [&str; 3] = ["met", "mets", "gtv"];
const LESION_PARTS: [&str; 4] = ["病灶", "病变", "肿瘤", "腫瘤"];

/// A mask of a study.
#[derive(Debug)]
pub struct Mask {
    /// What kind of object it was stored as.
    pub kind: MaskKind,
    /// The grid of its voxels: that of a volume of the study where its frames lie in one; or why there is none.
    pub grid: Result<Geometry>,
    /// Its segments or regions.
    pub segments: Vec<Segment>,
    /// What should be known of it.
    pub warnings: Vec<Warning>,
    /// It was drawn in the frame of reference of one of the volumes.
    pub is_in_frame: bool,
    /// Its place among the files.
    pub file: usize,
    frame_of_reference: String,
    content: Content,
}

/// How a mask was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaskKind {
    /// Marked pixels.
    Segmentation,
    /// Contours.
    Structures,
}

/// One of the regions of a mask.
#[derive(Debug, Clone)]
pub struct Segment {
    /// Its number in the file.
    pub number: u32,
    /// Its label, in the file's character set.
    pub label: Text,
    /// Its label or category says that it is a lesion.
    pub is_proposed: bool,
}

#[derive(Debug)]
enum Content {
    /// For each frame its slice.
    Frames {
        of: Box<Segmentation>,
        slices: Vec<usize>,
    },
    Contours(Box<Structures>),
}

/// What masks are placed among.
pub(super) struct Volumes<'a> {
    /// Patients of the images.
    pub(super) patients: Vec<&'a str>,
    /// Grids with their frames of reference, in the order of the series.
    pub(super) grids: Vec<(Geometry, &'a str)>,
}

impl Volumes<'_> {
    /// Whether a mask may be of one of the patients: it is, or there is nothing to compare.
    fn knows(&self, patient: &str) -> bool {
        self.patients.is_empty() || self.patients.contains(&patient)
    }

    fn has_frame(&self, frame_of_reference: &str) -> bool {
        self.grids.iter().any(|(_, frame)| *frame == frame_of_reference)
    }

    /// Grids of the same frame of reference before the others.
    fn in_order(&self, frame_of_reference: &str) -> Vec<&Geometry> {
        let of = |is_same: bool| {
            self.grids.iter().filter(move |(_, frame)| (*frame == frame_of_reference) == is_same)
        };
        of(true).chain(of(false)).map(|(grid, _)| grid).collect()
    }
}

impl Mask {
    /// Places the frames of a segmentation.
    pub(super) fn of_segmentation(
        (file, of): (usize, Segmentation),
        volumes: &Volumes,
        decode: &dyn Fn(&Text) -> String,
    ) -> Self {
        let placed = match volumes.knows(&of.patient) {
            true => frames_placed(&of, volumes),
            false => Err(ScanProblem::MaskOfOther.into()),
        };
        let segment = |number: u32, label: &Text, is_lesion: bool| Segment {
            number,
            label: label.clone(),
            is_proposed: is_lesion || names_lesion(&decode(label)),
        };
        let segments =
            of.segments.iter().map(|one| segment(one.number, &one.label, one.is_abnormal)).collect();
        let is_in_frame = volumes.has_frame(&of.frame_of_reference);
        let mut notes = Vec::new();
        if matches!(of.marks, Marks::Fractional(_)) {
            notes.push(Notice::MaskFractional);
        }
        if !is_in_frame && !volumes.grids.is_empty() {
            notes.push(Notice::MaskOtherFrame);
        }
        let (grid, slices) = match placed {
            Ok((grid, slices)) => (Ok(grid), slices),
            Err(error) => (Err(error), Vec::new()),
        };
        Self {
            kind: MaskKind::Segmentation,
            grid,
            segments,
            warnings: notes.into_iter().map(Warning::from).collect(),
            is_in_frame,
            file,
            frame_of_reference: of.frame_of_reference.clone(),
            content: Content::Frames { of: Box::new(of), slices },
        }
    }

    /// Places contours: in the volume in whose slices they lie.
    pub(super) fn of_structures(
        (file, of): (usize, Structures),
        volumes: &Volumes,
        decode: &dyn Fn(&Text) -> String,
    ) -> Self {
        let mut notes = Vec::new();
        let mut best: Option<(&Geometry, super::structures::Fit)> = None;
        for grid in volumes.in_order(&of.frame_of_reference) {
            let Some(fit) = of.fit(grid) else { continue };
            // Nearer to the slices, or as near with more of it inside; of equals the first.
            let is_better = best.is_none_or(|(_, known)| {
                let nearer = known.off_plane_mm - fit.off_plane_mm;
                nearer > OFF_PLANE_NOTE_MM || (nearer > -OFF_PLANE_NOTE_MM && fit.inside > known.inside)
            });
            if is_better {
                best = Some((grid, fit));
            }
        }
        let grid = match (volumes.knows(&of.patient), best) {
            (false, _) => Err(ScanProblem::MaskOfOther.into()),
            (true, None) => Err(ScanProblem::ContoursWithoutVolume.into()),
            (true, Some((grid, fit))) => {
                if fit.off_plane_mm > OFF_PLANE_NOTE_MM {
                    notes.push(Notice::ContoursOffPlane { mm: fit.off_plane_mm });
                }
                let gaps = of.regions.iter().map(|region| region.empty_slices(grid)).max().unwrap_or(0);
                if gaps > 0 {
                    notes.push(Notice::ContoursGap { slices: gaps });
                }
                Ok(*grid)
            }
        };
        if of.without_inside > 0 {
            notes.push(Notice::RegionsWithoutInside { regions: of.without_inside });
        }
        let is_in_frame = volumes.has_frame(&of.frame_of_reference);
        if !is_in_frame && !volumes.grids.is_empty() {
            notes.push(Notice::MaskOtherFrame);
        }
        let segment = |region: &super::structures::Drawn| Segment {
            number: region.number,
            label: region.label.clone(),
            is_proposed: region.interpreted == "GTV" || names_lesion(&decode(&region.label)),
        };
        Self {
            kind: MaskKind::Structures,
            grid,
            segments: of.regions.iter().map(segment).collect(),
            warnings: notes.into_iter().map(Warning::from).collect(),
            is_in_frame,
            file,
            frame_of_reference: of.frame_of_reference.clone(),
            content: Content::Contours(Box::new(of)),
        }
    }

    /// Whether it was drawn in the frame of reference of a volume: elsewhere its position means nothing there.
    pub fn is_in_frame_of(&self, series: &Series) -> bool {
        self.frame_of_reference == series.frame_of_reference
    }

    /// The voxels of one segment, from the files that the study was made of: 1 within, 0 without.
    ///
    /// # Errors
    /// There is no grid, or a frame cannot be read.
    pub fn labels(&self, files: &[&dyn Source], segment: usize) -> Result<LabelMap> {
        let grid = self.grid.clone()?;
        let marks = match &self.content {
            Content::Contours(of) => of.regions[segment].filled(&grid),
            Content::Frames { of, slices } => {
                let number = self.segments[segment].number;
                let mut marks = vec![0; grid.voxels()];
                let pixels = grid.size[0] * grid.size[1];
                each_frame(files[self.file], of, Some(number), |frame, stored| {
                    let own = &mut marks[slices[frame] * pixels..][..pixels];
                    for (mark, stored) in own.iter_mut().zip(stored) {
                        *mark |= u8::from(is_marked(of.marks, stored, number));
                    }
                })?;
                marks
            }
        };
        Ok(LabelMap::of(grid, Labels::Bytes(marks)))
    }
}

/// Calls `visit` with the stored values of every frame of a segment.
fn each_frame(
    source: &dyn Source,
    of: &Segmentation,
    segment: Option<u32>,
    mut visit: impl FnMut(usize, Vec<i32>),
) -> Result<()> {
    let file = File::whole(source)?;
    let pixels = Pixels::of(&file.data_set()?, of.layout, file.syntax)?;
    for (at, frame) in of.frames.iter().enumerate() {
        if frame.segment.is_none() || frame.segment == segment {
            visit(at, pixels.frame(at)?);
        }
    }
    Ok(())
}

fn is_marked(marks: Marks, stored: i32, number: u32) -> bool {
    match marks {
        Marks::Binary => stored != 0,
        Marks::Fractional(most) => 2 * i64::from(stored) >= i64::from(most),
        Marks::Labels => i64::from(stored) == i64::from(number),
    }
}

/// Whether a label says that its segment is the lesion.
fn names_lesion(label: &str) -> bool {
    let label = label.to_lowercase();
    let mut words = label.split(|letter: char| !letter.is_alphanumeric());
    LESION_PARTS.iter().any(|part| label.contains(part))
        || words.any(|word| {
            LESION_WORDS.contains(&word) || LESION_STARTS.iter().any(|start| word.starts_with(start))
        })
}

/// The grid of a segmentation's frames, and the slice of each: of a volume in which they lie, or their own.
fn frames_placed(of: &Segmentation, volumes: &Volumes) -> Result<(Geometry, Vec<usize>)> {
    let own = own_grid(of)?;
    for volume in volumes.in_order(&of.frame_of_reference) {
        if let Some(slices) = slices_in(of, &own, volume) {
            return Ok((*volume, slices));
        }
    }
    let slices = slices_in(of, &own, &own).ok_or(ScanProblem::MaskFramesUneven)?;
    Ok((own, slices))
}

/// The slice of a grid that each frame lies in; none where one lies in no slice.
fn slices_in(of: &Segmentation, own: &Geometry, grid: &Geometry) -> Option<Vec<usize>> {
    let near = |a: f64, b: f64, most: f64| (a - b).abs() <= most;
    let is_alike = own.size[..2] == grid.size[..2]
        && (0..2).all(|axis| near(own.spacing_mm[axis], grid.spacing_mm[axis], SAME_SPACING_MM))
        && (0..3).all(|row| {
            (0..3).all(|axis| near(own.direction[row][axis], grid.direction[row][axis], SAME_DIRECTION))
        });
    let slice = |plane: &Plane| {
        let at = grid.voxel_from_world(plane.position_mm);
        let is_there = (0..2).all(|axis| at[axis].abs() * grid.spacing_mm[axis] <= SHIFT_MM)
            && near(at[2], at[2].round(), SAME_SLICE)
            && (0.0..grid.size[2] as f64).contains(&at[2].round());
        is_there.then_some(at[2].round() as usize)
    };
    is_alike.then(|| of.frames.iter().map(|frame| slice(&frame.plane)).collect())?
}

/// The grid that the frames span.
fn own_grid(of: &Segmentation) -> Result<Geometry> {
    let first = &of.frames[0].plane;
    let normal = cross(first.row, first.column);
    let along = |plane: &Plane| dot(plane.position_mm, normal);
    let mut places: Vec<&Plane> = of.frames.iter().map(|frame| &frame.plane).collect();
    places.sort_by(|a, b| along(a).total_cmp(&along(b)));
    places.dedup_by(|next, last| (along(next) - along(last)).abs() < SHIFT_MM / 5.0);
    let span = along(places[places.len() - 1]) - along(places[0]);
    let least_gap = places.windows(2).map(|pair| along(pair[1]) - along(pair[0])).reduce(f64::min);
    let step = of.slice_spacing_mm.filter(|&mm| mm > 0.0).or(least_gap);
    let step = step.ok_or(ScanProblem::SliceThickness)?;
    let steps = (span / step).round();
    let step = if steps > 0.0 { span / steps } else { step };
    let (columns, rows) = (of.layout.columns, of.layout.rows);
    let pixels = columns * rows * of.frames.len();
    let most = GRID_BASE + VOXELS_PER_PIXEL * pixels;
    let voxels = (steps + 1.0) * (columns * rows) as f64;
    if voxels.is_nan() || voxels > most as f64 {
        return Err(ScanProblem::MaskGrid { most }.into());
    }
    Ok(Geometry {
        size: [columns, rows, steps as usize + 1],
        spacing_mm: [first.pixel_spacing_mm[1], first.pixel_spacing_mm[0], step],
        origin_mm: places[0].position_mm,
        direction: std::array::from_fn(|at| [first.row[at], first.column[at], normal[at]]),
    })
}
