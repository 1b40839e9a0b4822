//! Compressed pixels become stored values, a frame at a time.
//!
//! Every decoder gets the frame's size from the header and compares it with what its stream claims before it makes
//! room, so that a stream cannot ask for more memory than the frame has.

mod jpeg;
mod jpeg2000;
mod jpeg_ls;
mod jpeg_lossless;
mod rle;

use super::syntax::Compression;
use crate::error::{Error, Result};
use crate::words::ScanProblem;

/// Size and depth of a frame, as the header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// Bits a stored value takes: 8, 16 or 32.
    pub(super) bits_allocated: u16,
}

impl Frame {
    pub(super) fn pixels(self) -> usize {
        self.columns * self.rows
    }

    /// Whether a stream has this size, and one value a pixel.
    fn check(self, codec: &'static str, columns: usize, rows: usize, components: usize) -> Result<()> {
        if (columns, rows, components) == (self.columns, self.rows, 1) {
            return Ok(());
        }
        let expected = format!("{} × {}", self.columns, self.rows);
        let found = format!("{columns} × {rows} × {components}");
        Err(ScanProblem::StreamSize { codec, expected, found }.into())
    }
}

/// Stored values of one frame as unsigned numbers, or signed where the stream itself says so.
///
/// # Errors
/// The stream is cut off, broken or of another size.
pub(super) fn decode(compression: Compression, bytes: &[u8], frame: Frame) -> Result<Vec<i32>> {
    match compression {
        Compression::Rle => rle::decode(bytes, frame),
        Compression::JpegBaseline => jpeg::decode(bytes, frame),
        Compression::JpegLossless => jpeg_lossless::decode(bytes, frame),
        Compression::JpegLs => jpeg_ls::decode(bytes, frame),
        Compression::Jpeg2000 => jpeg2000::decode(bytes, frame),
        Compression::Native => Err(ScanProblem::DicomPixelsPacked.into()),
    }
}

fn stream(codec: &'static str, expected: impl Into<String>, found: impl Into<String>) -> Error {
    ScanProblem::StreamBroken { codec, expected: expected.into(), found: found.into() }.into()
}
