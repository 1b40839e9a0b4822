//! The same kernels compiled for the machine's vector width; the arithmetic is the same in each, digit for digit.
//!
//! In the page there is one: WebAssembly with simd128. On x86-64 the baseline has vectors of 4 numbers, and nearly
//! every machine has wider ones; which it has is asked once. The compiler never fuses a product with a sum, so
//! wider only means more sums side by side.
#![allow(unsafe_code)]

use super::depthwise::Depthwise;
use super::pointwise::{Pointwise, Scratch};

/// Vectors the machine has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isa {
    /// What the crate is compiled for: SSE2, NEON, simd128.
    Baseline,
    /// 8 numbers. Only [`Isa::detect`] may make it: the kernels below rely on that.
    #[cfg(target_arch = "x86_64")]
    Avx2(Detected),
}

/// Proof that the machine was asked.
#[cfg(target_arch = "x86_64")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detected(());

impl Isa {
    /// The widest this machine has.
    pub fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx2") {
            return Self::Avx2(Detected(()));
        }
        Self::Baseline
    }

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => "AVX2",
        }
    }

    /// Runs a 1×1 convolution.
    pub fn pointwise(self, job: Pointwise, scratch: &mut Scratch) {
        match self {
            Self::Baseline => job.run::<1>(scratch),
            // SAFETY: `Detected` is only made where the machine says that it has AVX2.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => unsafe { pointwise_avx2(job, scratch) },
        }
    }

    /// Runs a depthwise convolution.
    pub fn depthwise(self, job: Depthwise, scratch: &mut Vec<f32>) {
        match self {
            Self::Baseline => job.run::<4>(scratch),
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => unsafe { depthwise_avx2(job, scratch) },
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn pointwise_avx2(job: Pointwise, scratch: &mut Scratch) {
    job.run::<2>(scratch);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn depthwise_avx2(job: Depthwise, scratch: &mut Vec<f32>) {
    job.run::<8>(scratch);
}
