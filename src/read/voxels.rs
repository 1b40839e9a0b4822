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

    /// Gives the bytes of one of the next volumes of a stream, whole voxels, to `sink`; how many there were of it.
    pub fn decode(
        self,
        stream: &mut Stream<'_>,
        slot: Slot,
        sink: &mut dyn FnMut(&[u8]) -> Result<()>,
    ) -> Result<u64> {
        let most = BLOCK * self.bytes();
        let group = slot.together.saturating_mul(slot.count);
        match group <= most as u64 && slot.count > 1 {
            true => slot.gathered(stream, most / group as usize * group as usize, sink),
            false => slot.picked(stream, most, sink),
        }
    }
}

/// One volume among several that lie one after the other, or among each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    /// How many volumes there are.
    pub count: u64,
    /// Which of them is meant, from 0.
    pub at: u64,
    /// Bytes of one volume.
    pub bytes: u64,
    /// Bytes of one volume that lie together before those of the next.
    pub together: u64,
}

impl Slot {
    /// Of long runs, those of the other volumes are skipped.
    fn picked(
        self,
        stream: &mut Stream<'_>,
        most: usize,
        sink: &mut dyn FnMut(&[u8]) -> Result<()>,
    ) -> Result<u64> {
        let mut raw = vec![0; most];
        let mut done = 0;
        while done < self.bytes {
            let before = self.at * self.together;
            if stream.skip(before)? < before {
                return Ok(done);
            }
            let mut left = self.together.min(self.bytes - done);
            while left > 0 {
                let wanted = raw.len().min(usize::try_from(left).unwrap_or(usize::MAX));
                let found = stream.fill(&mut raw[..wanted])?;
                if found < wanted {
                    return Ok(done + found as u64);
                }
                sink(&raw[..wanted])?;
                (done, left) = (done + found as u64, left - found as u64);
            }
            if done < self.bytes {
                stream.skip((self.count - 1 - self.at) * self.together)?;
            }
        }
        Ok(done)
    }

    /// Of short runs, blocks of all volumes are read and the runs of one are taken out.
    fn gathered(
        self,
        stream: &mut Stream<'_>,
        block: usize,
        sink: &mut dyn FnMut(&[u8]) -> Result<()>,
    ) -> Result<u64> {
        let (mut raw, mut own) = (vec![0; block], Vec::with_capacity(block / self.count as usize));
        let (group, together) = ((self.together * self.count) as usize, self.together as usize);
        let start = self.at as usize * together;
        let mut done = 0;
        while done < self.bytes {
            let left = (self.bytes - done).saturating_mul(self.count);
            let wanted = raw.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            let found = stream.fill(&mut raw[..wanted])?;
            own.clear();
            raw[..found]
                .chunks_exact(group)
                .for_each(|all| own.extend_from_slice(&all[start..start + together]));
            done += own.len() as u64;
            if found < wanted {
                return Ok(done);
            }
            sink(&own)?;
        }
        Ok(done)
    }
}
