//! NRRD (`.nrrd`, `.nhdr` + data file) and 3D Slicer's segmentations (`.seg.nrrd`).
//!
//! A text header, one `field: value` a line, ends at an empty line; the voxels follow, or lie in files of their own
//! (`data_file`). Encodings raw, gzip and ascii; one grey value or label a voxel; two or three axes in space, and at most one
//! other of more than one entry: 3D Slicer's layers of segments, of which one is decoded.
//!
//! Source of the format: the NRRD 5 definition (teem). World coordinates follow ITK: a header without `space` is taken as
//! left-posterior-superior; spacing is the length of a space direction.

mod data_file;
mod field;
mod header;
mod space;

use std::io::{BufRead, Read};

use crate::error::{Error, Result};
use crate::read::channels::Channels;
use crate::read::nifti;
use crate::read::pieces::{Files, Part, unreadable};
use crate::read::scan::Scan;
use crate::read::source::Source;
use crate::read::stream::{self, Stream};
use crate::read::summary::{Placed, Summary};
use crate::read::voxels::{BLOCK, Layout, Slot};
use crate::volume::{Pixel, Scaling, Stored};
use crate::words::ImageProblem;
use header::{ByteSkip, Encoding, Header};

pub use data_file::MAX_DATA_FILES;

/// Longest header that is read; Slicer's with hundreds of segments are below 1 MiB.
const MAX_HEADER: usize = 1 << 22;

struct Nrrd<'a> {
    summary: Summary,
    header: Header,
    /// The encoded voxels, after the header or in the data files; none where a file was not given.
    data: Vec<Part<'a>>,
}

/// Whether a file begins as NRRD does.
pub(super) fn is_nrrd(head: &[u8]) -> bool {
    head.starts_with(b"NRRD000")
}

/// Proves an NRRD header.
pub(super) fn open(files: Files<'_>) -> Result<Box<dyn Scan + '_>> {
    let (text, rest) = split(files.file)?;
    let header = header::parse(&text)?;
    let data: Vec<Part<'_>> = match (header.data_files.len(), files.data) {
        (0, []) => vec![rest],
        (0, _) => return Err(ImageProblem::VoxelsInside.into()),
        (count, data) if data.len() == count => {
            let data: Vec<Part<'_>> = data.iter().map(|data| Part::whole(*data)).collect();
            header
                .data_files
                .iter()
                .zip(&data)
                .try_for_each(|(name, data)| no_header(name, *data, &header))?;
            data
        }
        _ => Vec::new(),
    };
    let summary = Summary {
        format: "NRRD",
        geometry: header.geometry,
        pixel: header.pixel,
        volumes: header.volumes,
        voxel_bytes: header.voxel_bytes,
        data_missing: data.is_empty(),
        segments: header.segments.clone(),
        placed: Placed { by: header.placed_by, other: None },
        warnings: header.warnings.clone(),
    };
    Ok(Box::new(Nrrd { summary, header, data }))
}

/// Names of the files that hold the voxels of a header, below its folder; none where they follow it.
pub(super) fn data_files(file: &dyn Source) -> Result<Vec<String>> {
    Ok(header::parse(&split(file)?.0)?.data_files)
}

/// Header text and what follows its empty line. A gzipped NRRD file is no NRRD file: the encoding is inside it.
fn split(file: &dyn Source) -> Result<(Vec<u8>, Part<'_>)> {
    let (mut text, mut reader) = (Vec::new(), Part::whole(file).open().take(MAX_HEADER as u64));
    loop {
        let start = text.len();
        reader.read_until(b'\n', &mut text).map_err(|cause| unreadable(&cause))?;
        match &text[start..] {
            b"\n" | b"\r\n" => {
                let from = text.len() as u64;
                text.truncate(start);
                return Ok((text, Part { source: file, from }));
            }
            [.., b'\n'] => {}
            _ => break,
        }
    }
    if file.len() > MAX_HEADER as u64 {
        return Err(ImageProblem::NrrdHeaderEnd { most: MAX_HEADER }.into());
    }
    // A header alone may do without the empty line.
    if text.starts_with(b"NRRD") {
        return Ok((text, Part { source: file, from: file.len() }));
    }
    Err(ImageProblem::NrrdInGzip.into())
}

impl Scan for Nrrd<'_> {
    fn summary(&self) -> &Summary {
        &self.summary
    }

    fn missing(&self) -> ImageProblem {
        ImageProblem::NrrdFileMissing { files: self.header.data_files.iter().take(FILES_NAMED).collect() }
    }

    fn holds(&self) -> Result<Option<u64>> {
        let mut all = Some(0_u64);
        for &data in &self.data {
            let length = match self.header.encoding {
                Encoding::Ascii => None,
                Encoding::Raw => Some(data.length()),
                Encoding::Gzip => Stream::length(data)?,
            };
            let skipped = if let ByteSkip::After(count) = self.header.byte_skip { count } else { 0 };
            all = all.zip(length).map(|(all, length)| all.saturating_add(length.saturating_sub(skipped)));
        }
        Ok(all)
    }

    fn channels(&self, _image_size: Option<[usize; 3]>) -> Channels {
        Channels { together: self.header.together, ..Channels::of(&self.summary) }
    }

    fn layout(&self) -> Layout {
        self.header.layout()
    }

    fn scaling(&self) -> Option<Scaling> {
        None
    }

    fn decode(&self, slot: Slot, sink: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let total = self.header.voxel_bytes.saturating_mul(slot.count);
        let files = self.data.len() as u64;
        if files == 0 || !total.is_multiple_of(files) || files > 1 && slot.count > 1 {
            return Err(ImageProblem::NrrdFileShares { bytes: total, files }.into());
        }
        let share = Slot { bytes: slot.bytes / files, ..slot };
        self.data.iter().try_for_each(|&data| self.decode_file(data, share, sink))
    }
}

/// Most data files that are named in a message.
const FILES_NAMED: usize = 3;

impl Nrrd<'_> {
    fn decode_file(
        &self,
        data: Part<'_>,
        slot: Slot,
        sink: &mut dyn FnMut(&[u8]) -> Result<()>,
    ) -> Result<()> {
        let data = skip_lines(data, self.header.line_skip)?;
        match self.header.encoding {
            Encoding::Ascii => self.decode_ascii(data, slot, sink),
            Encoding::Raw => {
                let total = slot.bytes.saturating_mul(slot.count);
                let from_end = match self.header.byte_skip {
                    ByteSkip::After(count) => count,
                    ByteSkip::FromEnd => {
                        data.length().checked_sub(total).ok_or_else(|| cut_off(total, data.length()))?
                    }
                };
                self.decode_binary(Stream::plain(data), from_end, slot, sink)
            }
            Encoding::Gzip if !stream::is_gzip(data)? => Err(ImageProblem::NrrdNotGzip.into()),
            Encoding::Gzip => {
                let skip = if let ByteSkip::After(count) = self.header.byte_skip { count } else { 0 };
                self.decode_binary(Stream::of(data)?, skip, slot, sink)
            }
        }
    }

    fn decode_binary(
        &self,
        mut stream: Stream<'_>,
        skip: u64,
        slot: Slot,
        sink: &mut dyn FnMut(&[u8]) -> Result<()>,
    ) -> Result<()> {
        let total = slot.bytes.saturating_mul(slot.count);
        if let Some(present) = stream.remaining().filter(|&present| present < skip.saturating_add(total)) {
            return Err(cut_off(total, present.saturating_sub(skip)));
        }
        if stream.skip(skip)? < skip {
            return Err(cut_off(total, 0));
        }
        let found = self.header.layout().decode(&mut stream, slot, sink)?;
        if found < slot.bytes {
            return Err(cut_off(slot.bytes, found));
        }
        // What follows one volume of several are the others.
        if slot.count > 1 { Ok(()) } else { stream.drain() }
    }

    fn decode_ascii(
        &self,
        data: Part<'_>,
        slot: Slot,
        sink: &mut dyn FnMut(&[u8]) -> Result<()>,
    ) -> Result<()> {
        let width = self.header.layout().bytes() as u64;
        let count = slot.bytes / width * slot.count;
        let together = (slot.together / width).max(1);
        let mut block = Vec::with_capacity(BLOCK);
        let raw = |block: &mut Vec<f64>| {
            let count = block.len();
            Stored::of(self.header.pixel, block.drain(..)).raw(0..count)
        };
        let mut done = 0_u64;
        let mut reader = data.open();
        let mut word = Vec::new();
        while done < count && next_word(&mut reader, &mut word)? {
            done += 1;
            if (done - 1) / together % slot.count != slot.at {
                continue;
            }
            let value = std::str::from_utf8(&word).ok().and_then(|word| word.parse::<f64>().ok());
            block.push(
                value
                    .and_then(|value| typed(self.header.pixel, value))
                    .ok_or_else(|| Error::from(ImageProblem::NrrdWord))?,
            );
            if block.len() == BLOCK {
                sink(&raw(&mut block))?;
            }
        }
        if done < count {
            return Err(ImageProblem::NrrdNumbers { expected: count, found: done }.into());
        }
        sink(&raw(&mut block))
    }
}

/// The value as the type holds it; none when it does not.
fn typed(pixel: Pixel, value: f64) -> Option<f64> {
    let (low, high) = pixel.range();
    match pixel {
        Pixel::F32 => Some(f64::from(value as f32)),
        Pixel::F64 => Some(value),
        _ => (value.fract() == 0.0 && (low..=high).contains(&value)).then_some(value),
    }
}

/// Longest word that can be a number; more of it is not read.
const LONGEST_WORD: usize = 1024;

/// The next word between white space and commas; none at the end.
fn next_word(reader: &mut dyn BufRead, word: &mut Vec<u8>) -> Result<bool> {
    word.clear();
    loop {
        let piece = reader.fill_buf().map_err(|cause| unreadable(&cause))?;
        if piece.is_empty() {
            return Ok(!word.is_empty());
        }
        let is_between = |byte: &u8| byte.is_ascii_whitespace() || *byte == b',';
        let skipped = match word.is_empty() {
            true => piece.iter().take_while(|byte| is_between(byte)).count(),
            false => 0,
        };
        let more = piece[skipped..].iter().take_while(|byte| !is_between(byte)).count();
        word.extend_from_slice(&piece[skipped..skipped + more.min(LONGEST_WORD.saturating_sub(word.len()))]);
        let ended = skipped + more < piece.len() && !word.is_empty();
        reader.consume(skipped + more);
        if ended {
            return Ok(true);
        }
    }
}

/// Bytes of a NIfTI-1 header, the shorter of the two.
const NIFTI_HEADER: u64 = 348;

/// Refuses a data file whose header would be read as voxels: one that names itself, or another image. Where it is skipped, such
/// a file is good.
fn no_header(name: &str, data: Part<'_>, header: &Header) -> Result<()> {
    let head = data.bytes(0, NIFTI_HEADER as usize)?;
    let own = match () {
        () if is_nrrd(&head) => split(data.source)?.1.from,
        () if nifti::has_magic(&head) => NIFTI_HEADER,
        () => return Ok(()),
    };
    let first = skip_lines(data, header.line_skip)?.from;
    let skipped = match header.byte_skip {
        _ if header.encoding == Encoding::Gzip => 0,
        ByteSkip::After(count) => count,
        ByteSkip::FromEnd => {
            let all = header.voxel_bytes.saturating_mul(header.volumes);
            data.length().saturating_sub(all / header.data_files.len() as u64)
        }
    };
    match first.saturating_add(skipped) < own {
        true => Err(ImageProblem::NrrdFileHeader { file: crate::words::cut(name) }.into()),
        false => Ok(()),
    }
}

/// `count` lines less.
fn skip_lines(data: Part<'_>, count: u64) -> Result<Part<'_>> {
    let (mut reader, mut from) = (data.open(), data.from);
    for _ in 0..count {
        let found = reader.skip_until(b'\n').map_err(|cause| unreadable(&cause))?;
        from += found as u64;
        // The last line of all has no end.
        if found == 0 || from == data.source.len() && !ends_a_line(data.source)? {
            return Err(ImageProblem::NrrdLines { expected: count }.into());
        }
    }
    Ok(Part { source: data.source, from })
}

/// Whether the last byte of a file ends a line.
fn ends_a_line(source: &dyn Source) -> Result<bool> {
    Ok(Part::whole(source).bytes(source.len().saturating_sub(1), 1)? == b"\n")
}

fn cut_off(expected: u64, found: u64) -> Error {
    ImageProblem::NrrdCutOff { expected, found }.into()
}
