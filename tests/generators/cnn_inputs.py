"""Makes tests/golden/cnn_inputs.csv: what goes into the network for a made-up scan, by numpy and Pillow.

    pip install numpy pillow
    python tests/generators/cnn_inputs.py

The scan is sagittal and stored against all three viewing directions. Pillow has boxes and pixels in f32, hence the tolerance of
the test; it has no pixels beyond the image, hence the dark border here.
"""

import platform
from pathlib import Path

import numpy as np
import PIL
from PIL import Image

SIZE = (30, 40, 7)
SPACING_MM = (0.8, 0.6, 4.0)
SIDE = 224
STEP = 2477  # of 224 · 224 · 3 values, every so many-th is kept
CASES = {
    "all": dict(clip=(0.5, 99.5), pixel_mm=None, margin_mm=5.0, kernel=Image.BICUBIC, slices="all"),
    "largest": dict(clip=(0.5, 99.5), pixel_mm=1.1, margin_mm=10.0, kernel=Image.BILINEAR, slices="largest"),
    "neighbours": dict(clip=(10.0, 90.0), pixel_mm=0.5, margin_mm=0.0, kernel=Image.BICUBIC, slices="neighbours"),
}


def scan():
    """Intensities and lesion, [z, y, x]: a bright body in a dark field, a ball near its edge and the volume's end."""
    state, values, inside = 7, [], []
    for z in range(SIZE[2]):
        for y in range(SIZE[1]):
            for x in range(SIZE[0]):
                state = (1664525 * state + 1013904223) % 2**32
                noise = (state >> 8) / 2**24
                body = 4 <= x < 27 and 5 <= y < 36
                values.append((300 + 10 * x - 3 * y + 40 * z + 500 * noise) if body else 20 * noise)
                ball = ((x - 22) * 0.8) ** 2 + ((y - 30) * 0.6) ** 2 + ((z - 5) * 4.0) ** 2
                inside.append(ball <= 36.0)
    shape = SIZE[::-1]
    return np.array(values).reshape(shape), np.array(inside).reshape(shape)


def crop(picture, spacing, centre_mm, side_mm, kernel):
    """A square of `side_mm` around `centre_mm` (column, row), from a picture with darkness around it."""
    border = 16
    padded = Image.fromarray(np.pad(picture, border).astype(np.float32), mode="F")
    box = []
    for sign in (-1, 1):
        box += [(centre + sign * side_mm / 2) / pixel + border for centre, pixel in zip(centre_mm, spacing)]
    return np.asarray(padded.resize((SIDE, SIDE), kernel, box=tuple(box)), np.float64)


def inputs(values, inside, case):
    low, high = np.percentile(values[values > values.mean()], case["clip"])
    # Seen from the patient's left with superior up: this storage runs against all three.
    values, inside = values[::-1, ::-1, ::-1], inside[::-1, ::-1, ::-1]
    grey = (np.clip(values, low, high) - low) / (high - low) * 255
    rows, columns = np.nonzero(inside.any(axis=0))
    spacing = np.array(SPACING_MM[:2])
    first = np.array([columns.min(), rows.min()]) * spacing
    extent = np.array([np.ptp(columns) + 1, np.ptp(rows) + 1]) * spacing
    side_mm = extent.max() + 2 * case["margin_mm"]

    def one(slice_number):
        picture, pixel = grey[slice_number], spacing
        if case["pixel_mm"]:
            sizes = np.array(picture.shape[::-1])
            border = 20
            counts = np.round(sizes * spacing / case["pixel_mm"]).astype(int)
            dark = Image.fromarray(np.pad(picture, border).astype(np.float32), mode="F")
            box = (border, border, border + sizes[0], border + sizes[1])
            picture = np.asarray(dark.resize(tuple(counts), case["kernel"], box=box), np.float64)
            pixel = spacing * sizes / counts
        return (crop(picture, pixel, first + extent / 2, side_mm, case["kernel"]) - 127) / 128

    areas = inside.sum(axis=(1, 2))
    largest = int(areas.argmax())
    if case["slices"] == "all":
        chosen = [(at, at, at) for at in np.nonzero(areas)[0]]
    elif case["slices"] == "largest":
        chosen = [(largest,) * 3]
    else:
        chosen = [(max(largest - 1, 0), largest, min(largest + 1, len(grey) - 1))]
    return [np.stack([one(at) for at in slices], axis=-1) for slices in chosen]


def main():
    values, inside = scan()
    lines = [
        "# Input of the network for the scan of cnn_inputs.scan(); position in 224 × 224 × 3, row by row.",
        f"# Pillow {PIL.__version__}, numpy {np.__version__}, Python {platform.python_version()}.",
        "case,input,position,value",
    ]
    for name, case in CASES.items():
        for number, tensor in enumerate(inputs(values, inside, case)):
            flat = tensor.reshape(-1)
            lines += [f"{name},{number},{at},{flat[at]:.7g}" for at in range(number, len(flat), STEP)]
    target = Path(__file__).parents[1] / "golden" / "cnn_inputs.csv"
    target.write_text("\n".join(lines) + "\n")
    print(f"{target}: {len(lines) - 3} numbers")


if __name__ == "__main__":
    main()
