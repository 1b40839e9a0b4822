//! The engine that always works: the network on the CPU, the same digits on every machine and in the page.

mod isa;
mod pointwise;
mod spatial;

use super::network::{Kind, Step, Tap};
use super::weights::Weights;
use crate::error::Result;
use crate::monitor::Monitor;
use isa::Isa;
use pointwise::{LANES, Pointwise};
use spatial::Spatial;

/// The network, its kernels laid out for the CPU, and the buffers of one image.
#[derive(Debug)]
pub struct Cpu<'a> {
    weights: &'a Weights,
    isa: Isa,
    /// Panels of pointwise layers, in the order of the layers; empty for the others.
    panels: Vec<Vec<[f32; LANES]>>,
    buffers: Vec<Vec<f32>>,
}

impl<'a> Cpu<'a> {
    /// Prepares the network for this machine.
    pub fn new(weights: &'a Weights) -> Self {
        Self::on(weights, Isa::detect())
    }

    fn on(weights: &'a Weights, isa: Isa) -> Self {
        let pack = |(number, step): (usize, &Step)| match step.layer.kind {
            Kind::Pointwise => pointwise::pack(weights.kernel(number), step.layer.output),
            Kind::Stem | Kind::Depthwise => Vec::new(),
        };
        let panels = weights.network.steps.iter().enumerate().map(pack).collect();
        let buffers = weights.network.buffers.iter().map(|&values| vec![0.0; values]).collect();
        Self { weights, isa, panels, buffers }
    }

    /// Features of one image of `side²` pixels × 3 channels: the means of the taps asked for, in the network's order.
    ///
    /// # Errors
    /// The network has no such tap.
    pub fn run(&mut self, image: &[f32], taps: &[Tap]) -> Result<Vec<f32>> {
        let mut last = 0;
        for &tap in taps {
            last = last.max(self.weights.network.tap_or_error(tap)?.1);
        }
        let mut features = Vec::new();
        for number in 0..=last {
            self.step(number, image);
            let step = &self.weights.network.steps[number];
            if step.layer.tap.is_some_and(|tap| taps.contains(&tap)) {
                let activation = &self.buffers[step.to][..step.pixels_out() * step.layer.output];
                features.extend(means(activation, step.layer.output));
            }
        }
        Ok(features)
    }

    fn step(&mut self, number: usize, image: &[f32]) {
        let step = &self.weights.network.steps[number];
        let mut written = std::mem::take(&mut self.buffers[step.to]);
        let output = &mut written[..step.pixels_out() * step.layer.output];
        let values_in = step.side_in * step.side_in * step.layer.input;
        let input = &step.from.map_or(image, |buffer| &self.buffers[buffer])[..values_in];
        let bias = self.weights.bias(number);
        if step.layer.kind == Kind::Pointwise {
            let panels = &self.panels[number];
            let adds = step.adds.map(|buffer| &self.buffers[buffer][..output.len()]);
            let (depth, relu6) = (step.layer.input, step.layer.relu6);
            self.isa.pointwise(Pointwise { input, depth, panels, bias, adds, relu6, output });
        } else {
            let job = Spatial { step, input, kernel: self.weights.kernel(number), bias, output };
            if step.layer.kind == Kind::Stem { self.isa.stem(job) } else { self.isa.depthwise(job) }
        }
        self.buffers[step.to] = written;
    }
}

/// Features of several images, one row each; told to `monitor` image by image.
///
/// # Errors
/// The network has no such tap; cancelled.
pub fn run_cpu(
    weights: &Weights,
    images: impl ExactSizeIterator<Item = Vec<f32>>,
    taps: &[Tap],
    monitor: &dyn Monitor,
) -> Result<Vec<Vec<f32>>> {
    let mut engine = Cpu::new(weights);
    let total = images.len();
    let mut rows = Vec::with_capacity(total);
    for (done, image) in images.enumerate() {
        monitor.step(done, total, "deep features on the CPU")?;
        rows.push(engine.run(&image, taps)?);
    }
    monitor.step(total, total, "deep features on the CPU")?;
    Ok(rows)
}

/// Mean of each channel over all pixels, summed in f64 in the order of the pixels.
fn means(activation: &[f32], channels: usize) -> Vec<f32> {
    let mut sums = vec![0.0_f64; channels];
    for pixel in activation.chunks_exact(channels) {
        for (sum, &value) in sums.iter_mut().zip(pixel) {
            *sum += f64::from(value);
        }
    }
    let pixels = (activation.len() / channels) as f64;
    sums.into_iter().map(|sum| (sum / pixels) as f32).collect()
}

/// ReLU6: to 0…6.
#[inline(always)]
fn cut(value: f32) -> f32 {
    let floor = if value > 0.0 { value } else { 0.0 };
    if floor < 6.0 { floor } else { 6.0 }
}
