//! JPEG-LS (ITU-T T.87), by the crate `pure_jpegls`.

use super::{Frame, stream};
use crate::error::Result;

const CODEC: &str = "JPEG-LS";
/// Marker of a JPEG-LS frame.
const SOF55: u8 = 0xF7;
/// Marker of a scan.
const SOS: u8 = 0xDA;

pub(super) fn decode(bytes: &[u8], frame: Frame) -> Result<Vec<i32>> {
    check(bytes, frame)?;
    let (columns, rows) = (frame.columns as u32, frame.rows as u32);
    let (values, ..) = jpegls::decode(bytes, columns, rows)
        .map_err(|cause| stream(CODEC, "a whole image", cause.to_string()))?;
    if values.len() != frame.pixels() {
        return Err(stream(CODEC, format!("{} values", frame.pixels()), values.len().to_string()));
    }
    Ok(values.into_iter().map(i32::from).collect())
}

/// Whether the stream's own frame has the size of the header: looked at before anything is decoded.
fn check(bytes: &[u8], frame: Frame) -> Result<()> {
    let mut at = 2;
    while let Some(&[0xFF, marker, high, low]) = bytes.get(at..at + 4) {
        if marker == SOF55 {
            let Some(&[r1, r0, c1, c0, components]) = bytes.get(at + 5..at + 10) else { break };
            let [rows, columns] = [[r1, r0], [c1, c0]].map(|pair| usize::from(u16::from_be_bytes(pair)));
            // A line of equal values takes a bit of a run, at the least.
            if bytes.len().saturating_mul(8 * 65_536) < frame.pixels() {
                break;
            }
            return frame.check(CODEC, columns, rows, components.into());
        }
        if marker == SOS {
            break;
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
    }
    Err(stream(CODEC, "a frame (SOF55) before its scan", "none"))
}
