//! Stored pixels become values (PS3.5 §8, PS3.3 C.7.6.3): native or compressed, masked to the stored bits, rescaled.

use std::borrow::Cow;

use super::codec::{self, Frame};
use super::dataset::{DataSet, Form, PIXEL_DATA, fragments};
use super::syntax::{Compression, Syntax};
use crate::error::{Error, Result};
use crate::read::MAX_VOXELS;
use crate::words::ScanProblem;

const SAMPLES_PER_PIXEL: u32 = 0x0028_0002;
const PHOTOMETRIC: u32 = 0x0028_0004;
const NUMBER_OF_FRAMES: u32 = 0x0028_0008;
const ROWS: u32 = 0x0028_0010;
const COLUMNS: u32 = 0x0028_0011;
const BITS_ALLOCATED: u32 = 0x0028_0100;
const BITS_STORED: u32 = 0x0028_0101;
const HIGH_BIT: u32 = 0x0028_0102;
const REPRESENTATION: u32 = 0x0028_0103;

/// What the header says of the pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) frames: usize,
    /// 1 for bit-packed masks, else 8, 16 or 32.
    pub(super) bits_allocated: u16,
    bits_stored: u16,
    signed: bool,
    /// Small values are drawn bright; they are not changed.
    pub(super) inverted: bool,
}

/// An attribute that contradicts itself or others.
pub(super) fn field(name: &'static str, expected: impl Into<String>, found: impl ToString) -> Error {
    ScanProblem::DicomField { field: name, expected: expected.into(), found: found.to_string() }.into()
}

impl Layout {
    /// Reads it.
    ///
    /// # Errors
    /// Sizes or bits that are missing, contradict each other, or are not read.
    pub(super) fn of(data: &DataSet) -> Result<Self> {
        let short = |tag, field: &'static str| data.short(tag).ok_or(ScanProblem::DicomNoNumber { field });
        let (rows, columns) = (short(ROWS, "Rows")?, short(COLUMNS, "Columns")?);
        if rows == 0 || columns == 0 {
            return Err(ScanProblem::DicomNoArea { columns, rows }.into());
        }
        let photometric = data.text(PHOTOMETRIC).unwrap_or_default();
        if data.short(SAMPLES_PER_PIXEL).unwrap_or(1) != 1 || !is_grey(&photometric) {
            return Err(ScanProblem::DicomColour.into());
        }
        let allocated = short(BITS_ALLOCATED, "BitsAllocated")?;
        if ![1, 8, 16, 32].contains(&allocated) {
            let expected = "1, 8, 16, 32".to_owned();
            return Err(ScanProblem::DicomBits { field: "BitsAllocated", expected, found: allocated }.into());
        }
        let stored = data.short(BITS_STORED).unwrap_or(allocated);
        if stored == 0 || stored > allocated {
            return Err(field("BitsStored", format!("1…{allocated}"), stored));
        }
        let high = data.short(HIGH_BIT).unwrap_or(stored - 1);
        if high != stored - 1 {
            let expected = format!("{} (BitsStored − 1)", stored - 1);
            return Err(ScanProblem::DicomBits { field: "HighBit", expected, found: high }.into());
        }
        let frames = data.number(NUMBER_OF_FRAMES).unwrap_or(1.0);
        if !(1.0..=65_536.0).contains(&frames) || frames.fract() != 0.0 {
            return Err(field("NumberOfFrames", "1…65536", frames));
        }
        Ok(Self {
            columns: columns.into(),
            rows: rows.into(),
            frames: frames as usize,
            bits_allocated: allocated,
            bits_stored: stored,
            signed: data.short(REPRESENTATION) == Some(1),
            inverted: photometric == "MONOCHROME1",
        })
    }

    /// Smallest and largest stored value.
    pub(super) fn range(&self) -> [f64; 2] {
        let [unsigned, half] = [self.bits_stored, self.bits_stored - 1].map(|bits| (1_u64 << bits) as f64);
        if self.signed { [-half, half - 1.0] } else { [0.0, unsigned - 1.0] }
    }

    /// Bytes of the pixels without compression; `None` where there would be too many pixels.
    pub(super) fn bytes(&self) -> Option<u64> {
        let voxels = (self.columns as u64 * self.rows as u64).checked_mul(self.frames as u64)?;
        (voxels <= MAX_VOXELS).then(|| (voxels * u64::from(self.bits_allocated)).div_ceil(8))
    }

    fn frame(&self) -> Frame {
        Frame { columns: self.columns, rows: self.rows, bits_allocated: self.bits_allocated }
    }

    /// A stored value: the bits that count, with their sign.
    fn value(&self, word: u32) -> i32 {
        let unused = 32 - u32::from(self.bits_stored);
        let moved = word << unused;
        if self.signed { moved as i32 >> unused } else { (moved >> unused) as i32 }
    }
}

fn is_grey(photometric: &str) -> bool {
    photometric.is_empty() || photometric == "MONOCHROME1" || photometric == "MONOCHROME2"
}

/// Pixels of a file, ready to be decoded a frame at a time.
pub(super) struct Pixels<'a> {
    layout: Layout,
    syntax: Syntax,
    big_endian: bool,
    data: Data<'a>,
}

enum Data<'a> {
    /// Values as they are.
    Native(&'a [u8]),
    /// One compressed stream a frame.
    Frames(Vec<Cow<'a, [u8]>>),
}

impl<'a> Pixels<'a> {
    /// Finds the pixels in a data set.
    ///
    /// # Errors
    /// There are none, too few, or they do not lie in frames.
    pub(super) fn of(data: &DataSet<'a>, layout: Layout, syntax: Syntax) -> Result<Self> {
        let element = data.find(PIXEL_DATA).ok_or(ScanProblem::DicomNoPixels)?;
        let Some(needed) = layout.bytes() else {
            return Err(ScanProblem::DicomTooLarge { most: MAX_VOXELS }.into());
        };
        let found = match (element.form, syntax.compression) {
            (Form::Value, Compression::Native) => {
                let found = element.bytes.len() as u64;
                let short = ScanProblem::DicomPixelBytes { expected: needed, found };
                let bytes = element.bytes.get(..needed as usize).ok_or(short)?;
                Data::Native(bytes)
            }
            (Form::Fragments, Compression::Native) => {
                return Err(ScanProblem::DicomPixelsPacked.into());
            }
            (Form::Fragments, _) => {
                if layout.bits_allocated == 1 {
                    return Err(ScanProblem::DicomBitsPacked.into());
                }
                Data::Frames(streams(&fragments(element.bytes), layout.frames, syntax.compression)?)
            }
            _ => return Err(ScanProblem::DicomPixelsPlain.into()),
        };
        Ok(Self { layout, syntax, big_endian: data.encoding.big_endian, data: found })
    }

    /// Stored values of one frame.
    ///
    /// # Errors
    /// Its stream is cut off, broken, or of another size.
    pub(super) fn frame(&self, at: usize) -> Result<Vec<i32>> {
        let layout = &self.layout;
        let pixels = layout.frame().pixels();
        match &self.data {
            Data::Frames(streams) => {
                let found = codec::decode(self.syntax.compression, &streams[at], layout.frame())?;
                // JPEG 2000 knows its own depth and sign.
                let is_final = self.syntax.compression == Compression::Jpeg2000;
                let value = |&word: &i32| if is_final && word < 0 { word } else { layout.value(word as u32) };
                Ok(found.iter().map(value).collect())
            }
            Data::Native(bytes) if layout.bits_allocated == 1 => {
                // Frames follow each other without padding, the first pixel in the lowest bit.
                let bit = |at: usize| i32::from(bytes[at / 8] >> (at % 8) & 1);
                Ok((at * pixels..(at + 1) * pixels).map(bit).collect())
            }
            Data::Native(bytes) => {
                let width = usize::from(layout.bits_allocated / 8);
                let own = &bytes[at * pixels * width..(at + 1) * pixels * width];
                let word = |raw: &[u8]| {
                    let join = |word: u32, &byte: &u8| word << 8 | u32::from(byte);
                    if self.big_endian { raw.iter().fold(0, join) } else { raw.iter().rev().fold(0, join) }
                };
                Ok(own.chunks_exact(width).map(|raw| layout.value(word(raw))).collect())
            }
        }
    }
}

/// The fragments of each frame, joined.
fn streams<'a>(all: &[&'a [u8]], frames: usize, compression: Compression) -> Result<Vec<Cow<'a, [u8]>>> {
    let none = || Error::from(ScanProblem::DicomFragments { frames });
    let (table, parts) = all.split_first().ok_or_else(none)?;
    if parts.len() < frames {
        return Err(none());
    }
    if parts.len() == frames {
        return Ok(parts.iter().map(|&part| Cow::Borrowed(part)).collect());
    }
    if frames == 1 {
        return Ok(vec![Cow::Owned(parts.concat())]);
    }
    let offsets: Vec<usize> = table
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]) as usize)
        .collect();
    let mut joined: Vec<Vec<u8>> = Vec::with_capacity(frames);
    let mut place = 0;
    for part in parts {
        // A frame starts where the offset table says, else where a codestream does.
        let starts = match offsets.len() == frames {
            true => offsets.binary_search(&place).is_ok(),
            false => starts_stream(part, compression),
        };
        match joined.last_mut() {
            Some(last) if !starts => last.extend_from_slice(part),
            _ => joined.push(part.to_vec()),
        }
        place += part.len() + 8;
    }
    if joined.len() != frames {
        return Err(ScanProblem::DicomFrames { frames, found: joined.len() }.into());
    }
    Ok(joined.into_iter().map(Cow::Owned).collect())
}

fn starts_stream(part: &[u8], compression: Compression) -> bool {
    match compression {
        Compression::Jpeg2000 => part.starts_with(&[0xFF, 0x4F, 0xFF, 0x51]),
        _ => part.starts_with(&[0xFF, 0xD8]),
    }
}
