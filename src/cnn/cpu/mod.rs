//! The engine that always works: the network on the CPU, the same digits on every machine and in the page.

mod depthwise;
mod isa;
mod pointwise;
mod stem;

use super::network::{Kind, Layer, Step, Tap};
use super::weights::Weights;
use crate::error::Result;
use crate::monitor::Monitor;
use crate::words::Task;
use depthwise::Depthwise;
use isa::Isa;
use pointwise::{LANES, Pointwise, Scratch};
use stem::patches;

/// The network, its kernels laid out for the CPU, and the buffers of one image.
#[derive(Debug)]
pub struct Cpu<'a> {
    weights: &'a Weights,
    isa: Isa,
    /// Panels of the layers that are matrix products, in the order of the layers; empty for the depthwise ones.
    panels: Vec<Vec<[f32; LANES]>>,
    buffers: Vec<Vec<f32>>,
    /// What the stem sees for one row of its outputs.
    patches: Vec<f32>,
    /// Rows of input as depthwise layers read them.
    strips: Vec<f32>,
    scratch: Scratch,
}

impl<'a> Cpu<'a> {
    /// Prepares the network for this machine.
    pub fn new(weights: &'a Weights) -> Self {
        Self::on(weights, Isa::detect())
    }

    fn on(weights: &'a Weights, isa: Isa) -> Self {
        let pack = |(number, step): (usize, &Step)| match step.layer.kind {
            Kind::Stem | Kind::Pointwise => pointwise::pack(weights.kernel(number), step.layer.output),
            Kind::Depthwise => Vec::new(),
        };
        let panels = weights.network.steps.iter().enumerate().map(pack).collect();
        let buffers = weights.network.buffers.iter().map(|&values| vec![0.0; values]).collect();
        Self {
            weights,
            isa,
            panels,
            buffers,
            patches: Vec::new(),
            strips: Vec::new(),
            scratch: Scratch::default(),
        }
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

    /// Vectors the kernels use on this machine, in words.
    pub fn vectors(&self) -> &'static str {
        self.isa.name()
    }

    fn step(&mut self, number: usize, image: &[f32]) {
        let step = &self.weights.network.steps[number];
        let mut written = std::mem::take(&mut self.buffers[step.to]);
        let output = &mut written[..step.pixels_out() * step.layer.output];
        let values_in = step.side_in * step.side_in * step.layer.input;
        let input = &step.from.map_or(image, |buffer| &self.buffers[buffer])[..values_in];
        let (bias, panels, cut) = (self.weights.bias(number), &self.panels[number], Cut::after(&step.layer));
        let adds = step.adds.map(|buffer| &self.buffers[buffer][..output.len()]);
        match step.layer.kind {
            Kind::Pointwise => {
                let depth = step.layer.input;
                let job = Pointwise { input, depth, panels, bias, adds, cut, output };
                self.isa.pointwise(job, &mut self.scratch);
            }
            Kind::Depthwise => {
                let job = Depthwise { step, input, kernel: self.weights.kernel(number), bias, output };
                self.isa.depthwise(job, &mut self.strips);
            }
            Kind::Stem => {
                let depth = step.layer.kernel_len() / step.layer.output;
                for (y, output) in output.chunks_exact_mut(step.side_out * step.layer.output).enumerate() {
                    patches(step, input, y, &mut self.patches);
                    let input = &self.patches;
                    let job = Pointwise { input, depth, panels, bias, adds: None, cut, output };
                    self.isa.pointwise(job, &mut self.scratch);
                }
            }
        }
        self.buffers[step.to] = written;
    }
}

/// Features of several images, one row each; reported to `monitor` image by image.
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
        monitor.step(done, total, Task::DeepFeaturesCpu)?;
        rows.push(engine.run(&image, taps)?);
    }
    monitor.step(total, total, Task::DeepFeaturesCpu)?;
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

/// What a layer's sums are cut to: 0…6 by a ReLU6, nothing else otherwise. Without a branch in it, whole vectors are cut at a
/// time; with one, compilers take them apart.
#[derive(Debug, Clone, Copy)]
struct Cut {
    low: f32,
    high: f32,
}

impl Cut {
    fn after(layer: &Layer) -> Self {
        match layer.relu6 {
            true => Self { low: 0.0, high: 6.0 },
            false => Self { low: f32::NEG_INFINITY, high: f32::INFINITY },
        }
    }

    #[inline(always)]
    fn of(self, value: f32) -> f32 {
        let floor = if value > self.low { value } else { self.low };
        if floor < self.high { floor } else { self.high }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::monitor::Silent;
    use crate::numeric::random::Random;

    fn image(side: usize) -> Vec<f32> {
        let mut random = Random::new(3);
        (0..side * side * 3).map(|_| (random.uniform() * 2.0 - 1.0) as f32).collect()
    }

    /// The definition, one output at a time, in f64.
    fn by_definition(weights: &Weights, image: &[f32], tap: Tap) -> Vec<f64> {
        let mut outputs: Vec<Vec<f64>> = Vec::new();
        let image: Vec<f64> = image.iter().map(|&value| value.into()).collect();
        for (number, step) in weights.network.steps.iter().enumerate() {
            let input = outputs.last().unwrap_or(&image);
            let output = layer_by_definition(weights, number, input);
            let adds = [None, None, Some(0)].get(number).copied().flatten();
            let added = adds.map_or(vec![0.0; output.len()], |other: usize| outputs[other].clone());
            let summed = output.iter().zip(added).map(|(value, other)| value + other);
            let cut = |value: f64| if step.layer.relu6 { value.clamp(0.0, 6.0) } else { value };
            outputs.push(summed.map(cut).collect());
            if step.layer.tap == Some(tap) {
                let channels = step.layer.output;
                let mean = |c| outputs[number].iter().skip(c).step_by(channels).sum::<f64>();
                return (0..channels).map(|c| mean(c) / step.pixels_out() as f64).collect();
            }
        }
        panic!("no such tap");
    }

    fn layer_by_definition(weights: &Weights, number: usize, input: &[f64]) -> Vec<f64> {
        let Step { side_in, side_out, pad, ref layer, .. } = weights.network.steps[number];
        let (k, kernel) = (layer.kernel, weights.kernel(number));
        let mut output = Vec::new();
        for at in 0..side_out * side_out * layer.output {
            let (n, pixel) = (at % layer.output, at / layer.output);
            let mut sum = f64::from(weights.bias(number)[n]);
            for tap in 0..k * k {
                let x = (pixel % side_out * layer.stride + tap % k).wrapping_sub(pad);
                let y = (pixel / side_out * layer.stride + tap / k).wrapping_sub(pad);
                if x >= side_in || y >= side_in {
                    continue;
                }
                let pixel = &input[(y * side_in + x) * layer.input..][..layer.input];
                sum += match layer.kind {
                    Kind::Depthwise => pixel[n] * f64::from(kernel[tap * layer.output + n]),
                    _ => (0..layer.input)
                        .map(|c| pixel[c] * f64::from(kernel[(tap * layer.input + c) * layer.output + n]))
                        .sum(),
                };
            }
            output.push(sum);
        }
        output
    }

    #[test]
    fn kernels_follow_the_definition_and_the_vector_width_changes_no_digit() {
        for side in [1, 2, 5, 13, 16, 31] {
            let (weights, image) = (Weights::self_check(side), image(side));
            let taps = [Tap::Reduction1, Tap::Reduction2, Tap::Reduction3, Tap::Reduction4, Tap::Head];
            let found = Cpu::new(&weights).run(&image, &taps).unwrap();
            let narrow = Cpu::on(&weights, Isa::Baseline).run(&image, &taps).unwrap();
            let bits = |row: &[f32]| row.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&found), bits(&narrow));
            let expected = taps.map(|tap| by_definition(&weights, &image, tap)).concat();
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(expected) {
                assert!((f64::from(*found) - expected).abs() < 1e-5, "side {side}: {found}, {expected}");
            }
        }
    }

    #[test]
    fn one_engine_gives_the_same_for_each_image_and_can_be_stopped() {
        struct StopAt(usize);
        impl Monitor for StopAt {
            fn step(&self, done: usize, _total: usize, _next: Task) -> Result<()> {
                if done == self.0 { Err(crate::error::Error::cancelled()) } else { Ok(()) }
            }
        }
        let weights = Weights::self_check(13);
        let images = [image(13), vec![0.5; 13 * 13 * 3], image(13)];
        let rows = run_cpu(&weights, images.iter().cloned(), &[Tap::Head], &Silent).unwrap();
        assert!(rows[0] == rows[2] && rows[0] != rows[1]);
        let stopped = run_cpu(&weights, images.iter().cloned(), &[Tap::Head], &StopAt(1));
        assert_eq!(stopped.unwrap_err().kind, ErrorKind::Cancelled);
        let missing = run_cpu(&weights, images.iter().cloned(), &[Tap::Reduction5], &Silent).unwrap_err();
        assert_eq!(missing.kind, ErrorKind::Settings);
    }
}
