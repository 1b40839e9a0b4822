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
        let layout = layout(device);
        let pipelines = pipelines(device, &layout, kernels);
        let bind =
            |block: usize, parts: [&wgpu::Buffer; 3]| bind(device, &layout, (&layers, block), &stored, parts);
        let steps = network.steps.iter().enumerate().map(|(number, step)| {
            let from = step.from.map_or(&image, |at| &activations[at]);
            let adds = step.adds.map_or(&stored, |at| &activations[at]);
            bind(number, [from, adds, &activations[step.to]])
        });
        let means = network.steps.iter().enumerate().map(|(number, step)| {
            bind(network.steps.len() + number, [&activations[step.to], &stored, &features])
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
        let (pipeline, threads) = match step.layer.kind {
            Kind::Pointwise => (0, pixels.div_ceil(4) * channels),
            Kind::Depthwise => (1, pixels * channels),
            Kind::Stem => (2, pixels * channels),
        };
        jobs.push(Job { pipeline, binding: number, words: words(step, images, None), threads });
        if step.layer.tap.is_some_and(|tap| taps.iter().any(|(wanted, _)| *wanted == tap)) {
            let words = words(step, images, Some(features));
            let threads = images * channels;
            jobs.push(Job { pipeline: 3, binding: network.steps.len() + number, words, threads });
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

/// Uniform block, weights, input, added, output.
fn layout(device: &Device) -> wgpu::BindGroupLayout {
    use wgpu::BufferBindingType::{Storage, Uniform};
    let kinds =
        [Uniform, Storage { read_only: true }, Storage { read_only: true }, Storage { read_only: true }];
    let kinds = kinds.into_iter().chain([Storage { read_only: false }]);
    let entries: Vec<_> = kinds
        .zip(0..)
        .map(|(ty, binding)| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::COMPUTE,
            ty: wgpu::BindingType::Buffer { ty, has_dynamic_offset: false, min_binding_size: None },
            count: None,
        })
        .collect();
    let descriptor = wgpu::BindGroupLayoutDescriptor { label: None, entries: &entries };
    device.device.create_bind_group_layout(&descriptor)
}

/// Pointwise, depthwise, stem, mean.
fn pipelines(device: &Device, layout: &wgpu::BindGroupLayout, kernels: &str) -> [wgpu::ComputePipeline; 4] {
    let source = wgpu::ShaderSource::Wgsl(kernels.into());
    let module =
        device.device.create_shader_module(wgpu::ShaderModuleDescriptor { label: Some("kernels"), source });
    let layout = device.device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
        label: None,
        bind_group_layouts: &[Some(layout)],
        immediate_size: 0,
    });
    ["pointwise", "depthwise", "stem", "mean"].map(|entry| {
        device.device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label: Some(entry),
            layout: Some(&layout),
            module: &module,
            entry_point: Some(entry),
            compilation_options: Default::default(),
            cache: None,
        })
    })
}

/// `parts`: input, added, output.
fn bind(
    device: &Device,
    layout: &wgpu::BindGroupLayout,
    (layers, block): (&wgpu::Buffer, usize),
    weights: &wgpu::Buffer,
    parts: [&wgpu::Buffer; 3],
) -> wgpu::BindGroup {
    let uniform = wgpu::BufferBinding {
        buffer: layers,
        offset: (block * BLOCK) as u64,
        size: std::num::NonZeroU64::new((WORDS * 4) as u64),
    };
    let buffers = [weights, parts[0], parts[1], parts[2]].map(wgpu::Buffer::as_entire_binding);
    let resources = [wgpu::BindingResource::Buffer(uniform)].into_iter().chain(buffers);
    let entries: Vec<_> =
        resources.zip(0..).map(|(resource, binding)| wgpu::BindGroupEntry { binding, resource }).collect();
    device.device.create_bind_group(&wgpu::BindGroupDescriptor { label: None, layout, entries: &entries })
}

fn bytes(values: impl Iterator<Item = f32>) -> Vec<u8> {
    values.flat_map(f32::to_le_bytes).collect()
}
