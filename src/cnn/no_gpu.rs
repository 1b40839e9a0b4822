//! What stands where the GPU engine is, in builds without one: the same face, never found.

use super::network::Tap;
use super::weights::Weights;
use crate::words::GpuProblem;

/// Why the GPU cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub struct Unavailable(pub GpuProblem);

/// No value of this type exists.
#[derive(Debug)]
pub enum Adapter {}

/// Nor of this.
#[derive(Debug)]
pub enum Gpu {}

impl Adapter {
    /// Never finds one.
    ///
    /// # Errors
    /// Always: the build has none.
    pub async fn find() -> Result<Self, Unavailable> {
        Err(Unavailable(GpuProblem::CpuBuild))
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match *self {}
    }

    /// Whether it is an emulation.
    pub fn is_software(&self) -> bool {
        match *self {}
    }
}

impl Gpu {
    /// Opens an adapter.
    ///
    /// # Errors
    /// None: there is no such value.
    pub async fn open(adapter: &Adapter, _weights: &Weights) -> Result<Self, Unavailable> {
        match *adapter {}
    }

    /// Most images one run takes.
    pub fn batch(&self) -> usize {
        match *self {}
    }

    /// Features of a batch.
    ///
    /// # Errors
    /// None: there is no such value.
    pub async fn run(&self, _images: &[Vec<f32>], _taps: &[Tap]) -> Result<Vec<Vec<f32>>, Unavailable> {
        match *self {}
    }
}
