//! RLE (PS3.5 annex G): PackBits, a plane of bytes after the other, the most significant first.

use super::{Frame, stream};
use crate::error::Result;

/// A run of two bytes gives at most 128.
const MOST_BYTES_A_BYTE: usize = 64;

pub(super) fn decode(bytes: &[u8], frame: Frame) -> Result<Vec<i32>> {
    let planes = usize::from(frame.bits_allocated / 8);
    let word = |at: usize| {
        let four: Option<[u8; 4]> = bytes.get(at * 4..at * 4 + 4).and_then(|four| four.try_into().ok());
        four.map(|four| u32::from_le_bytes(four) as usize)
            .ok_or_else(|| stream("RLE", "a header of 64 bytes", format!("{} bytes", bytes.len())))
    };
    if word(0)? != planes {
        return Err(stream("RLE", format!("{planes} segments"), word(0)?.to_string()));
    }
    let pixels = frame.pixels();
    if bytes.len().saturating_mul(MOST_BYTES_A_BYTE) < pixels * planes {
        return Err(stream("RLE", format!("{} bytes when unpacked", pixels * planes), "too few"));
    }
    let mut values = vec![0_u32; pixels];
    for plane in 0..planes {
        let start = word(plane + 1)?;
        let end = if plane + 1 < planes { word(plane + 2)? } else { bytes.len() };
        let segment = bytes
            .get(start..end)
            .ok_or_else(|| stream("RLE", "segments inside the frame", format!("{start} to {end}")))?;
        unpack(segment, 8 * (planes - 1 - plane), &mut values)?;
    }
    Ok(values.into_iter().map(|value| value as i32).collect())
}

/// Adds one plane of bytes to the values, `shift` bits up.
fn unpack(segment: &[u8], shift: usize, values: &mut [u32]) -> Result<()> {
    let cut = || stream("RLE", "a byte for each pixel", "a segment that ends before");
    let (mut at, mut done) = (0, 0);
    while done < values.len() {
        let control = *segment.get(at).ok_or_else(cut)?;
        at += 1;
        // 128 stands for nothing.
        if control < 128 {
            let length = usize::from(control) + 1;
            let literal = segment.get(at..at + length).ok_or_else(cut)?;
            for (value, &byte) in values[done..].iter_mut().zip(literal) {
                *value |= u32::from(byte) << shift;
            }
            (at, done) = (at + length, done + length);
        } else if control > 128 {
            let length = 257 - usize::from(control);
            let byte = *segment.get(at).ok_or_else(cut)?;
            for value in values[done..].iter_mut().take(length) {
                *value |= u32::from(byte) << shift;
            }
            (at, done) = (at + 1, done + length);
        }
    }
    Ok(())
}
