//! The engine on the visitor's graphics card: the same layer table as WGSL kernels, through WebGPU.
//!
//! One uniform block a layer, three or so buffers of activations, a batch of images in one submission, one read-back.
//! Anything that goes wrong (no adapter, a lost device, a kernel that does not compile, a result that is not finite)
//! is an [`Unavailable`] with its reason, never a panic: the caller goes on with the CPU. In the browser nothing may
//! block; results are awaited.

mod device;
mod program;

use super::network::{Network, Tap};
use super::weights::Weights;
use crate::words::GpuProblem;
pub use device::Adapter;
use device::Device;
use program::Program;

/// The product's kernels.
pub const KERNELS: &str = include_str!("kernels.wgsl");

/// Most images in one submission; more would only use more memory.
const MOST_IMAGES: usize = 8;

/// Why the GPU cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub struct Unavailable(pub GpuProblem);

/// A device with the network loaded.
#[derive(Debug)]
pub struct Gpu {
    device: Device,
    program: Program,
    network: Network,
    images: usize,
}

impl Gpu {
    /// Opens an adapter and loads the network.
    ///
    /// # Errors
    /// It cannot run the network.
    pub async fn open(adapter: &Adapter, weights: &Weights) -> Result<Self, Unavailable> {
        Self::with_kernels(adapter, weights, KERNELS).await
    }

    /// As [`Gpu::open`] with other kernels: lets a test show that a wrong one is noticed.
    ///
    /// # Errors
    /// As [`Gpu::open`].
    pub async fn with_kernels(
        adapter: &Adapter,
        weights: &Weights,
        kernels: &str,
    ) -> Result<Self, Unavailable> {
        let device = Device::open(adapter).await?;
        let images = images_within(&device.limits(), &weights.network)?;
        let scopes = device.watch();
        let program = Program::new(&device, weights, kernels, images);
        scopes.ended().await?;
        Ok(Self { device, program, network: weights.network.clone(), images })
    }

    /// Most images one [`Gpu::run`] takes.
    pub fn batch(&self) -> usize {
        self.images
    }

    /// Gives the device up; whatever is asked of it from now on fails.
    #[cfg(feature = "gpu-native")]
    pub fn close(&self) {
        self.device.close();
    }

    /// Features of up to [`Gpu::batch`] images, one row each: as the CPU engine gives them.
    ///
    /// # Errors
    /// The device is lost, or gives what is no number.
    ///
    /// # Panics
    /// More images than a batch, or images of another size: errors of programming.
    pub async fn run(&self, images: &[Vec<f32>], taps: &[Tap]) -> Result<Vec<Vec<f32>>, Unavailable> {
        assert!(images.len() <= self.images, "at most a batch at once");
        let steps = &self.network.steps;
        let tapped = steps.iter().filter_map(|step| step.layer.tap.map(|tap| (tap, step.layer.output)));
        let wanted: Vec<(Tap, usize)> = tapped.filter(|(tap, _)| taps.contains(tap)).collect();
        let bytes = self.program.submit(&self.device, &self.network, images, &wanted);
        let values = self.device.read(self.program.staging(), bytes).await?;
        if values.iter().any(|value| !value.is_finite()) {
            return Err(Unavailable(GpuProblem::FeatureNoNumber));
        }
        // Stored tap by tap, each for all images.
        let mut rows = vec![Vec::new(); images.len()];
        let mut rest = values.as_slice();
        for (_, channels) in wanted {
            let (tap, after) = rest.split_at(channels * images.len());
            for (row, values) in rows.iter_mut().zip(tap.chunks_exact(channels)) {
                row.extend_from_slice(values);
            }
            rest = after;
        }
        Ok(rows)
    }
}

/// Images of a batch for which every buffer stays within the adapter's limits.
fn images_within(limits: &wgpu::Limits, network: &Network) -> Result<usize, Unavailable> {
    let largest = network.buffers.iter().copied().chain([network.side * network.side * 3]).max().unwrap_or(0);
    let most = limits.max_storage_buffer_binding_size.min(limits.max_buffer_size);
    let images = (most / (4 * largest.max(1) as u64)).min(MOST_IMAGES as u64) as usize;
    if images == 0 || (network.values() * 4) as u64 > most {
        return Err(Unavailable(GpuProblem::BuffersTooSmall { most }));
    }
    Ok(images)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_shrink_to_the_adapters_limits() {
        let weights = Weights::load(include_bytes!("../../../models/efficientnet-lite0.bin")).unwrap();
        let with = |bytes| wgpu::Limits { max_storage_buffer_binding_size: bytes, ..wgpu::Limits::default() };
        assert_eq!(images_within(&with(1 << 27), &weights.network), Ok(8));
        // The weights take 13.4 MB, an activation at most 4.8.
        assert_eq!(images_within(&with(15_000_000), &weights.network), Ok(3));
        let refused = Unavailable(GpuProblem::BuffersTooSmall { most: 13_000_000 });
        assert_eq!(images_within(&with(13_000_000), &weights.network), Err(refused));
    }
}
