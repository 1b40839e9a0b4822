// The network's layers on the GPU. All activations are [image][pixel][channel], four channels to a vec4; a thread
// computes four channels of one pixel (pointwise: of four pixels). Sums run in the order of the CPU's.

struct Layer {
    side_in: u32,
    side_out: u32,
    input: u32,     // vec4s of a pixel read (the stem: none, it reads three numbers)
    output: u32,    // vec4s of a pixel written
    kernel: u32,    // side, pixels
    stride: u32,
    pad: u32,       // before the first pixel
    kernel_at: u32, // vec4s
    bias_at: u32,   // vec4s
    output_at: u32, // vec4s
    relu6: u32,
    adds: u32,
    images: u32,
}

@group(0) @binding(0) var<uniform> layer: Layer;
@group(0) @binding(1) var<storage, read> weights: array<vec4<f32>>;
@group(0) @binding(2) var<storage, read> input: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read> added: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> output: array<vec4<f32>>;

struct Thread {
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
}

// Its number: groups lie on two axes, since one holds at most 65,535.
fn number(thread: Thread) -> u32 {
    return (thread.group.y * thread.groups.x + thread.group.x) * 64u + thread.local;
}

// One output of a layer that looks at a window: its first pixel read, before padding.
struct Window {
    column: u32,
    pixel: u32,
    x: u32,
    y: u32,
    image: u32,
}

fn window(index: u32) -> Window {
    let pixel = index / layer.output;
    return Window(
        index % layer.output,
        pixel,
        pixel % layer.side_out * layer.stride,
        pixel / layer.side_out % layer.side_out * layer.stride,
        pixel / (layer.side_out * layer.side_out),
    );
}

fn cut(value: vec4<f32>) -> vec4<f32> {
    if (layer.relu6 != 0u) {
        return clamp(value, vec4<f32>(0.0), vec4<f32>(6.0));
    }
    return value;
}

fn finish(pixel: u32, column: u32, sum: vec4<f32>) {
    let at = pixel * layer.output + column;
    var value = sum + weights[layer.bias_at + column];
    if (layer.adds != 0u) {
        value += added[at];
    }
    output[at] = cut(value);
}

@compute @workgroup_size(64)
fn pointwise(thread: Thread) {
    let index = number(thread);
    let column = index % layer.output;
    let first = index / layer.output * 4u;
    let pixels = layer.images * layer.side_out * layer.side_out;
    if (first >= pixels) {
        return;
    }
    let last = pixels - 1u;
    var row = min(vec4<u32>(first) + vec4<u32>(0u, 1u, 2u, 3u), vec4<u32>(last)) * layer.input;
    var sum0 = vec4<f32>(0.0);
    var sum1 = vec4<f32>(0.0);
    var sum2 = vec4<f32>(0.0);
    var sum3 = vec4<f32>(0.0);
    var at = layer.kernel_at + column;
    for (var k = 0u; k < layer.input; k++) {
        let w0 = weights[at];
        let w1 = weights[at + layer.output];
        let w2 = weights[at + 2u * layer.output];
        let w3 = weights[at + 3u * layer.output];
        at += 4u * layer.output;
        let x0 = input[row.x];
        let x1 = input[row.y];
        let x2 = input[row.z];
        let x3 = input[row.w];
        row += vec4<u32>(1u);
        sum0 = sum0 + x0.x * w0 + x0.y * w1 + x0.z * w2 + x0.w * w3;
        sum1 = sum1 + x1.x * w0 + x1.y * w1 + x1.z * w2 + x1.w * w3;
        sum2 = sum2 + x2.x * w0 + x2.y * w1 + x2.z * w2 + x2.w * w3;
        sum3 = sum3 + x3.x * w0 + x3.y * w1 + x3.z * w2 + x3.w * w3;
    }
    finish(first, column, sum0);
    if (first + 1u < pixels) { finish(first + 1u, column, sum1); }
    if (first + 2u < pixels) { finish(first + 2u, column, sum2); }
    if (first + 3u < pixels) { finish(first + 3u, column, sum3); }
}

@compute @workgroup_size(64)
fn depthwise(thread: Thread) {
    let at = window(number(thread));
    if (at.image >= layer.images) {
        return;
    }
    var sum = weights[layer.bias_at + at.column];
    for (var row = 0u; row < layer.kernel; row++) {
        let v = at.y + row - layer.pad;
        if (v >= layer.side_in) { continue; }
        for (var tap = 0u; tap < layer.kernel; tap++) {
            let u = at.x + tap - layer.pad;
            if (u >= layer.side_in) { continue; }
            let seen = ((at.image * layer.side_in + v) * layer.side_in + u) * layer.input + at.column;
            sum += input[seen] * weights[layer.kernel_at + (row * layer.kernel + tap) * layer.output + at.column];
        }
    }
    output[at.pixel * layer.output + at.column] = cut(sum);
}

@compute @workgroup_size(64)
fn stem(thread: Thread) {
    let at = window(number(thread));
    if (at.image >= layer.images) {
        return;
    }
    var sum = weights[layer.bias_at + at.column];
    for (var row = 0u; row < layer.kernel; row++) {
        let v = at.y + row - layer.pad;
        if (v >= layer.side_in) { continue; }
        for (var tap = 0u; tap < layer.kernel; tap++) {
            let u = at.x + tap - layer.pad;
            if (u >= layer.side_in) { continue; }
            for (var c = 0u; c < 3u; c++) {
                let seen = ((at.image * layer.side_in + v) * layer.side_in + u) * 3u + c;
                let weight = ((row * layer.kernel + tap) * 3u + c) * layer.output + at.column;
                sum += input[seen / 4u][seen % 4u] * weights[layer.kernel_at + weight];
            }
        }
    }
    output[at.pixel * layer.output + at.column] = cut(sum);
}

// Mean over the pixels, row by row: sums of few numbers lose few digits.
@compute @workgroup_size(64)
fn mean(thread: Thread) {
    let index = number(thread);
    let column = index % layer.output;
    let image = index / layer.output;
    if (image >= layer.images) {
        return;
    }
    var sum = vec4<f32>(0.0);
    for (var y = 0u; y < layer.side_in; y++) {
        var row = vec4<f32>(0.0);
        for (var x = 0u; x < layer.side_in; x++) {
            row += input[((image * layer.side_in + y) * layer.side_in + x) * layer.input + column];
        }
        sum += row;
    }
    output[layer.output_at + index] = sum / f32(layer.side_in * layer.side_in);
}
