//! JPEG 2000 (ITU-T T.800), by the crate `hayro-jpeg2000`.

use hayro_jpeg2000::{DecodeSettings, DecoderContext, Image};

use super::{Frame, stream};
use crate::error::{Error, Result};

const CODEC: &str = "JPEG 2000";
/// Start of codestream, and of its size segment.
const START: [u8; 4] = [0xFF, 0x4F, 0xFF, 0x51];

/// Depth of the samples, as the codestream says: it knows better than the header.
struct Depth {
    bits: u8,
    signed: bool,
}

pub(super) fn decode(bytes: &[u8], frame: Frame) -> Result<Vec<i32>> {
    let depth = check(bytes, frame)?;
    let fail = |cause: String| stream(CODEC, "a whole image", cause);
    let settings = DecodeSettings { strict: true, ..DecodeSettings::default() };
    let image = Image::new(bytes, &settings).map_err(|cause| fail(format!("{cause:?}")))?;
    let mut context = DecoderContext::default();
    let decoded = image.decode(&mut context).map_err(|cause| fail(format!("{cause:?}")))?;
    let samples = decoded.components().first().map_or(&[][..], |component| component.samples());
    if samples.len() != frame.pixels() {
        return Err(stream(CODEC, format!("{} values", frame.pixels()), samples.len().to_string()));
    }
    // The samples of a signed component still have the level shift; streams with loss overshoot their depth.
    let shift = if depth.signed { 1_i32 << (depth.bits - 1) } else { 0 };
    let most = (1_i32 << depth.bits) - 1;
    Ok(samples.iter().map(|&sample| (sample.round() as i32).clamp(0, most) - shift).collect())
}

/// Reads the size segment and compares it with the header.
fn check(bytes: &[u8], frame: Frame) -> Result<Depth> {
    let broken = || -> Error { stream(CODEC, "a codestream with its size", "none") };
    let at = bytes.windows(START.len()).position(|window| window == START).ok_or_else(broken)?;
    let size: &[u8; 39] =
        bytes.get(at + 4..at + 43).and_then(|body| body.try_into().ok()).ok_or_else(broken)?;
    let word = |at: usize| u32::from_be_bytes([size[at], size[at + 1], size[at + 2], size[at + 3]]);
    let extent = |end: usize, start: usize| word(end).checked_sub(word(start)).ok_or_else(broken);
    let (columns, rows) = (extent(4, 12)?, extent(8, 16)?);
    frame.check(CODEC, columns as usize, rows as usize, u16::from_be_bytes([size[36], size[37]]).into())?;
    let (tile_columns, tile_rows) = (word(20), word(24));
    if tile_columns == 0 || tile_rows == 0 {
        return Err(broken());
    }
    let depth = Depth { bits: (size[38] & 0x7F) + 1, signed: size[38] & 0x80 != 0 };
    if depth.bits > 16 {
        return Err(stream(CODEC, "at most 16 bits", depth.bits.to_string()));
    }
    Ok(depth)
}
