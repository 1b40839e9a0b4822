//! The same kernels compiled for the machine's vector width; the arithmetic is the same in each, digit for digit.
//!
//! In the page there is one: WebAssembly with simd128. On x86-64 the baseline has vectors of 4 numbers, and nearly
//! every machine has wider ones; which it has is asked once. The compiler never fuses a product with a sum, so
//! wider only means more sums side by side.
#![allow(unsafe_code)]

use super::pointwise::Pointwise;
use super::spatial::Spatial;

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
    pub fn pointwise(self, job: Pointwise) {
        match self {
            Self::Baseline => job.run::<4, 1>(),
            // SAFETY: `Detected` is only made where the machine says that it has AVX2.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => unsafe { pointwise_avx2(job) },
        }
    }

    /// Runs a depthwise convolution.
    pub fn depthwise(self, job: Spatial) {
        match self {
            Self::Baseline => job.depthwise::<4>(),
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => unsafe { depthwise_avx2(job) },
        }
    }

    /// Runs the stem.
    pub fn stem(self, job: Spatial) {
        match self {
            Self::Baseline => job.stem::<8>(),
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Self::Avx2(_) => unsafe { stem_avx2(job) },
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn pointwise_avx2(job: Pointwise) {
    job.run::<4, 2>();
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn depthwise_avx2(job: Spatial) {
    job.depthwise::<8>();
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn stem_avx2(job: Spatial) {
    job.stem::<8>();
}
