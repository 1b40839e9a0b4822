//! Memory for voxels: made only for what the file has, or for what has really arrived.

use crate::error::{Error, Result};
use crate::read::scan::Scan;
use crate::read::voxels::Slot;
use crate::words::ImageProblem;
use crate::words::Triple;

/// Most voxels a volume may have: 2^27, as 512 × 512 × 512.
///
/// As f64 that is 1 GiB, the largest power of two that fits one allocation of a 32-bit machine (wasm) with room for
/// the work on it. Clinical MRI has 2^20 to 2^25.
pub const MAX_VOXELS: u64 = 1 << 27;

/// Room for the voxels of one volume of `size`, when it may be decoded.
pub(super) fn room(scan: &dyn Scan, size: [usize; 3], slot: Slot) -> Result<Room> {
    if scan.summary().data_missing {
        return Err(scan.missing().into());
    }
    let voxels = size.iter().map(|&n| n as u64).try_fold(1u64, u64::checked_mul);
    match voxels {
        Some(count) if count <= MAX_VOXELS => {
            let all = slot.bytes.saturating_mul(slot.count);
            let held = scan.holds()?.is_some_and(|bytes| bytes >= all);
            Ok(Room { count: count as usize, held })
        }
        _ => Err(ImageProblem::TooManyVoxels { size: Triple(size), most: MAX_VOXELS }.into()),
    }
}

/// Room for voxels that arrive.
pub(super) struct Room {
    /// So many the header promises.
    count: usize,
    /// The file is long enough to hold them.
    held: bool,
}

impl Room {
    /// How many voxels to make room for before the first arrives.
    pub(super) fn known(&self) -> usize {
        if self.held { self.count } else { 0 }
    }

    /// How many voxels beyond `len` to make room for when `block` arrive: grows by doubling with what has really arrived,
    /// and never beyond the count.
    pub(super) fn more(&self, len: usize, capacity: usize, block: usize) -> usize {
        let needed = len + block;
        if needed <= capacity { block } else { (2 * capacity).clamp(needed, self.count.max(needed)) - len }
    }

    /// There is no memory.
    pub(super) fn none(&self) -> Error {
        ImageProblem::MemoryForVoxels { voxels: self.count }.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_grows_by_doubling_but_not_beyond_its_end() {
        let room = Room { count: 100, held: false };
        let mut voxels = Vec::<u8>::new();
        for _ in 0..10 {
            voxels.try_reserve_exact(room.more(voxels.len(), voxels.capacity(), 10)).expect("small");
            voxels.extend([0; 10]);
        }
        assert_eq!((voxels.len(), voxels.capacity()), (100, 100));
    }
}
