//! The network's buffers and pipelines on a device, and one batch through them.

use super::device::Device;
use crate::cnn::network::{Kind, Network, Step, Tap};
use crate::cnn::weights::Weights;

/// Threads of a work-group, as the kernels declare.
const GROUP: usize = 64;
/// Most work-groups on one axis, guaranteed by WebGPU.
const MOST_GROUPS: usize = 65_535;
/// Distance of uniform blocks, the coarsest alignment WebGPU allows an adapter to ask for.
const BLOCK: usize = 256;
/// Words of a uniform block, `Layer` in the kernels.
const WORDS: usize = 16;
/// The kernels' entry points, each with the bindings it uses, of: uniform block, weights, input, added, output.
const ENTRIES: [(&str, &[u32]); 4] = [
    ("pointwise", &[0, 1, 2, 3, 4]),
    ("depthwise", &[0, 1, 2, 4]),
    ("stem", &[0, 1, 2, 4]),
    ("mean", &[0, 2, 4]),
];
/// Of the mean.
const MEAN: usize = 3;

/// Buffers and pipelines.
#[derive(Debug)]
pub struct Program {
    pipelines: [wgpu::ComputePipeline; 4],
    image: wgpu::Buffer,
    layers: wgpu::Buffer,
    features: wgpu::Buffer,
    staging: wgpu::Buffer,
    /// One for each step, then one for each step's mean.
    bindings: Vec<wgpu::BindGroup>,
}

/// One dispatch.
struct Job {
    pipeline: usize,
    binding: usize,
    words: [u32; WORDS],
    threads: usize,
}

impl Program {
    /// Loads the network for batches of `images`.
    pub fn new(device: &Device, weights: &Weights, kernels: &str, images: usize) -> Self {
        use wgpu::BufferUsages as Usage;
        let network = &weights.network;
        let buffer = |label, values: usize, usage| {
            let size = (values * 4).next_multiple_of(16) as u64;
            let descriptor =
                wgpu::BufferDescriptor { label: Some(label), size, usage, mapped_at_creation: false };
            device.device.create_buffer(&descriptor)
        };
        let stored = buffer("weights", weights.values.len(), Usage::STORAGE | Usage::COPY_DST);
        device.queue.write_buffer(&stored, 0, &bytes(weights.values.iter().copied()));
        let image =
            buffer("image", images * network.side * network.side * 3, Usage::STORAGE | Usage::COPY_DST);
        let blocks = 2 * network.steps.len() * BLOCK / 4;
        let layers = buffer("layers", blocks, Usage::UNIFORM | Usage::COPY_DST);
        let tapped = network.steps.iter().filter(|step| step.layer.tap.is_some());
        let values = images * tapped.map(|step| step.layer.output).sum::<usize>();
        let features = buffer("features", values, Usage::STORAGE | Usage::COPY_SRC);
        let staging = buffer("staging", values, Usage::MAP_READ | Usage::COPY_DST);
        let activations: Vec<_> =
            network.buffers.iter().map(|&size| buffer("activation", images * size, Usage::STORAGE)).collect();
        let pipelines = pipelines(device, kernels);
        let bind = |pipeline: usize, block, [from, adds, to]: [&wgpu::Buffer; 3]| {
            let layout = pipelines[pipeline].get_bind_group_layout(0);
            let entries = entries(pipeline, uniform(&layers, block), [&stored, from, adds, to]);
            let wanted = wgpu::BindGroupDescriptor { label: None, layout: &layout, entries: &entries };
            device.device.create_bind_group(&wanted)
        };
        let steps = network.steps.iter().enumerate().map(|(number, step)| {
            let from = step.from.map_or(&image, |at| &activations[at]);
            // A step that adds nothing has a flag for that; its binding needs some buffer all the same.
            let adds = step.adds.map_or(&stored, |at| &activations[at]);
            bind(entry(step), number, [from, adds, &activations[step.to]])
        });
        let means = network.steps.iter().enumerate().map(|(number, step)| {
            bind(MEAN, network.steps.len() + number, [&activations[step.to], &stored, &features])
        });
        let bindings = steps.chain(means).collect();
        Self { pipelines, image, layers, features, staging, bindings }
    }

    /// Where the features can be read.
    pub fn staging(&self) -> &wgpu::Buffer {
        &self.staging
    }

    /// Sends a batch through the network; the number of bytes of features that will lie in the staging buffer.
    pub fn submit(
        &self,
        device: &Device,
        network: &Network,
        images: &[Vec<f32>],
        taps: &[(Tap, usize)],
    ) -> u64 {
        let jobs = jobs(network, images.len(), taps);
        let mut blocks = vec![0; 2 * network.steps.len() * BLOCK];
        for job in &jobs {
            let block = &mut blocks[job.binding * BLOCK..];
            for (word, to) in job.words.iter().zip(block.chunks_exact_mut(4)) {
                to.copy_from_slice(&word.to_le_bytes());
            }
        }
        device.queue.write_buffer(&self.layers, 0, &blocks);
        device.queue.write_buffer(&self.image, 0, &bytes(images.iter().flatten().copied()));
        let size = 4 * (images.len() * taps.iter().map(|(_, channels)| channels).sum::<usize>()) as u64;
        let mut encoder = device.device.create_command_encoder(&Default::default());
        let mut pass = encoder.begin_compute_pass(&Default::default());
        for job in &jobs {
            let groups = job.threads.div_ceil(GROUP);
            let down = groups.div_ceil(MOST_GROUPS);
            pass.set_pipeline(&self.pipelines[job.pipeline]);
            pass.set_bind_group(0, &self.bindings[job.binding], &[]);
            pass.dispatch_workgroups(groups.div_ceil(down) as u32, down as u32, 1);
        }
        drop(pass);
        encoder.copy_buffer_to_buffer(&self.features, 0, &self.staging, 0, size);
        device.queue.submit([encoder.finish()]);
        size
    }
}

/// Number of a step's entry point.
fn entry(step: &Step) -> usize {
    match step.layer.kind {
        Kind::Pointwise => 0,
        Kind::Depthwise => 1,
        Kind::Stem => 2,
    }
}

/// The dispatches of a batch: every step up to the last tap asked for, each tap's mean after its step.
fn jobs(network: &Network, images: usize, taps: &[(Tap, usize)]) -> Vec<Job> {
    let mut jobs = Vec::new();
    let mut features = 0;
    let mut left = taps.len();
    for (number, step) in network.steps.iter().enumerate() {
        if left == 0 {
            break;
        }
        let channels = step.layer.output / 4;
        let pixels = images * step.pixels_out();
        let threads = channels
            * match step.layer.kind {
                Kind::Pointwise => pixels.div_ceil(4),
                Kind::Depthwise | Kind::Stem => pixels,
            };
        jobs.push(Job { pipeline: entry(step), binding: number, words: words(step, images, None), threads });
        if step.layer.tap.is_some_and(|tap| taps.iter().any(|(wanted, _)| *wanted == tap)) {
            let words = words(step, images, Some(features));
            let threads = images * channels;
            jobs.push(Job { pipeline: MEAN, binding: network.steps.len() + number, words, threads });
            features += threads;
            left -= 1;
        }
    }
    jobs
}

/// The uniform block of a step, or of the mean of its output that goes to `mean_at` (vec4s).
fn words(step: &Step, images: usize, mean_at: Option<usize>) -> [u32; WORDS] {
    let layer = &step.layer;
    let (side_in, channels) = match mean_at {
        Some(_) => (step.side_out, layer.output),
        None => (step.side_in, layer.input),
    };
    let fields = [
        side_in,
        step.side_out,
        channels / 4,
        layer.output / 4,
        layer.kernel,
        layer.stride,
        step.pad,
        step.kernel.start / 4,
        step.bias.start / 4,
        mean_at.unwrap_or(0),
        layer.relu6.into(),
        step.adds.is_some().into(),
        images,
    ];
    let mut words = [0; WORDS];
    for (word, field) in words.iter_mut().zip(fields) {
        *word = field as u32;
    }
    words
}

/// The kernels' entry points.
fn pipelines(device: &Device, kernels: &str) -> [wgpu::ComputePipeline; 4] {
    let source = wgpu::ShaderSource::Wgsl(kernels.into());
    let module =
        device.device.create_shader_module(wgpu::ShaderModuleDescriptor { label: Some("kernels"), source });
    ENTRIES.map(|(entry, _)| {
        device.device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label: Some(entry),
            // Its own, of what the entry point reads and writes.
            layout: None,
            module: &module,
            entry_point: Some(entry),
            compilation_options: Default::default(),
            cache: None,
        })
    })
}

/// One block of the uniforms.
fn uniform(layers: &wgpu::Buffer, block: usize) -> wgpu::BufferBinding<'_> {
    let size = std::num::NonZeroU64::new((WORDS * 4) as u64);
    wgpu::BufferBinding { buffer: layers, offset: (block * BLOCK) as u64, size }
}

/// Those of the uniform and the `buffers` that entry point number `pipeline` uses.
fn entries<'a>(
    pipeline: usize,
    uniform: wgpu::BufferBinding<'a>,
    buffers: [&'a wgpu::Buffer; 4],
) -> Vec<wgpu::BindGroupEntry<'a>> {
    let buffers = buffers.map(wgpu::Buffer::as_entire_binding);
    let resources = [wgpu::BindingResource::Buffer(uniform)].into_iter().chain(buffers);
    resources
        .zip(0..)
        .filter(|(_, binding)| ENTRIES[pipeline].1.contains(binding))
        .map(|(resource, binding)| wgpu::BindGroupEntry { binding, resource })
        .collect()
}

fn bytes(values: impl Iterator<Item = f32>) -> Vec<u8> {
    values.flat_map(f32::to_le_bytes).collect()
}
