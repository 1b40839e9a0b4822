//! Stored voxels, block by block.

use super::stream::Stream;
use crate::error::Result;
use crate::volume::Pixel;

/// Voxels that are decoded at a time.
pub(super) const BLOCK: usize = 1 << 15;

/// How voxels are stored: their type and byte order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    pub pixel: Pixel,
    pub big_endian: bool,
}

impl Layout {
    /// Bytes a voxel.
    pub fn bytes(self) -> usize {
        match self.pixel {
            Pixel::I8 | Pixel::U8 => 1,
            Pixel::I16 | Pixel::U16 => 2,
            Pixel::I32 | Pixel::U32 | Pixel::F32 => 4,
            Pixel::I64 | Pixel::U64 | Pixel::F64 => 8,
        }
    }

    /// Gives the next `total` bytes of a stream, whole voxels, to `sink`; how many bytes there were, if fewer.
    pub fn decode(
        self,
        stream: &mut Stream<'_>,
        total: u64,
        sink: &mut dyn FnMut(&[u8]) -> Result<()>,
    ) -> Result<u64> {
        let mut raw = vec![0; BLOCK * self.bytes()];
        let mut done = 0;
        while done < total {
            let wanted = raw.len().min(usize::try_from(total - done).unwrap_or(usize::MAX));
            let found = stream.fill(&mut raw[..wanted])?;
            done += found as u64;
            if found < wanted {
                break;
            }
            sink(&raw[..wanted])?;
        }
        Ok(done)
    }
}
