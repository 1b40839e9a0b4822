"""The network of models/efficientnet-lite0.bin as an ONNX graph, for onnxruntime to run: the outside reference.

Reads the file by its documented layout, shares no code with the engines. Convolutions carry explicit pads
(TensorFlow SAME: the odd pixel goes after), since automatic padding is not the same in every runtime.
"""

import hashlib
import json
import struct
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

ROOT = Path(__file__).parents[2]
WEIGHTS = ROOT / "models" / "efficientnet-lite0.bin"


def weights(path=WEIGHTS):
    """Header and, per layer, weights [kh, kw, in, out] and biases, f32."""
    data = Path(path).read_bytes()
    body, sha256 = data[:-32], data[-32:]
    assert hashlib.sha256(body).digest() == sha256 and body[:8] == b"DISCNN01"
    (length,) = struct.unpack_from("<I", body, 8)
    header = json.loads(body[12 : 12 + length])
    offset, arrays = 12 + length, []
    for layer in header["layers"]:
        k, inputs, outputs = layer["kernel"], layer["input"], layer["output"]
        shape = (k, k, 1, outputs) if layer["kind"] == "depthwise" else (k, k, inputs, outputs)
        count = int(np.prod(shape))
        kernel = np.frombuffer(body, "<f2", count, offset).reshape(shape).astype(np.float32)
        offset += 2 * count
        arrays.append((kernel, np.frombuffer(body, "<f4", outputs, offset).copy()))
        offset += 4 * outputs
    assert offset == len(body)
    return header, arrays


def model(path=WEIGHTS, exact_means=False):
    """ONNX model: input `x` [n, 3, 224, 224], one output [n, channels] per tap, named as in the layer table.

    The taps are averaged in f32, or, for exact means, in f64: a runtime's own f32 sums over 12,544 pixels are the largest
    part of its error.
    """
    header, arrays = weights(path)
    nodes, constants, outputs, side = [], [], [], header["preprocessing"]["side"]
    constants += [numpy_helper.from_array(np.float32(0), "zero"), numpy_helper.from_array(np.float32(6), "six")]
    constants.append(numpy_helper.from_array(np.array([2, 3], np.int64), "pixels"))
    names = []
    for i, (layer, (kernel, bias)) in enumerate(zip(header["layers"], arrays)):
        k, s = layer["kernel"], layer["stride"]
        out = -(-side // s)
        pad = max((out - 1) * s + k - side, 0)
        before, side = pad // 2, out
        constants.append(numpy_helper.from_array(np.ascontiguousarray(kernel.transpose(3, 2, 0, 1)), f"w{i}"))
        constants.append(numpy_helper.from_array(bias, f"b{i}"))
        group = layer["output"] if layer["kind"] == "depthwise" else 1
        current = f"conv{i}"
        nodes.append(
            helper.make_node(
                "Conv", [names[-1] if names else "x", f"w{i}", f"b{i}"], [current], kernel_shape=[k, k],
                strides=[s, s], pads=[before, before, pad - before, pad - before], group=group,
            )
        )  # fmt: skip
        if layer["adds"] is not None:
            nodes.append(helper.make_node("Add", [current, names[layer["adds"]]], [f"sum{i}"]))
            current = f"sum{i}"
        if layer["relu6"]:
            nodes.append(helper.make_node("Clip", [current, "zero", "six"], [f"relu{i}"]))
            current = f"relu{i}"
        names.append(current)
        if layer["tap"]:
            kind = TensorProto.FLOAT
            if exact_means:
                kind = TensorProto.DOUBLE
                nodes.append(helper.make_node("Cast", [current], [f"double{i}"], to=kind))
                current = f"double{i}"
            nodes.append(helper.make_node("ReduceMean", [current, "pixels"], [layer["tap"]], keepdims=0))
            outputs.append(helper.make_tensor_value_info(layer["tap"], kind, ["n", layer["output"]]))
    side = header["preprocessing"]["side"]
    inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 3, side, side])]
    graph = helper.make_graph(nodes, "lite0", inputs, outputs, constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    onnx.checker.check_model(made)
    return made


def session(threads=1, exact_means=False):
    """onnxruntime on the CPU."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = threads
    return onnxruntime.InferenceSession(model(exact_means=exact_means).SerializeToString(), options, ["CPUExecutionProvider"])


def run(running, image):
    """Pooled features of one image [224, 224, 3], by tap."""
    names = [output.name for output in running.get_outputs()]
    x = np.ascontiguousarray(image.transpose(2, 0, 1)[None])
    return dict(zip(names, (values[0] for values in running.run(names, {"x": x}))))


def exact(image, path=WEIGHTS):
    """All taps of one image [224, 224, 3] in f64, in the network's order: what both engines' f32 only comes near to."""
    header, arrays = weights(path)
    outputs, taps, x = [], [], image.astype(np.float64)
    for layer, (kernel, bias) in zip(header["layers"], arrays):
        kernel, k, s = kernel.astype(np.float64), layer["kernel"], layer["stride"]
        out = -(-x.shape[0] // s)
        pad = max((out - 1) * s + k - x.shape[0], 0)
        padded = np.pad(x, ((pad // 2, pad - pad // 2), (pad // 2, pad - pad // 2), (0, 0)))
        y = np.zeros((out, out, layer["output"])) + bias
        for row, column in np.ndindex(k, k):
            seen = padded[row : row + (out - 1) * s + 1 : s, column : column + (out - 1) * s + 1 : s]
            tap = kernel[row, column]
            y += seen * tap[0] if layer["kind"] == "depthwise" else seen @ tap
        if layer["adds"] is not None:
            y = y + outputs[layer["adds"]]
        x = np.clip(y, 0, 6) if layer["relu6"] else y
        outputs.append(x)
        if layer["tap"]:
            taps.append(x.mean((0, 1)))
    return np.concatenate(taps)
