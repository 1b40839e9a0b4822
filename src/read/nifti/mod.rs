//! NIfTI-1 and NIfTI-2: one file (`.nii`) or a pair (`.hdr` + `.img`), either byte order, each perhaps gzipped.
//!
//! Crate `nifti` parses the NIfTI-1 header, behind a guard: bare, it panics on legal files, reads wrong voxels (it never
//! seeks to `vox_offset`) and allocates what a header promises. Here the header's first bytes are proven before the crate
//! sees them, and it never sees the voxels.
//!
//! Source of the format: nifti1.h and nifti2.h of the NIfTI Data Format Working Group. Header extensions are skipped;
//! descriptions and names in a header are never read.

mod choice;
mod header;
mod orientation;

use crate::error::{Error, Result};
use crate::read::channels::Channels;
use crate::read::pieces::{Files, Part};
use crate::read::scan::Scan;
use crate::read::stream::{self, Stream};
use crate::read::summary::Summary;
use crate::read::voxels::{Layout, Slot};
use crate::volume::{Geometry, Scaling};
use crate::words::ImageProblem;
use header::Header;

/// A NIfTI file with a proven header.
struct Nifti<'a> {
    summary: Summary,
    header: Header,
    /// File that holds the voxels, `header.vox_offset` bytes from its start.
    data: Option<Part<'a>>,
}

/// Whether a file begins as NIfTI-1 does: by the size of its header or by its magic number, so that a file in which
/// one of them is damaged is still told what is wrong. ANALYZE 7.5 has the same size and is refused by `open`.
pub(super) fn is_version_1(head: &[u8]) -> bool {
    header::byte_order(head, 348).is_some() || has_magic(head)
}

/// Whether the magic number of NIfTI-1 stands in its place.
pub(super) fn has_magic(head: &[u8]) -> bool {
    let magic = head.get(344..348);
    magic == Some(b"n+1\0") || magic == Some(b"ni1\0")
}

/// Whether a file begins as NIfTI-2 does.
pub(super) fn is_version_2(head: &[u8]) -> bool {
    let magic = head.get(4..8);
    header::byte_order(head, 540).is_some() || magic == Some(b"n+2\0") || magic == Some(b"ni2\0")
}

/// Proves a NIfTI-1 header.
pub(super) fn open_version_1(files: Files<'_>) -> Result<Box<dyn Scan + '_>> {
    open("NIfTI-1", files, header::parse_version_1(&stream::head(Part::whole(files.file), 348)?)?)
}

/// Proves a NIfTI-2 header.
pub(super) fn open_version_2(files: Files<'_>) -> Result<Box<dyn Scan + '_>> {
    open("NIfTI-2", files, header::parse_version_2(&stream::head(Part::whole(files.file), 540)?)?)
}

fn open<'a>(format: &'static str, files: Files<'a>, header: Header) -> Result<Box<dyn Scan + 'a>> {
    if !header.paired && !files.data.is_empty() {
        return Err(ImageProblem::HeaderOfPairExpected.into());
    }
    let (geometry, placed, warnings) = orientation::geometry(&header)?;
    let data = if header.paired { files.data.first().copied() } else { Some(files.file) }.map(Part::whole);
    let summary = Summary {
        format,
        geometry,
        pixel: header.pixel(),
        volumes: header.volumes,
        voxel_bytes: header.voxel_bytes,
        data_missing: data.is_none(),
        placed,
        segments: Vec::new(),
        warnings,
    };
    Ok(Box::new(Nifti { summary, header, data }))
}

impl Scan for Nifti<'_> {
    fn summary(&self) -> &Summary {
        &self.summary
    }

    fn holds(&self) -> Result<Option<u64>> {
        let Some(data) = self.data else { return Ok(None) };
        Ok(Stream::length(data)?.map(|length| length.saturating_sub(self.header.vox_offset)))
    }

    fn channels(&self, image_size: Option<[usize; 3]>) -> Channels {
        let whole = Channels::of(&self.summary);
        let (Some(rest), first) = (self.header.beyond_first, self.header.size[0]) else { return whole };
        let comes_first = match image_size {
            Some(size) if size == rest => true,
            Some(size) if size == self.header.size || first == 1 => false,
            // The shorter axis is that of the channels.
            _ => first < rest[2],
        };
        match comes_first {
            true => Channels {
                count: first as u64,
                together: 1,
                geometry: Geometry { size: rest, ..self.summary.geometry },
                dropped: first == 1,
            },
            false => whole,
        }
    }

    fn layout(&self) -> Layout {
        self.header.layout
    }

    fn scaling(&self) -> Option<Scaling> {
        self.header.scaling
    }

    fn decode(&self, slot: Slot, sink: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        // Of several volumes one after the other, those behind the wanted one may be missing.
        let before_end = if slot.together == slot.bytes { slot.at + 1 } else { slot.count };
        let (offset, total) = (self.header.vox_offset, slot.bytes.saturating_mul(before_end));
        let data = self.data.ok_or_else(|| cut_off(offset, total, 0))?;
        let mut stream = Stream::of(data)?;
        if let Some(present) = stream.remaining().filter(|&present| present < offset.saturating_add(total)) {
            return Err(cut_off(offset, total, present));
        }
        let skipped = stream.skip(offset)?;
        if skipped < offset {
            return Err(cut_off(offset, total, skipped));
        }
        let found = self.header.layout.decode(&mut stream, slot, sink)?;
        if found < slot.bytes {
            return Err(cut_off(offset, total, offset + found));
        }
        // What follows one volume of several are the others.
        if slot.count > 1 { Ok(()) } else { stream.drain() }
    }
}

fn cut_off(offset: u64, total: u64, present: u64) -> Error {
    let expected = offset.saturating_add(total);
    ImageProblem::ImageCutOff { expected, before: offset, voxels: total, found: present }.into()
}
