"""Makes tests/golden/cnn_lite0.csv: pooled features of a made-up image, as onnxruntime computes them in single precision
and as a pass in float64 does, which has no rounding that a feature's printed digits show.

    pip install numpy onnx onnxruntime
    python tests/generators/cnn_goldens.py
"""

import platform

import cnn_network
import numpy as np
import onnxruntime

# Every so many-th channel of a tap is kept: a wrong layer shows in all of them.
KEEP = {"reduction_1": 1, "reduction_2": 2, "reduction_3": 2, "reduction_4": 4, "reduction_5": 8, "head": 8}


def made_up_image(seed=2026):
    """8×8 blocks with noise from x ← 1664525 x + 1013904223 mod 2³², as f64, rounded once to f32; [224, 224, 3]."""
    state = seed

    def draw():
        nonlocal state
        state = (1664525 * state + 1013904223) % 2**32
        return (state >> 8) / 2**23 - 1.0

    blocks = [[[draw() for _ in range(3)] for _ in range(28)] for _ in range(28)]
    pixels = [
        0.75 * blocks[y // 8][x // 8][c] + 0.25 * draw() for y in range(224) for x in range(224) for c in range(3)
    ]
    return np.array(pixels).astype(np.float32).reshape(224, 224, 3)


def main():
    image = made_up_image()
    features = cnn_network.run(cnn_network.session(), image)
    exact = cnn_network.exact(image)
    lines = [
        "# Pooled features of models/efficientnet-lite0.bin for the image of cnn_goldens.made_up_image(2026).",
        f"# onnxruntime {onnxruntime.__version__} (CPU), numpy {np.__version__}, Python {platform.python_version()}.",
        "tap,channel,onnxruntime,float64",
    ]
    start = 0
    for tap, step in KEEP.items():
        count = len(features[tap])
        lines += [f"{tap},{i},{features[tap][i]:.9g},{exact[start + i]:.17g}" for i in range(0, count, step)]
        start += count
    assert start == len(exact)
    target = cnn_network.ROOT / "tests" / "golden" / "cnn_lite0.csv"
    target.write_text("\n".join(lines) + "\n")
    print(f"{target}: {len(lines) - 3} numbers")
    for tap, values in features.items():
        print(f"{tap}: {len(values)} channels, {values.min():.4f} … {values.max():.4f}")


if __name__ == "__main__":
    main()
