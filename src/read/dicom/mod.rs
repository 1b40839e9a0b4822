//! DICOM: a set of files becomes volumes.
//!
//! Names and extensions of the files mean nothing; their content decides (`file`). Every header is read first
//! (`header`), frames are sorted into volumes and checked (`volumes`), and pixels are read only of a volume that is
//! asked for (`pixels`, `codec`). What DICOM says of a patient stays in the files: a [`Study`] has no names, dates or
//! identifiers.
//!
//! A reader of our own: it borrows from the bytes and allocates nothing by a claimed length. Images of no other use
//! than slices with a position are refused by name.

mod candidate;
mod codec;
mod dataset;
mod file;
mod header;
mod kind;
mod mask;
mod object;
mod pixels;
mod roles;
mod segmentation;
mod structures;
mod syntax;
mod tags;
mod volumes;
mod write_segmentation;

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, Result, Warning};
use crate::read::pieces::Files;
use crate::read::scan::Read;
use crate::read::source::{Source, first_bytes};
use crate::volume::{Geometry, Image, LabelMap, Pixel, Stored};
use crate::words::{Notice, ScanProblem, VolumeRoles};

pub use header::Text;
pub use mask::{Mask, MaskKind, Segment};
pub use roles::{Confidence, Proposal};
pub use write_segmentation::{Identity, Written};

use file::File;
use header::Header;
use mask::Volumes;
use object::Found;
use pixels::{Layout, Pixels};
use volumes::{Frame, Stack};

/// Bytes by which a file is recognised.
const RECOGNISED_BY: u64 = 256;

/// What a set of files holds.
#[derive(Debug)]
pub struct Study {
    /// Volumes, in the order of their series; also those that cannot be read, with the reason.
    pub volumes: Vec<Series>,
    /// Masks: segmentations, then contours.
    pub masks: Vec<Mask>,
    /// Number of patients the images are of.
    pub patients: usize,
    /// Number of studies.
    pub studies: usize,
    /// Images that belong to no volume, by the reason.
    pub refused: Vec<Refused>,
    /// Files that are no images, by what they are.
    pub left_out: BTreeMap<&'static str, usize>,
}

impl Study {
    /// The volume whose grid a mask has; `None` for a mask with a grid of its own.
    pub fn drawn_on(&self, mask: &Mask) -> Option<&Series> {
        let grid = mask.grid.as_ref().ok()?;
        let is_it = |series: &&Series| series.grid.as_ref() == Ok(grid);
        // Of several on one grid one of the mask's own frame of reference.
        let own = self.volumes.iter().filter(is_it).find(|series| mask.is_in_frame_of(series));
        own.or_else(|| self.volumes.iter().find(is_it))
    }
}

/// Images that could not be placed or read at all.
#[derive(Debug)]
pub struct Refused {
    /// Why.
    pub error: Error,
    /// Number of files.
    pub files: usize,
}

/// Slices that are one volume.
#[derive(Debug)]
pub struct Series {
    /// `SeriesNumber`.
    pub number: Option<i64>,
    /// `SeriesDescription`.
    pub description: Text,
    /// Echo time, ms, where it is known.
    pub echo_ms: Option<f64>,
    /// Repetition time, ms, likewise.
    pub repetition_ms: Option<f64>,
    /// Inversion time, ms, likewise.
    pub inversion_ms: Option<f64>,
    /// Whole years of the patient at the time of the study, where they are known.
    pub age_years: Option<u32>,
    /// Which of the study's patients it is of, from 0.
    pub patient: usize,
    /// The grid, or why there is none.
    pub grid: Result<Geometry>,
    /// Which of the four sequences it is proposed for, or why for none.
    pub role: std::result::Result<Proposal, VolumeRoles>,
    /// What should be known of it.
    pub warnings: Vec<Warning>,
    frame_of_reference: String,
    slices: Vec<Slice>,
    pixel: Pixel,
}

/// One slice to look at.
#[derive(Debug)]
pub struct Slide {
    /// Pixels of a row.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
    /// Brightness, row by row; only its order has a meaning.
    pub values: Vec<f64>,
}

/// One slice: a frame of a file.
#[derive(Debug, Clone, Copy)]
struct Slice {
    file: usize,
    frame: usize,
    slope: f64,
    intercept: f64,
}

/// Whether a file may be DICOM, by its first bytes.
pub fn is_dicom(start: &[u8]) -> bool {
    file::looks_like_dicom(start)
}

/// Sorts files into volumes. Only their headers are read, and pixels where two images lie at one place. `decode` makes
/// text of the bytes of a description: character sets are the shell's.
pub fn study(files: &[&dyn Source], decode: &dyn Fn(&Text) -> String) -> Study {
    let mut left_out = BTreeMap::new();
    let mut refused: Vec<Refused> = Vec::new();
    let mut headers: Vec<(usize, Header)> = Vec::new();
    let mut seen = BTreeSet::new();
    let (mut segmentations, mut structures) = (Vec::new(), Vec::new());
    for (at, &source) in files.iter().enumerate() {
        let mut count = |name| *left_out.entry(name).or_insert(0) += 1;
        match recognised(source) {
            None => count("other files"),
            Some(Ok(Found::Image(header))) => {
                // The same image again: discs often hold copies.
                if header.instance.is_empty() || seen.insert(header.instance.clone()) {
                    headers.push((at, *header));
                } else {
                    count("the same image again");
                }
            }
            Some(Ok(Found::Segmentation(of))) => segmentations.push((at, *of)),
            Some(Ok(Found::Structures(of))) => structures.push((at, *of)),
            Some(Ok(Found::Directory)) => count("tables of contents (DICOMDIR)"),
            Some(Ok(Found::Other(name))) => count(name),
            Some(Err(error)) => match refused.iter_mut().find(|known| known.error == error) {
                Some(known) => known.files += 1,
                None => refused.push(Refused { error, files: 1 }),
            },
        }
    }
    let frames: Vec<Frame> = headers
        .iter()
        .flat_map(|(file, header)| {
            header.frames.iter().map(move |plane| Frame { file: *file, header, plane })
        })
        .collect();
    let alike = |a: &Frame, b: &Frame| match (values(files, a), values(files, b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    };
    let stacks = volumes::stacks(&frames, &alike);
    let texts: Vec<String> = stacks
        .iter()
        .map(|stack| {
            let header = stack.frames[0].header;
            format!("{} {}", decode(&header.description), decode(&header.protocol))
        })
        .collect();
    let roles = roles::roles(&stacks, &texts);
    let placed_in = Volumes {
        patients: headers.iter().map(|(_, header)| header.patient.as_str()).collect(),
        grids: stacks
            .iter()
            .filter_map(|stack| {
                let grid = stack.grid.as_ref().ok()?;
                Some((*grid, stack.frames[0].header.frame_of_reference.as_str()))
            })
            .collect(),
    };
    let of_frames = |of| Mask::of_segmentation(of, &placed_in, decode);
    let mut masks: Vec<Mask> = segmentations.into_iter().map(of_frames).collect();
    masks.extend(structures.into_iter().map(|of| Mask::of_structures(of, &placed_in, decode)));
    let mut patients: Vec<String> = Vec::new();
    let mut volumes = Vec::new();
    for (stack, role) in stacks.into_iter().zip(roles) {
        let own = &stack.frames[0].header.patient;
        let patient = patients.iter().position(|known| known == own).unwrap_or_else(|| {
            patients.push(own.clone());
            patients.len() - 1
        });
        volumes.push(Series { patient, ..Series::of(stack, role) });
    }
    let count =
        |of: fn(&Header) -> &str| headers.iter().map(|(_, header)| of(header)).collect::<BTreeSet<_>>().len();
    Study {
        volumes,
        masks,
        patients: count(|header| &header.patient),
        studies: count(|header| &header.study),
        refused,
        left_out,
    }
}

/// One volume, read from its own files, the first of which holds its first slice as the frame `frame` ([`Series::place`]).
///
/// # Errors
/// There is none, it has no grid, or a slice cannot be read.
pub fn volume(files: Files<'_>, frame: usize) -> Result<Read<Image>> {
    let all = sources(files);
    let series = of_first_frame(&all, frame)?;
    Ok(Read { value: series.image(&all)?, warnings: series.warnings })
}

/// The grid of such a volume; its pixels are not read.
///
/// # Errors
/// There is no volume, or it has no grid.
pub fn grid(files: Files<'_>, frame: usize) -> Result<Geometry> {
    let all = sources(files);
    of_first_frame(&all, frame)?.grid
}

/// One segment of a mask, read from its own file, which comes first, and those of the volume that it was drawn on
/// ([`Study::drawn_on`]): 1 within, 0 without.
///
/// # Errors
/// The first file is no mask, has no grid, or cannot be read.
pub fn segment(files: Files<'_>, at: usize) -> Result<Read<LabelMap>> {
    let all = sources(files);
    let found = study(&all, &|_| String::new());
    let nothing = nothing_found(&found);
    let mask =
        found.masks.into_iter().find(|mask| mask.file == 0 && at < mask.segments.len()).ok_or(nothing)?;
    Ok(Read { value: mask.labels(&all, at)?, warnings: mask.warnings })
}

/// The first file and the others.
fn sources(files: Files<'_>) -> Vec<&'_ dyn Source> {
    std::iter::once(files.file).chain(files.data.iter().copied()).collect()
}

/// The volume whose first slice is a frame of the first of its files. Roles are nobody's question there, so that no text is decoded.
fn of_first_frame(files: &[&dyn Source], frame: usize) -> Result<Series> {
    let found = study(files, &|_| String::new());
    let is_it =
        |series: &Series| series.slices.first().is_some_and(|first| (first.file, first.frame) == (0, frame));
    let nothing = nothing_found(&found);
    found.volumes.into_iter().find(is_it).ok_or(nothing)
}

/// What a file is; `None` for one that is no DICOM.
fn recognised(source: &dyn Source) -> Option<Result<Found>> {
    match first_bytes(source, RECOGNISED_BY) {
        Ok(start) if is_dicom(&start) => Some(object::read(source)),
        _ => None,
    }
}

/// Values of one frame, rescaled.
fn values(files: &[&dyn Source], frame: &Frame) -> Result<Vec<f64>> {
    let file = File::whole(files[frame.file])?;
    let data = file.data_set()?;
    let stored = Pixels::of(&data, frame.header.layout, file.syntax)?.frame(frame.plane.index)?;
    Ok(stored.into_iter().map(|value| f64::from(value) * frame.plane.slope + frame.plane.intercept).collect())
}

impl Series {
    fn of(stack: Stack, role: roles::Role) -> Self {
        let Stack { frames, in_time, doubled, grid, notes, .. } = stack;
        let header = frames[0].header;
        let mut warnings: Vec<Warning> = Vec::new();
        let mut warn = |notice: Notice| warnings.push(notice.into());
        if doubled > 0 {
            warn(Notice::DicomDoubled { images: doubled });
        }
        if let Some([at, count]) = in_time {
            warn(Notice::DicomInTime { volume: at + 1, of: count });
        }
        if header.layout.inverted {
            warn(Notice::DicomInverted);
        }
        if header.lossy {
            warn(Notice::DicomLossy);
        }
        if header.burned_in {
            warn(Notice::DicomBurnedIn);
        }
        notes.into_iter().for_each(&mut warn);
        let slice = |frame: &Frame| Slice {
            file: frame.file,
            frame: frame.plane.index,
            slope: frame.plane.slope,
            intercept: frame.plane.intercept,
        };
        Self {
            number: header.series_number,
            description: header.description.clone(),
            echo_ms: frames[0].plane.echo_ms,
            repetition_ms: frames[0].plane.repetition_ms,
            inversion_ms: frames[0].plane.inversion_ms,
            age_years: header.age_years,
            patient: 0,
            grid,
            role,
            warnings,
            frame_of_reference: header.frame_of_reference.clone(),
            slices: frames.iter().map(slice).collect(),
            pixel: pixel(&frames),
        }
    }

    /// The files it is read from, each once, by their places among those of the study, and the frame of the first one that its
    /// first slice is: what [`volume`] knows it by.
    pub fn place(&self) -> (Vec<usize>, usize) {
        let mut files: Vec<usize> = Vec::new();
        for slice in &self.slices {
            if !files.contains(&slice.file) {
                files.push(slice.file);
            }
        }
        (files, self.slices.first().map_or(0, |slice| slice.frame))
    }

    /// The values of its middle slice, from the files that [`study`] was made of: columns, rows, and values row by row.
    ///
    /// # Errors
    /// There is no slice, or it cannot be read.
    pub fn middle(&self, files: &[&dyn Source]) -> Result<Slide> {
        let nothing = || ScanProblem::NoSlices { found: "none".to_owned() };
        let slice = self.slices.get(self.slices.len() / 2).ok_or_else(nothing)?;
        let file = File::whole(files[slice.file])?;
        let data = file.data_set()?;
        let layout = Layout::of(&data)?;
        let stored = Pixels::of(&data, layout, file.syntax)?.frame(slice.frame)?;
        let sign = if layout.inverted { -1.0 } else { 1.0 };
        let values = stored.into_iter().map(|value| sign * f64::from(value) * slice.slope.signum()).collect();
        Ok(Slide { columns: layout.columns, rows: layout.rows, values })
    }

    /// The number of slices.
    pub fn slices(&self) -> usize {
        self.slices.len()
    }

    /// Reads the pixels from the files that [`study`] was made of.
    ///
    /// # Errors
    /// There is no grid, or a slice cannot be read.
    pub fn image(&self, files: &[&dyn Source]) -> Result<Image> {
        let geometry = self.grid.clone()?;
        let mut voxels = Stored::empty(self.pixel);
        for own in self.slices.chunk_by(|a, b| a.file == b.file) {
            let file = File::whole(files[own[0].file])?;
            let data = file.data_set()?;
            let pixels = Pixels::of(&data, Layout::of(&data)?, file.syntax)?;
            for slice in own {
                let stored = pixels.frame(slice.frame)?;
                voxels
                    .extend(stored.into_iter().map(|value| f64::from(value) * slice.slope + slice.intercept));
            }
        }
        if voxels.len() != geometry.voxels() {
            let (expected, found) = (geometry.voxels(), voxels.len());
            return Err(ScanProblem::DicomPixelValues { expected, found }.into());
        }
        Ok(Image::stored(geometry, voxels, None))
    }
}

/// The type that ITK gives the values: whole numbers stay whole where the rescaling is by whole numbers.
fn pixel(frames: &[Frame]) -> Pixel {
    let is_whole = |frame: &Frame| frame.plane.slope.fract() == 0.0 && frame.plane.intercept.fract() == 0.0;
    if !frames.iter().all(is_whole) {
        return Pixel::F64;
    }
    let ends = frames.iter().flat_map(|frame| {
        frame.header.layout.range().map(|end| end * frame.plane.slope + frame.plane.intercept)
    });
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let fits = |pixel: &Pixel| pixel.range().0 <= low && high <= pixel.range().1;
    let types = [Pixel::U8, Pixel::I8, Pixel::U16, Pixel::I16, Pixel::U32, Pixel::I32];
    types.into_iter().find(fits).unwrap_or(Pixel::F64)
}

/// An error for a set of files in which nothing can be used.
pub fn nothing_found(study: &Study) -> Error {
    let found =
        study.left_out.iter().map(|(name, count)| format!("{count} {name}")).collect::<Vec<_>>().join(", ");
    let is_directory_alone =
        study.left_out.keys().all(|name| name.contains("DICOMDIR")) && !study.left_out.is_empty();
    match is_directory_alone {
        true => ScanProblem::DirectoryAlone { found }.into(),
        false if found.is_empty() => ScanProblem::NoSlices { found: "none".to_owned() }.into(),
        false => ScanProblem::NoSlices { found }.into(),
    }
}
