//! Stage 6: a fixed network adds numbers.
//!
//! [`inputs`] cuts the lesion's slices out of a scan as [`Options`] says; [`run_cpu`] puts them through the network
//! of [`Weights`]; [`average`] makes one row of features of all slices, under [`names`]. The network is described once,
//! in the weights file, and every engine walks that table ([`network`]).
//!
//! [`Engine`] chooses between the CPU ([`Cpu`], everywhere the same digits) and the GPU (WebGPU in the browser), after
//! it has seen them agree on a fixed image; a GPU that fails later is left for the CPU. [`Engine::foresee`] tells the
//! choice beforehand, by a small network that needs no file.
//!
//! Deep features are optional: a model file switches them on, and nothing here says that they help.

pub mod cpu;
pub mod network;
pub mod weights;
#[cfg(any(target_arch = "wasm32", feature = "gpu-native"))]
pub mod gpu;
#[cfg(not(any(target_arch = "wasm32", feature = "gpu-native")))]
#[path = "no_gpu.rs"]
mod gpu;
mod engine;
mod inputs;
mod self_check_network;
mod options;
mod plane;
mod resize;

pub use cpu::{Cpu, run_cpu};
pub use engine::{Engine, EngineName, EnginePreference, EngineReason, Report, TRUSTED_DIFFERENCE};
pub use inputs::{Inputs, Plan, inputs};
pub use network::Tap;
pub use options::{Interpolation, Options, Slices};
pub use weights::Weights;

/// Mean of the rows of all slices, in f64, in their order.
pub fn average(rows: &[Vec<f32>]) -> Vec<f64> {
    let mut sums = vec![0.0; rows.first().map_or(0, Vec::len)];
    for row in rows {
        for (sum, &value) in sums.iter_mut().zip(row) {
            *sum += f64::from(value);
        }
    }
    sums.into_iter().map(|sum| sum / rows.len() as f64).collect()
}

/// Names of `count` features: `cnn_0000`, …
pub fn names(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|number| format!("cnn_{number:04}"))
}
