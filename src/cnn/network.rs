//! The one definition of the network: a table of layers, read from the weights file, that both engines walk.
//!
//! Symbols: an activation is `side × side × channels`, stored row by row, channels fastest. A layer is one of three
//! kinds, always with a bias, pointwise optionally with an earlier activation added, all optionally cut to 0…6 (ReLU6):
//!
//! * stem: dense k×k convolution of the three input channels;
//! * depthwise: k×k convolution of each channel by itself;
//! * pointwise: 1×1 convolution, a matrix product.
//!
//! Padding is TensorFlow's SAME: out = ⌈in / stride⌉, total = max((out − 1)·stride + k − in, 0), of which ⌊total / 2⌋
//! lies before the first pixel. It is asymmetric at stride 2, which is where other runtimes go wrong.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::words::RegionProblem;

/// Bounds that keep a forged table from asking for unbounded memory; the networks meant are well inside.
pub(super) const MOST_LAYERS: usize = 256;
const MOST_CHANNELS: usize = 4096;
const MOST_SIDE: usize = 512;
const MOST_ACTIVATION: usize = 1 << 24;

/// What a layer computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Dense k×k convolution of three channels.
    Stem,
    /// k×k convolution, every channel by itself.
    Depthwise,
    /// 1×1 convolution.
    Pointwise,
}

/// An activation whose mean over all pixels can be had as features; shallow ones see texture, deep ones objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Tap {
    /// Last block at half the input's resolution (16 channels at 112×112).
    #[serde(rename = "reduction_1")]
    Reduction1,
    /// Last block at a quarter (24 channels at 56×56).
    #[serde(rename = "reduction_2")]
    Reduction2,
    /// Last block at an eighth (40 channels at 28×28).
    #[serde(rename = "reduction_3")]
    Reduction3,
    /// Last block at a sixteenth (112 channels at 14×14).
    #[serde(rename = "reduction_4")]
    Reduction4,
    /// Last block (320 channels at 7×7).
    #[serde(rename = "reduction_5")]
    Reduction5,
    /// The layer before the classifier (1,280 channels at 7×7): what papers call the deep features.
    #[serde(rename = "head")]
    Head,
}

/// One row of the table, as the weights file has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// What it computes.
    pub kind: Kind,
    /// Side of the convolution kernel, pixels.
    pub kernel: usize,
    /// Step from one output pixel to the next, input pixels.
    pub stride: usize,
    /// Channels in.
    pub input: usize,
    /// Channels out.
    pub output: usize,
    /// Cut to 0…6 at the end.
    pub relu6: bool,
    /// Number of the layer whose output is added before the cut; pointwise layers only.
    pub adds: Option<usize>,
    /// Name under which the mean of the output can be asked for.
    pub tap: Option<Tap>,
}

/// A layer with all that an engine needs to run it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The table's row.
    pub layer: Layer,
    /// Side of the activation read, pixels.
    pub side_in: usize,
    /// Side of the activation written, pixels.
    pub side_out: usize,
    /// Padding before the first pixel, in both directions.
    pub pad: usize,
    /// Where its kernel lies in the weights: (height, width, in, out), depthwise (height, width, channel).
    pub kernel: Range<usize>,
    /// Where its biases lie in the weights.
    pub bias: Range<usize>,
    /// Buffer read; `None` is the input image.
    pub from: Option<usize>,
    /// Buffer added.
    pub adds: Option<usize>,
    /// Buffer written; never one that is read.
    pub to: usize,
}

/// A checked table with a plan of buffers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// Side of the input image, pixels; three channels.
    pub side: usize,
    /// The layers in the order they run.
    pub steps: Vec<Step>,
    /// Values each buffer must hold for one image.
    pub buffers: Vec<usize>,
}

impl Layer {
    /// Number of kernel weights.
    pub fn kernel_len(&self) -> usize {
        let pairs = if self.kind == Kind::Depthwise { self.output } else { self.input * self.output };
        self.kernel * self.kernel * pairs
    }

    fn legal(&self, first: bool) -> bool {
        let sizes = self.output.is_multiple_of(8) && (8..=MOST_CHANNELS).contains(&self.output);
        let kind = match self.kind {
            Kind::Stem => first && self.kernel == 3 && self.input == 3 && matches!(self.stride, 1 | 2),
            Kind::Depthwise => {
                !first
                    && matches!(self.kernel, 3 | 5)
                    && self.input == self.output
                    && matches!(self.stride, 1 | 2)
            }
            Kind::Pointwise => !first && self.kernel == 1 && self.stride == 1,
        };
        let adds = self.adds.is_none() || self.kind == Kind::Pointwise;
        sizes && kind && adds
    }
}

impl Step {
    /// Pixels of the activation written.
    pub fn pixels_out(&self) -> usize {
        self.side_out * self.side_out
    }
}

impl Network {
    /// Checks a table for an input of `side` pixels and plans its buffers.
    ///
    /// # Errors
    /// A row that is no layer of the three kinds, does not continue the one before, or adds what does not fit.
    pub fn new(side: usize, layers: Vec<Layer>) -> Result<Self> {
        if layers.is_empty() || layers.len() > MOST_LAYERS || !(1..=MOST_SIDE).contains(&side) {
            return Err(bad_table(
                0,
                "1 to 256 layers on 1 to 512 pixels",
                format!("{} on {side}", layers.len()),
            ));
        }
        let mut network = Self { side, steps: Vec::with_capacity(layers.len()), buffers: Vec::new() };
        let mut offset = 0;
        for (number, layer) in layers.into_iter().enumerate() {
            let step = network.step(number, layer, offset)?;
            offset = step.bias.end;
            network.steps.push(step);
        }
        network.plan_buffers();
        Ok(network)
    }

    /// Channels of a tap, and the number of its layer; `None` when the network has no such tap.
    pub fn tap(&self, tap: Tap) -> Option<(usize, usize)> {
        let layer = self.steps.iter().position(|step| step.layer.tap == Some(tap))?;
        Some((self.steps[layer].layer.output, layer))
    }

    /// As [`Network::tap`].
    ///
    /// # Errors
    /// The network has no such tap.
    pub fn tap_or_error(&self, tap: Tap) -> Result<(usize, usize)> {
        let taps = self.steps.iter().filter_map(|step| step.layer.tap);
        let known = taps.map(|tap| format!("{tap:?}")).collect();
        self.tap(tap).ok_or_else(|| RegionProblem::NoTap { tap: format!("{tap:?}"), known }.into())
    }

    /// Number of weights and biases of all layers.
    pub fn values(&self) -> usize {
        self.steps.last().map_or(0, |step| step.bias.end)
    }

    /// Row `number` with its geometry; buffers come later.
    fn step(&self, number: usize, layer: Layer, offset: usize) -> Result<Step> {
        let (side_in, channels) = self.steps.last().map_or((self.side, 3), |s| (s.side_out, s.layer.output));
        if !layer.legal(number == 0) || layer.input != channels {
            return Err(bad_table(number, &format!("a known kind of layer on {channels} channels"), layer));
        }
        let side_out = side_in.div_ceil(layer.stride);
        let total = ((side_out - 1) * layer.stride + layer.kernel).saturating_sub(side_in);
        if side_out * side_out * layer.output > MOST_ACTIVATION {
            return Err(bad_table(number, "an activation of at most 2^24 values", layer));
        }
        let fits = |other: &Step| (other.side_out, other.layer.output) == (side_out, layer.output);
        if layer.adds.is_some_and(|other| !self.steps.get(other).is_some_and(fits)) {
            return Err(bad_table(number, "to add an earlier output of the same size", layer));
        }
        if layer.tap.is_some_and(|tap| self.tap(tap).is_some()) {
            return Err(bad_table(number, "each tap once", layer));
        }
        let bias = offset + layer.kernel_len();
        let (kernel, bias) = (offset..bias, bias..bias + layer.output);
        let from = number.checked_sub(1);
        let adds = layer.adds;
        Ok(Step { layer, side_in, side_out, pad: total / 2, kernel, bias, from, adds, to: number })
    }

    /// Gives every output a buffer that no output still needed lies in; steps so far name layers, then buffers.
    fn plan_buffers(&mut self) {
        let count = self.steps.len();
        let mut last_read: Vec<usize> = (0..count).map(|number| (number + 1).min(count)).collect();
        for (number, step) in self.steps.iter().enumerate() {
            if let Some(other) = step.adds {
                last_read[other] = last_read[other].max(number);
            }
        }
        let mut holds: Vec<usize> = Vec::new();
        let mut buffer_of = Vec::with_capacity(count);
        for (number, step) in self.steps.iter_mut().enumerate() {
            let free = holds.iter().position(|&layer| last_read[layer] < number);
            let buffer = free.unwrap_or(holds.len());
            if free.is_none() {
                holds.push(number);
                self.buffers.push(0);
            }
            holds[buffer] = number;
            buffer_of.push(buffer);
            self.buffers[buffer] = self.buffers[buffer].max(step.pixels_out() * step.layer.output);
            step.to = buffer;
            step.from = step.from.map(|layer| buffer_of[layer]);
            step.adds = step.adds.map(|layer| buffer_of[layer]);
        }
    }
}

fn bad_table(layer: usize, expected: &str, found: impl std::fmt::Debug) -> Error {
    let (expected, found) = (expected.to_owned(), format!("{found:?}"));
    RegionProblem::NetworkLayer { layer, expected, found }.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(kind: Kind, kernel: usize, stride: usize, channels: (usize, usize)) -> Layer {
        let (input, output) = channels;
        Layer { kind, kernel, stride, input, output, relu6: true, adds: None, tap: None }
    }

    #[test]
    fn same_padding_is_asymmetric_at_stride_two() {
        let layers = vec![
            layer(Kind::Stem, 3, 2, (3, 8)),
            layer(Kind::Depthwise, 5, 2, (8, 8)),
            layer(Kind::Depthwise, 3, 1, (8, 8)),
        ];
        let network = Network::new(224, layers).unwrap();
        let shape: Vec<_> = network.steps.iter().map(|s| (s.side_in, s.side_out, s.pad)).collect();
        assert_eq!(shape, [(224, 112, 0), (112, 56, 1), (56, 56, 1)]);
    }

    #[test]
    fn no_step_writes_what_is_still_read() {
        let mut layers = vec![layer(Kind::Stem, 3, 2, (3, 8))];
        for number in 0..6 {
            let mut next = layer(Kind::Pointwise, 1, 1, (8, 8));
            next.adds = (number % 3 == 2).then(|| number - 2);
            layers.push(next);
        }
        let network = Network::new(16, layers.clone()).unwrap();
        assert!(network.buffers.len() <= 3);
        // Each buffer's content, followed through: every read must meet the layer that the table names.
        let mut content = vec![usize::MAX; network.buffers.len()];
        for (number, (step, layer)) in network.steps.iter().zip(&layers).enumerate() {
            assert_eq!(step.from.map(|buffer| content[buffer]), number.checked_sub(1));
            assert_eq!(step.adds.map(|buffer| content[buffer]), layer.adds);
            assert!(Some(step.to) != step.from && (step.adds.is_none() || step.adds != Some(step.to)));
            content[step.to] = number;
        }
    }

    #[test]
    fn tables_that_do_not_fit_are_refused() {
        let stem = layer(Kind::Stem, 3, 2, (3, 8));
        let later = Layer { adds: Some(1), ..layer(Kind::Pointwise, 1, 1, (8, 8)) };
        let broken = layer(Kind::Pointwise, 1, 1, (16, 8));
        let huge = layer(Kind::Pointwise, 1, 1, (8, 4096));
        let odd = layer(Kind::Pointwise, 1, 1, (8, 12));
        let added = Layer { adds: Some(0), ..layer(Kind::Depthwise, 3, 1, (8, 8)) };
        for second in [later, broken, odd, added, stem.clone()] {
            assert!(Network::new(16, vec![stem.clone(), second]).is_err());
        }
        assert!(Network::new(512, vec![stem, huge]).is_err());
        assert!(Network::new(16, Vec::new()).is_err());
    }
}
