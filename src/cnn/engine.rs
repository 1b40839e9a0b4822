//! Which engine runs, and whether its numbers can be trusted on this machine.

use serde::{Deserialize, Serialize};

use super::cpu::Cpu;
use super::gpu::{Adapter, Gpu, Unavailable};
use super::network::Tap;
use super::weights::Weights;
use crate::error::{Coded, Result};
use crate::monitor::Monitor;
use crate::words::Task;

/// Largest difference of any feature between the engines that the self-check lets pass.
///
/// Right kernels differ by about 1e-5 (other orders of rounding), a wrong one by far more than this.
pub const TRUSTED_DIFFERENCE: f64 = 1e-3;

/// Side of the images of the self-check network, pixels: odd, so that rows have ragged ends and padding is on both sides.
const FORESEEN_SIDE: usize = 29;

/// What the user wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum EnginePreference {
    /// The GPU where it is real and right, else the CPU.
    #[default]
    Automatic,
    /// The CPU.
    Cpu,
    /// The GPU even where it is an emulation; still only when its numbers are right.
    Gpu,
}

/// Which engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum EngineName {
    Cpu,
    WebGpu,
}

/// Why this engine, in a word that pages may put into their language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum EngineReason {
    /// The user chose it.
    Chosen,
    /// There is no GPU that can be used.
    Unavailable,
    /// The GPU is an emulation.
    Emulated,
    /// The GPU's features are those of the CPU.
    Agrees,
    /// They are not.
    Differs,
    /// The GPU stopped on the way.
    Lost,
}

/// Which engine runs and why: shown to the user, kept in the provenance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "EngineReport"))]
pub struct Report {
    /// The engine.
    pub engine: EngineName,
    /// The GPU's adapter, where one was opened.
    pub adapter: Option<String>,
    /// Why this engine.
    pub why: EngineReason,
    /// What was in the way of the GPU, where something was.
    pub problem: Option<Coded>,
    /// Largest difference of the self-check, where it was made.
    pub difference: Option<f64>,
}

/// The CPU engine, and the GPU's where it is to be used.
#[derive(Debug)]
pub struct Engine<'a> {
    weights: &'a Weights,
    cpu: Cpu<'a>,
    gpu: Option<Gpu>,
    report: Report,
}

impl<'a> Engine<'a> {
    /// Opens the preferred engine and checks it; the CPU where the GPU cannot be used or is wrong.
    pub async fn open(weights: &'a Weights, wish: EnginePreference) -> Self {
        if wish == EnginePreference::Cpu {
            return Self::on_cpu(weights, EngineReason::Chosen);
        }
        let adapter = match Adapter::find().await {
            Ok(adapter) => adapter,
            Err(unavailable) => return Self::without_gpu(weights, &unavailable),
        };
        let mut engine = if adapter.is_software() && wish != EnginePreference::Gpu {
            Self::on_cpu(weights, EngineReason::Emulated)
        } else {
            match Gpu::open(&adapter, weights).await {
                Ok(gpu) => Self::with_gpu(weights, gpu).await,
                Err(unavailable) => Self::without_gpu(weights, &unavailable),
            }
        };
        engine.report.adapter = Some(adapter.name().to_owned());
        engine
    }

    /// Which engine would run and why, found with a small self-check network, which needs no file of weights.
    pub async fn foresee(wish: EnginePreference) -> Report {
        let weights = Weights::self_check(FORESEEN_SIDE);
        Engine::open(&weights, wish).await.report
    }

    /// The CPU, with the reason.
    fn on_cpu(weights: &'a Weights, why: EngineReason) -> Self {
        let report = Report { engine: EngineName::Cpu, adapter: None, why, problem: None, difference: None };
        Self { weights, cpu: Cpu::new(weights), gpu: None, report }
    }

    /// The CPU, since the GPU cannot be used.
    fn without_gpu(weights: &'a Weights, Unavailable(problem): &Unavailable) -> Self {
        let mut engine = Self::on_cpu(weights, EngineReason::Unavailable);
        engine.report.problem = Some(problem.coded());
        engine
    }

    /// A GPU that is used if it agrees with the CPU on a fixed image.
    pub async fn with_gpu(weights: &'a Weights, gpu: Gpu) -> Self {
        let mut engine = Self::on_cpu(weights, EngineReason::Unavailable);
        let taps: Vec<Tap> = weights.network.steps.iter().filter_map(|step| step.layer.tap).collect();
        let image = vec![checked_image(weights.network.side)];
        let expected = engine.cpu.run(&image[0], &taps).unwrap_or_default();
        match gpu.run(&image, &taps).await {
            Err(Unavailable(problem)) => engine.report.problem = Some(problem.coded()),
            Ok(found) => {
                let difference = largest_difference(&found[0], &expected);
                engine.report.difference = Some(difference);
                if difference <= TRUSTED_DIFFERENCE {
                    engine.report.engine = EngineName::WebGpu;
                    engine.report.why = EngineReason::Agrees;
                    engine.gpu = Some(gpu);
                } else {
                    engine.report.why = EngineReason::Differs;
                }
            }
        }
        engine
    }

    /// The network it runs.
    pub fn weights(&self) -> &'a Weights {
        self.weights
    }

    /// Which engine runs and why; changes when the GPU is lost.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Gives the GPU up, as a crash of its driver would: what comes next runs on the CPU.
    #[cfg(feature = "gpu-native")]
    pub fn close_gpu(&self) {
        if let Some(gpu) = &self.gpu {
            gpu.close();
        }
    }

    /// Features of several images, one row each; what a lost GPU leaves undone, the CPU does.
    ///
    /// # Errors
    /// The network has no such tap; cancelled.
    pub async fn run(
        &mut self,
        mut images: impl ExactSizeIterator<Item = Vec<f32>>,
        taps: &[Tap],
        monitor: &dyn Monitor,
    ) -> Result<Vec<Vec<f32>>> {
        for &tap in taps {
            self.weights.network.tap_or_error(tap)?;
        }
        let total = images.len();
        let mut rows = Vec::with_capacity(total);
        while rows.len() < total {
            let (batch, next) = match &self.gpu {
                Some(gpu) => (gpu.batch(), Task::DeepFeaturesGpu),
                None => (1, Task::DeepFeaturesCpu),
            };
            monitor.step(rows.len(), total, next)?;
            let chunk: Vec<_> = images.by_ref().take(batch).collect();
            rows.extend(self.batch(&chunk, taps).await?);
        }
        monitor.step(total, total, Task::DeepFeatures)?;
        Ok(rows)
    }

    async fn batch(&mut self, images: &[Vec<f32>], taps: &[Tap]) -> Result<Vec<Vec<f32>>> {
        if let Some(gpu) = &self.gpu {
            match gpu.run(images, taps).await {
                Ok(rows) => return Ok(rows),
                Err(Unavailable(problem)) => {
                    self.gpu = None;
                    self.report.engine = EngineName::Cpu;
                    self.report.why = EngineReason::Lost;
                    self.report.problem = Some(problem.coded());
                }
            }
        }
        images.iter().map(|image| self.cpu.run(image, taps)).collect()
    }
}

/// A fixed image in the network's range with edges, slopes and three different colours.
fn checked_image(side: usize) -> Vec<f32> {
    let value = |at: usize| {
        let (colour, x, y) = (at % 3, at / 3 % side, at / 3 / side);
        let stripes = (x * (colour + 1) / 8 + y / 12) % 5;
        (stripes as f32 + (x * y % 31) as f32 / 31.0) / 3.0 - 1.0
    };
    (0..side * side * 3).map(value).collect()
}

/// Of numbers that must be as many; a missing one is infinitely wrong.
fn largest_difference(found: &[f32], expected: &[f32]) -> f64 {
    if found.len() != expected.len() || expected.is_empty() {
        return f64::INFINITY;
    }
    let pairs = found.iter().zip(expected);
    pairs.map(|(a, b)| (f64::from(*a) - f64::from(*b)).abs()).fold(0.0, f64::max)
}
