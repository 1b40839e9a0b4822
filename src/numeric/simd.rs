//! Loops on as wide vectors as the processor has.
//!
//! A program is compiled for the oldest processor of its kind, which has vectors of two f64; most have four or more.
//! What runs inside [`wide`] is compiled for those, too, and the one that fits is chosen while it runs. Lanes never mix
//! and nothing is fused, so digits are the same.

/// Runs `task`; whatever of it is inlined uses the widest vectors there are. The task itself must be inlined, too, which a
/// long one is only when told to be: `wide(#[inline(always)] || …)`.
#[cfg(not(target_arch = "wasm32"))]
#[inline(always)]
pub fn wide<R>(task: impl FnOnce() -> R) -> R {
    pulp::Arch::new().dispatch(task)
}

/// Runs `task`; WebAssembly has vectors of one width.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
pub fn wide<R>(task: impl FnOnce() -> R) -> R {
    task()
}
