"""Times and compares the network's engines side by side: ours and onnxruntime, natively and as WebAssembly.

    python -m venv /tmp/cnn && /tmp/cnn/bin/pip install numpy onnx onnxruntime
    npm --prefix benches/cnn install --no-save onnxruntime-web@1.30.0
    /tmp/cnn/bin/python benches/cnn/compare.py [IMAGES]

IMAGES is a file of f32 images, 224×224×3 each; without one, made-up images. One thread everywhere, one image at a
time, medians of `ROUNDS` rounds over all images; differences are the largest of all features of all taps.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tests" / "generators"))

import cnn_goldens
import cnn_network
import numpy as np
import onnxruntime

ROUNDS = 10
MADE_UP = 4


def built():
    """Our engine: the native binary and the folder of the WebAssembly module."""
    build = ["cargo", "build", "--quiet", "--release", "-p", "cnn-bench"]
    subprocess.run(build, cwd=ROOT, check=True)
    subprocess.run([*build, "--lib", "--target", "wasm32-unknown-unknown"], cwd=ROOT, check=True)
    package = ROOT / "target" / "cnn-bench"
    module = "target/wasm32-unknown-unknown/release/cnn_bench.wasm"
    subprocess.run(["cargo", "xtask", module, str(package)], cwd=ROOT, check=True)
    (package / "package.json").write_text('{"type": "module"}')
    return ROOT / "target" / "release" / "cnn-bench", package


def onnxruntime_native(images):
    running = cnn_network.session(threads=1)
    names = [output.name for output in running.get_outputs()]
    inputs = [np.ascontiguousarray(image.transpose(2, 0, 1)[None]) for image in images]
    rows = [np.concatenate([values[0] for values in running.run(names, {"x": x})]) for x in inputs]
    times = []
    for _ in range(ROUNDS):
        for x in inputs:
            start = time.perf_counter()
            running.run(names, {"x": x})
            times.append((time.perf_counter() - start) * 1e3)
    return {"median_ms": float(np.median(times))}, np.array(rows)


def measured(command, images, folder):
    features = folder / "features.f32"
    output = subprocess.run(
        [*command, str(folder / "images.f32"), str(features), str(ROUNDS)], cwd=HERE, check=True, capture_output=True
    ).stdout
    rows = np.frombuffer(features.read_bytes(), np.float32).reshape(len(images), -1)
    return json.loads(output.splitlines()[-1]), rows


def main():
    if len(sys.argv) > 1:
        images = np.fromfile(sys.argv[1], np.float32).reshape(-1, 224, 224, 3)
    else:
        images = np.stack([cnn_goldens.made_up_image(seed) for seed in range(MADE_UP)])
    binary, package = built()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        images.tofile(folder / "images.f32")
        (folder / "lite0.onnx").write_bytes(cnn_network.model().SerializeToString())
        reference, expected = onnxruntime_native(images)
        ours, native = measured([binary, ROOT / "models" / "efficientnet-lite0.bin"], images, folder)
        peer, peer_rows = measured(["node", "web.mjs", folder / "lite0.onnx"], images, folder)
        web, web_rows = measured(["node", "web.mjs", package], images, folder)
    print(f"{len(images)} images, {ROUNDS} rounds, one thread")
    print(f"{'engine':34}{'ms an image':>12}{'ratio':>8}{'max |difference|':>18}")
    table = [
        (f"onnxruntime {onnxruntime.__version__} native", reference, expected, reference),
        (f"ours native ({ours['vectors']})", ours, native, reference),
        ("onnxruntime-web wasm", peer, peer_rows, peer),
        ("ours wasm (simd128)", web, web_rows, peer),
    ]
    for label, times, rows, base in table:
        ratio = times["median_ms"] / base["median_ms"]
        print(f"{label:34}{times['median_ms']:12.2f}{ratio:8.2f}{np.abs(rows - expected).max():18.2e}")
    print(f"ours, native and wasm: {'the same bits' if (native == web_rows).all() else 'DIFFERENT'}")


if __name__ == "__main__":
    main()
