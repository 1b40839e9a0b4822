//! Stored voxels as numbers, block by block.

use super::stream::Stream;
use crate::error::Result;
use crate::numeric::wide::wide;
use crate::volume::Pixel;

/// Voxels that are converted at a time.
pub(super) const BLOCK: usize = 1 << 15;

/// How voxels are stored: their type and byte order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stored {
    pub pixel: Pixel,
    pub big_endian: bool,
}

impl Stored {
    /// Bytes a voxel.
    pub fn bytes(self) -> usize {
        match self.pixel {
            Pixel::I8 | Pixel::U8 => 1,
            Pixel::I16 | Pixel::U16 => 2,
            Pixel::I32 | Pixel::U32 | Pixel::F32 => 4,
            Pixel::I64 | Pixel::U64 | Pixel::F64 => 8,
        }
    }

    /// Gives the next `total` bytes of a stream, whole voxels, to `sink` as numbers, which it may change; how many bytes
    /// there were, if fewer.
    pub fn decode(
        self,
        stream: &mut Stream<'_>,
        total: u64,
        sink: &mut dyn FnMut(&mut [f64]) -> Result<()>,
    ) -> Result<u64> {
        let mut raw = vec![0; BLOCK * self.bytes()];
        let mut numbers = vec![0.0; BLOCK];
        let mut done = 0;
        while done < total {
            let wanted = raw.len().min(usize::try_from(total - done).unwrap_or(usize::MAX));
            let found = stream.fill(&mut raw[..wanted])?;
            done += found as u64;
            if found < wanted {
                break;
            }
            let numbers = &mut numbers[..wanted / self.bytes()];
            self.convert(&raw[..wanted], numbers);
            sink(numbers)?;
        }
        Ok(done)
    }

    /// Whole voxels as numbers, as many as there is room for.
    pub fn convert(self, raw: &[u8], numbers: &mut [f64]) {
        macro_rules! converted {
            ($type:ty) => {
                wide(|| {
                    for (number, &bytes) in numbers.iter_mut().zip(raw.as_chunks().0) {
                        let value = match self.big_endian {
                            true => <$type>::from_be_bytes(bytes),
                            false => <$type>::from_le_bytes(bytes),
                        };
                        *number = value as f64;
                    }
                })
            };
        }
        match self.pixel {
            Pixel::I8 => converted!(i8),
            Pixel::U8 => converted!(u8),
            Pixel::I16 => converted!(i16),
            Pixel::U16 => converted!(u16),
            Pixel::I32 => converted!(i32),
            Pixel::U32 => converted!(u32),
            Pixel::I64 => converted!(i64),
            Pixel::U64 => converted!(u64),
            Pixel::F32 => converted!(f32),
            Pixel::F64 => converted!(f64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_byte_order_gives_the_same_number() {
        let mut numbers = [0.0; 2];
        let raw = [0xfe, 0xff, 0x01, 0x00];
        Stored { pixel: Pixel::I16, big_endian: false }.convert(&raw, &mut numbers);
        assert_eq!(numbers, [-2.0, 1.0]);
        Stored { pixel: Pixel::I16, big_endian: true }.convert(&[0xff, 0xfe, 0x00, 0x01], &mut numbers);
        assert_eq!(numbers, [-2.0, 1.0]);
        let mut one = [0.0];
        Stored { pixel: Pixel::F64, big_endian: true }.convert(&1.5_f64.to_be_bytes(), &mut one);
        assert_eq!(one, [1.5]);
    }
}
