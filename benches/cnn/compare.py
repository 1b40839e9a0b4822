"""Times and compares the network's engines side by side: ours and onnxruntime, natively and as WebAssembly.

    python -m venv /tmp/cnn && /tmp/cnn/bin/pip install numpy onnx onnxruntime
    npm --prefix benches/cnn install --no-save onnxruntime-web@1.30.0
    /tmp/cnn/bin/python benches/cnn/compare.py [CASES]

CASES is a folder of real cases; of their lesions' slices, `CROPS` are taken evenly. Without one, made-up images. One
thread everywhere, one image at a time, medians (and, to show how quiet the machine was, the least) of `ROUNDS` rounds
over all images; differences are the largest of the features of the head and of all taps from onnxruntime's activations,
averaged in f64; for each tap also from a float64 pass through the same network, the truth. Our WebAssembly is optimised
as the page's is: `npm ci` first.
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
sys.path.insert(0, str(ROOT / "benches"))

import cnn_goldens
import cnn_network
import numpy as np
import onnxruntime
from cargo import target_folder

ROUNDS = 10
MADE_UP = 4
CROPS = 20
WEIGHTS = ROOT / "models" / "efficientnet-lite0.bin"
# Image, mask and label below the folder of cases.
LESIONS = [
    *((f"brain_met/{name}.nii.gz", "brain_met/mask.nii.gz", 1) for name in ("t1", "t2", "flair", "t1ce")),
    *((f"brain_native/{name}.nii.gz", "brain_native/mask.nii.gz", 1) for name in ("t1", "t2", "flair", "t1ce")),
    ("spine/sagittal_t2.nii.gz", "spine/sagittal_t2_mask.nii.gz", 6),
    ("spine/lumbar_t2.nii.gz", "spine/lumbar_t2_mask_labels.nii.gz", 3),
    ("spine/cervical_t2.nii.gz", "spine/cervical_t2_mask.nii.gz", 1),
    *((f"sarcoma/sts_{n}.nii.gz", f"sarcoma/sts_{n}_mask.nii.gz", 1) for n in ("002", "015", "019", "024", "042", "047")),
]


def built():
    """Our engine: the native binary and the folder of the WebAssembly module."""
    build = ["cargo", "build", "--quiet", "--release", "-p", "cnn-bench"]
    subprocess.run(build, cwd=ROOT, check=True)
    subprocess.run([*build, "--lib", "--target", "wasm32-unknown-unknown"], cwd=ROOT, check=True)
    package = target_folder() / "cnn-bench"
    module = target_folder() / "wasm32-unknown-unknown" / "release" / "cnn_bench.wasm"
    subprocess.run(["cargo", "xtask", str(module), str(package)], cwd=ROOT, check=True)
    module = str(package / "discern_bg.wasm")
    optimise = ROOT / "node_modules" / "binaryen" / "bin" / "wasm-opt"
    subprocess.run(["node", optimise, "-O3", "--low-memory-unused", module, "-o", module], check=True)
    (package / "package.json").write_text('{"type": "module"}')
    return target_folder() / "release" / "cnn-bench", package


def crops(binary, cases):
    """`CROPS` slices of the lesions, as many of each as can be."""
    lesions = []
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "crops.f32"
        for image, mask, label in LESIONS:
            command = [binary, "crop", WEIGHTS, cases / image, cases / mask, str(label), out]
            told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
            print(f"{image}: {told['slices']} slices, inputs made in {told['ms']:.0f} ms")
            lesions.append(np.fromfile(out, np.float32).reshape(-1, 224, 224, 3))
    chosen = []
    for turn in range(CROPS):
        lesion = lesions[turn % len(lesions)]
        chosen.append(lesion[(turn // len(lesions) + 1) * len(lesion) // 3])
    return np.stack(chosen)


def rows_of(running, inputs):
    names = [output.name for output in running.get_outputs()]
    return np.array([np.concatenate([values[0] for values in running.run(names, {"x": x})]) for x in inputs])


def onnxruntime_native(images):
    """Times and features, and the features with exact means."""
    running = cnn_network.session(threads=1)
    names = [output.name for output in running.get_outputs()]
    inputs = [np.ascontiguousarray(image.transpose(2, 0, 1)[None]) for image in images]
    rows = rows_of(running, inputs)
    exact = rows_of(cnn_network.session(threads=1, exact_means=True), inputs)
    times = []
    for _ in range(ROUNDS):
        for x in inputs:
            start = time.perf_counter()
            running.run(names, {"x": x})
            times.append((time.perf_counter() - start) * 1e3)
    return {"median_ms": float(np.median(times)), "least_ms": min(times)}, rows, exact


def measured(command, images, folder):
    features = folder / "features.f32"
    output = subprocess.run(
        [*command, str(folder / "images.f32"), str(features), str(ROUNDS)], cwd=HERE, check=True, capture_output=True
    ).stdout
    rows = np.frombuffer(features.read_bytes(), np.float32).reshape(len(images), -1)
    return json.loads(output.splitlines()[-1]), rows


def main():
    binary, package = built()
    if len(sys.argv) > 1:
        images = crops(binary, Path(sys.argv[1]))
    else:
        images = np.stack([cnn_goldens.made_up_image(seed) for seed in range(MADE_UP)])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        images.tofile(folder / "images.f32")
        (folder / "lite0.onnx").write_bytes(cnn_network.model().SerializeToString())
        reference, peer_native, expected = onnxruntime_native(images)
        ours, native = measured([binary, "time", WEIGHTS], images, folder)
        peer, peer_rows = measured(["node", "web.mjs", folder / "lite0.onnx"], images, folder)
        web, web_rows = measured(["node", "web.mjs", package], images, folder)
    print(f"{len(images)} images, {ROUNDS} rounds, one thread")
    print(f"{'engine':28}{'ms':>8}{'least':>8}{'ratio':>7}{'of least':>9}{'head':>9}{'all taps':>10}")
    table = [
        (f"onnxruntime {onnxruntime.__version__} native", reference, peer_native, reference),
        (f"ours native ({ours['vectors']})", ours, native, reference),
        ("onnxruntime-web wasm", peer, peer_rows, peer),
        ("ours wasm (simd128)", web, web_rows, peer),
    ]
    for label, times, rows, base in table:
        ratio, of_least = (times[kind] / base[kind] for kind in ("median_ms", "least_ms"))
        off = np.abs(rows - expected)
        print(
            f"{label:28}{times['median_ms']:8.2f}{times['least_ms']:8.2f}{ratio:7.2f}{of_least:9.2f}"
            f"{off[:, -1280:].max():9.1e}{off.max():10.1e}"
        )
    header, _ = cnn_network.weights()
    exact = np.stack([cnn_network.exact(image) for image in images])
    start = 0
    for tap, count in [(layer["tap"], layer["output"]) for layer in header["layers"] if layer["tap"]]:
        part = np.s_[:, start : start + count]
        start += count
        off = lambda one, other: f"{np.abs(one[part] - other[part]).max():.1e}"
        print(
            f"{tap}: largest value {np.abs(exact[part]).max():.1f}; at most ours differs from onnxruntime's by "
            f"{off(native, expected)}, from the truth by {off(native, exact)}; onnxruntime's from the truth by {off(expected, exact)}"
        )
    print(f"ours, native and wasm: {'the same bits' if (native == web_rows).all() else 'DIFFERENT'}")


if __name__ == "__main__":
    main()
