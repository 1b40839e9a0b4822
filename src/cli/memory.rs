//! The command line's memory: large blocks ask for large pages, and what was freed is kept for the next block.
//!
//! Volumes are some 100 MB. In pages of 4 kB the system spends more time on handing them out, page by page, than an
//! extraction takes; numpy asks for large pages likewise. Where the system has none to give, nothing changes.
#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};

/// Smallest block that asks: two large pages of x86-64.
const LARGE: usize = 4 << 20;

/// The system's allocator, with advice on large blocks.
pub struct LargePages;

// SAFETY: every call goes to `System` as it came; the advice changes neither contents nor extent of a block.
unsafe impl GlobalAlloc for LargePages {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promises are those that `System` asks for; here and below.
        advise(unsafe { System.alloc(layout) }, layout.size())
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        advise(unsafe { System.alloc_zeroed(layout) }, layout.size())
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above.
        advise(unsafe { System.realloc(block, layout, size) }, size)
    }
}

/// Has the GNU allocator keep what is freed, in one place for all threads. By itself it gives large blocks back to the
/// system at once, which clears every page again for the next one, and has a place of its own for each thread.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn keep_freed() {
    const MIB: libc::c_int = 1 << 20;
    let wishes = [
        (libc::M_ARENA_MAX, 1),
        // The most it takes: blocks beyond are given back.
        (libc::M_MMAP_THRESHOLD, 32 * MIB),
        (libc::M_TRIM_THRESHOLD, 512 * MIB),
        (libc::M_TOP_PAD, 16 * MIB),
    ];
    for (which, value) in wishes {
        // SAFETY: sets a number. A wish that is refused leaves the allocator as it was.
        unsafe { libc::mallopt(which, value) };
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn keep_freed() {}

/// Asks for large pages for the whole pages of a large block.
#[cfg(target_os = "linux")]
fn advise(block: *mut u8, size: usize) -> *mut u8 {
    const PAGE: usize = 4096;
    let skipped = block.align_offset(PAGE);
    if !block.is_null() && size >= LARGE && skipped < PAGE {
        let whole = (size - skipped) / PAGE * PAGE;
        // SAFETY: the range lies in the block that was just allocated. Advice that is refused is no failure.
        unsafe { libc::madvise(block.add(skipped).cast(), whole, libc::MADV_HUGEPAGE) };
    }
    block
}

#[cfg(not(target_os = "linux"))]
fn advise(block: *mut u8, _size: usize) -> *mut u8 {
    block
}
