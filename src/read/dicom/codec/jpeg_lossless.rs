//! JPEG without loss (ITU-T T.81, process 14): Huffman-coded differences from a prediction.
//!
//! Of one component and 2 to 16 bits, as DICOM has it; any predictor, point transform and restart interval.

use super::{Frame, stream};
use crate::error::{Error, Result};

const CODEC: &str = "JPEG lossless";

/// A Huffman table: codes of up to 16 bits.
#[derive(Clone, Default)]
struct Huffman {
    /// Smallest code of each length, the number of codes and the place of their first value.
    lengths: [Length; 17],
    values: Vec<u8>,
}

#[derive(Clone, Copy, Default)]
struct Length {
    first_code: u32,
    codes: u32,
    first_value: usize,
}

/// What the stream says before its scan.
#[derive(Default)]
struct Header {
    precision: u32,
    restart_interval: usize,
    tables: [Option<Huffman>; 4],
    table: usize,
    predictor: u8,
    point_transform: u32,
    /// Where the entropy-coded bytes begin.
    data: usize,
}

fn broken(expected: &str) -> Error {
    stream(CODEC, expected, "something else")
}

fn cut() -> Error {
    stream(CODEC, "a value for each pixel", "a stream that ends before")
}

/// Reads bits, most significant first; `FF 00` is the byte FF, other markers end the data.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    held: u32,
    count: u32,
}

impl Bits<'_> {
    fn fill(&mut self) -> Result<()> {
        let byte = *self.bytes.get(self.at).ok_or_else(cut)?;
        self.at += 1;
        if byte == 0xFF {
            if self.bytes.get(self.at) != Some(&0) {
                return Err(cut());
            }
            self.at += 1;
        }
        self.held = self.held << 8 | u32::from(byte);
        self.count += 8;
        Ok(())
    }

    fn take(&mut self, bits: u32) -> Result<u32> {
        while self.count < bits {
            self.fill()?;
        }
        self.count -= bits;
        Ok(self.held >> self.count & ((1 << bits) - 1))
    }

    /// A restart marker: bits that are left are padding.
    fn restart(&mut self) -> Result<()> {
        self.count = 0;
        match self.bytes.get(self.at..self.at + 2) {
            Some([0xFF, 0xD0..=0xD7]) => self.at += 2,
            _ => return Err(broken("a restart marker")),
        }
        Ok(())
    }

    fn symbol(&mut self, table: &Huffman) -> Result<u8> {
        let mut code = 0;
        for length in &table.lengths[1..] {
            code = code << 1 | self.take(1)?;
            if code.wrapping_sub(length.first_code) < length.codes {
                return Ok(table.values[length.first_value + (code - length.first_code) as usize]);
            }
        }
        Err(broken("a code of its Huffman table"))
    }

    /// A difference modulo 2^16: its category, then its bits (T.81 §H.1.2.2).
    fn difference(&mut self, table: &Huffman) -> Result<i32> {
        match u32::from(self.symbol(table)?) {
            0 => Ok(0),
            category @ 1..=15 => {
                let bits = self.take(category)? as i32;
                let is_negative = bits < 1 << (category - 1);
                Ok(if is_negative { bits - (1 << category) + 1 } else { bits })
            }
            16 => Ok(32_768),
            _ => Err(broken("differences of at most 16 bits")),
        }
    }
}

impl Huffman {
    /// From the body of a DHT segment: 16 numbers of codes, then the values; gives the bytes used, too.
    fn read(body: &[u8]) -> Result<(Self, usize)> {
        let counts = body.get(..16).ok_or_else(cut)?;
        let total: usize = counts.iter().map(|&count| usize::from(count)).sum();
        let values = body.get(16..16 + total).ok_or_else(cut)?.to_vec();
        let mut table = Self { values, ..Self::default() };
        let (mut code, mut first_value) = (0_u32, 0);
        for (length, &count) in table.lengths[1..].iter_mut().zip(counts) {
            *length = Length { first_code: code, codes: count.into(), first_value };
            first_value += usize::from(count);
            code = (code + u32::from(count)) << 1;
        }
        Ok((table, 16 + total))
    }
}

impl Header {
    /// Reads the segments up to the scan, whose size must be the frame's.
    fn read(bytes: &[u8], frame: Frame) -> Result<Self> {
        let mut header = Self::default();
        let mut at = 2;
        if !bytes.starts_with(&[0xFF, 0xD8]) {
            return Err(broken("a start of image"));
        }
        loop {
            let &[0xFF, marker, high, low] = bytes.get(at..at + 4).ok_or_else(cut)? else {
                return Err(broken("a marker"));
            };
            let length = usize::from(u16::from_be_bytes([high, low]));
            let body = bytes.get(at + 4..at + 2 + length).ok_or_else(cut)?;
            at += 2 + length;
            match marker {
                0xC3 => header.frame(body, frame)?,
                0xC4 => header.tables(body)?,
                0xDD => {
                    let &[high, low] = body else { return Err(broken("a restart interval")) };
                    header.restart_interval = usize::from(u16::from_be_bytes([high, low]));
                }
                0xDA => {
                    let &[1, _, table, predictor, _, transform] = body else {
                        return Err(broken("a scan of one component"));
                    };
                    header.table = usize::from(table >> 4 & 3);
                    header.predictor = predictor;
                    header.point_transform = u32::from(transform & 15);
                    header.data = at;
                    return Ok(header);
                }
                0xC0..=0xC2 | 0xC5..=0xC7 | 0xC9..=0xCF => {
                    return Err(stream(CODEC, "lossless Huffman coding (SOF3)", format!("SOF {marker:#X}")));
                }
                _ => {}
            }
        }
    }

    fn frame(&mut self, body: &[u8], frame: Frame) -> Result<()> {
        let &[precision, r1, r0, c1, c0, components, ..] = body else { return Err(cut()) };
        let [rows, columns] = [[r1, r0], [c1, c0]].map(|pair| usize::from(u16::from_be_bytes(pair)));
        frame.check(CODEC, columns, rows, components.into())?;
        self.precision = u32::from(precision);
        if !(2..=16).contains(&precision) {
            return Err(stream(CODEC, "2 to 16 bits", precision.to_string()));
        }
        Ok(())
    }

    fn tables(&mut self, mut body: &[u8]) -> Result<()> {
        while let Some((&place, rest)) = body.split_first() {
            let (table, used) = Huffman::read(rest)?;
            *self.tables.get_mut(usize::from(place)).ok_or_else(|| broken("tables 0 to 3"))? = Some(table);
            body = &rest[used..];
        }
        Ok(())
    }
}

pub(super) fn decode(bytes: &[u8], frame: Frame) -> Result<Vec<i32>> {
    let header = Header::read(bytes, frame)?;
    let table = header.tables[header.table].as_ref().ok_or_else(|| broken("a Huffman table"))?;
    if header.precision == 0 {
        return Err(broken("a frame before its scan"));
    }
    if !(1..=7).contains(&header.predictor) || header.point_transform >= header.precision {
        return Err(broken("a predictor of 1 to 7"));
    }
    // A code takes at least one bit.
    if frame.pixels() > bytes.len().saturating_mul(8) {
        return Err(cut());
    }
    let start = 1 << (header.precision - 1 - header.point_transform);
    let mut bits = Bits { bytes, at: header.data, held: 0, count: 0 };
    let columns = frame.columns;
    let mut values: Vec<i32> = Vec::with_capacity(frame.pixels());
    let mut line_starts_anew = true;
    for at in 0..frame.pixels() {
        let restarts = header.restart_interval > 0 && at > 0 && at % header.restart_interval == 0;
        if restarts {
            bits.restart()?;
            line_starts_anew = true;
        }
        let column = at % columns;
        if column == 0 && at > 0 && !restarts {
            line_starts_anew = false;
        }
        let left = || values[at - 1];
        let prediction = if restarts || at == 0 {
            start
        } else if line_starts_anew {
            // The first line, and the rest of one after a restart, know their left neighbour alone.
            left()
        } else if column == 0 {
            values[at - columns]
        } else {
            let (a, b, c) = (left(), values[at - columns], values[at - columns - 1]);
            match header.predictor {
                1 => a,
                2 => b,
                3 => c,
                4 => a + b - c,
                5 => a + ((b - c) >> 1),
                6 => b + ((a - c) >> 1),
                _ => (a + b) >> 1,
            }
        };
        values.push((prediction + bits.difference(table)?) & 0xFFFF);
    }
    Ok(values.into_iter().map(|value| value << header.point_transform).collect())
}
