//! A volume that may have a role, and what its header says of it by itself.

use super::header::Plane;
use super::volumes::{Frame, Stack};
use crate::read::sequence_words::{Meaning, meanings};
use crate::words::VolumeRole;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    Sagittal,
    Axial,
    Coronal,
    Oblique,
}

/// What is known of a volume before any other is looked at.
pub(super) struct Candidate<'a> {
    /// Place among the volumes.
    pub at: usize,
    pub stack: &'a Stack<'a>,
    pub words: Vec<Meaning>,
    pub described: bool,
    pub direction: Direction,
    /// Echo, repetition and inversion time, where they are known: `TE 90, TR 3000`, ms.
    pub times: String,
    /// DICOM attributes by which fat suppression is recognised.
    pub fat: Vec<&'static str>,
    /// The same of contrast agent.
    pub contrast: Vec<&'static str>,
}

impl<'a> Candidate<'a> {
    pub fn of(at: usize, stack: &'a Stack<'a>, text: &str) -> Self {
        Self {
            at,
            stack,
            words: meanings(text),
            described: !stack.frames[0].header.description.bytes.is_empty(),
            direction: direction(&stack.frames[0]),
            times: times(&stack.frames[0]),
            fat: Vec::new(),
            contrast: Vec::new(),
        }
    }

    pub fn says(&self, meaning: Meaning) -> bool {
        self.words.contains(&meaning)
    }

    pub fn first(&self) -> &Frame<'a> {
        &self.stack.frames[0]
    }

    /// The times, where any is known.
    pub fn times_in_words(&self) -> Option<VolumeRole> {
        (!self.times.is_empty()).then(|| VolumeRole::Times { times: self.times.clone() })
    }

    /// In the order of acquisition.
    pub fn acquired(&self) -> (&'a str, i64) {
        (&self.first().plane.time, self.first().header.series_number.unwrap_or(0))
    }

    /// The grid, rounded so that repeated planning is the same.
    pub fn grid(&self) -> Option<([usize; 3], [i64; 6])> {
        let grid = self.stack.grid.as_ref().ok()?;
        let [a, b, c] = grid.spacing_mm.map(|mm| (mm * 100.0).round() as i64);
        let [x, y, z] = grid.origin_mm.map(|mm| (mm * 10.0).round() as i64);
        Some((grid.size, [a, b, c, x, y, z]))
    }
}

/// The plane that the slices lie in.
fn direction(frame: &Frame) -> Direction {
    let normal = frame.normal().map(f64::abs);
    let steep = normal.iter().position(|component| *component > 0.8);
    match steep {
        Some(0) => Direction::Sagittal,
        Some(1) => Direction::Coronal,
        Some(_) => Direction::Axial,
        None => Direction::Oblique,
    }
}

impl Direction {
    /// As part of a reason.
    pub fn in_words(self) -> VolumeRole {
        match self {
            Self::Sagittal => VolumeRole::Sagittal,
            Self::Axial => VolumeRole::Axial,
            Self::Coronal => VolumeRole::Coronal,
            Self::Oblique => VolumeRole::Oblique,
        }
    }
}

/// An inversion time; a time of 0 stands for none.
pub(super) fn inversion_ms(plane: &Plane) -> Option<f64> {
    plane.inversion_ms.filter(|&ms| ms > 0.0)
}

/// Echo, repetition and inversion time, where they are known.
fn times(frame: &Frame) -> String {
    let plane = frame.plane;
    let times = [("TE", plane.echo_ms), ("TR", plane.repetition_ms), ("TI", inversion_ms(plane))];
    let known = times.into_iter().filter_map(|(name, ms)| Some(format!("{name} {}", ms?)));
    known.collect::<Vec<_>>().join(", ")
}
