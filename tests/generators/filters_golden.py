"""Writes tests/golden/filters.jsonl: what PyRadiomics' image filters make of small made-up volumes.

usage: python tests/generators/filters_golden.py > tests/golden/filters.jsonl

Needs PyRadiomics 3.0.1 with numpy 1.26.4, SimpleITK 2.5.7, PyWavelets 1.9.0, scipy 1.14.1, trimesh 5.2.0 and
scikit-image 0.26.0 (x86-64). The first line tells where the numbers come from, each further one holds a case: image
type, settings, the volume (size, spacing, pixel type, seed), the box, and for each image its values in the box:
`bits`, FNV-1a over the values' 64-bit patterns (-0 as 0), and either all `values` or three of them as a `sample`;
or `undefined`, the number of values that are not finite.
"""
import json
import logging
import platform
import sys
import warnings
from importlib.metadata import version

import numpy as np
import pywt
import radiomics
import SimpleITK as sitk
from radiomics import imageoperations

warnings.filterwarnings("ignore")
radiomics.logger.setLevel(logging.ERROR)

SMALL = {"size": [9, 6, 7], "spacing": [0.7, 1.3, 2.9], "low": [0, 0, 0], "box": [9, 6, 7], "seed": 1}
LARGE = {"size": [31, 20, 18], "spacing": [0.8, 0.8, 3.0], "low": [12, 3, 15], "box": [7, 9, 3], "seed": 2}
FLAT = {"size": [12, 10, 8], "spacing": [1.0, 1.0, 1.0], "low": [2, 1, 3], "box": [6, 8, 4], "seed": 3}
STEP = {"size": [14, 9, 8], "spacing": [1.0, 1.0, 1.0], "low": [1, 1, 1], "box": [12, 7, 6], "seed": 4}
PIXELS = {"i16": np.int16, "u8": np.uint8, "f32": np.float32, "f64": np.float64}


def voxels(volume, pixel):
    """A smooth bump under noise from x' = 1664525 x + 1013904223 mod 2^32; seed 3 has flat parts, seed 4 is a step."""
    nx, ny, nz = volume["size"]
    state, out = volume["seed"], np.zeros((nz, ny, nx))
    for z in range(nz):
        for y in range(ny):
            for x in range(nx):
                state = (1664525 * state + 1013904223) % 2**32
                noise = state >> 24
                value = (x - nx // 2) * (y - 2) * 3 + noise - 60 - 5 * z
                if volume["seed"] == 4 or volume["seed"] == 3 and noise < 160:
                    value = 40 if x < 6 else 0
                out[z, y, x] = value % 256 if pixel == "u8" else value / 7 if pixel[0] == "f" else value
    return out.astype(PIXELS[pixel])


def bits(values):
    code = 0xCBF29CE484222325
    for byte in (values.astype(np.float64) + 0.0).tobytes():
        code = (code ^ byte) * 0x100000001B3 % 2**64
    return f"{code:016x}"


def case(image_type, settings, volume, pixel, full):
    image = sitk.GetImageFromArray(voxels(volume, pixel))
    image.SetSpacing(volume["spacing"])
    (x, y, z), (nx, ny, nz) = volume["low"], volume["box"]
    inside = (slice(z, z + nz), slice(y, y + ny), slice(x, x + nx))
    label = np.zeros(volume["size"][::-1], np.uint8)
    label[inside] = 1
    mask = sitk.GetImageFromArray(label)
    mask.CopyInformation(image)
    images = []
    for made, name, _ in getattr(imageoperations, f"get{image_type}Image")(image, mask, **settings):
        values = sitk.GetArrayFromImage(made)[inside].ravel()
        if not np.isfinite(values).all():
            images.append({"name": name, "undefined": int((~np.isfinite(values)).sum())})
            continue
        entry = {"name": name, "type": str(values.dtype), "bits": bits(values)}
        some = values if full else values[[0, len(values) // 2, len(values) - 1]]
        entry["values" if full else "sample"] = [float(str(v)) if v.dtype == np.float32 else float(v) for v in some]
        images.append(entry)
    return {"image_type": image_type, "settings": settings, "pixel": pixel, **volume, "images": images}


def cases():
    for name in pywt.wavelist(kind="discrete"):
        yield case("Wavelet", {"wavelet": name}, SMALL, "i16", False)
    yield case("Wavelet", {}, STEP, "f64", False)
    yield case("LoG", {"sigma": [1.0, 4.0]}, STEP, "f64", False)
    for name in ["haar", "coif1", "db4", "bior3.5", "sym8"]:
        yield case("Wavelet", {"wavelet": name}, LARGE, "i16", False)
        yield case("Wavelet", {"wavelet": name}, LARGE, "f64", False)
        yield case("Wavelet", {"wavelet": name}, LARGE, "f32", False)
        yield case("Wavelet", {"wavelet": name}, FLAT, "f64", False)
    yield case("Wavelet", {"wavelet": "coif1", "level": 3}, LARGE, "i16", False)
    yield case("Wavelet", {"wavelet": "db3", "level": 2, "start_level": 1}, LARGE, "i16", False)
    yield case("Wavelet", {"level": 2, "start_level": 2}, SMALL, "f32", False)
    for axis in range(3):
        yield case("Wavelet", {"force2D": True, "force2Ddimension": axis}, LARGE, "i16", False)
    for volume, pixel in [(SMALL, "i16"), (LARGE, "f32"), (LARGE, "u8"), (FLAT, "f64")]:
        for name in ["Original", "Square", "SquareRoot", "Logarithm", "Exponential"]:
            yield case(name, {}, volume, pixel, False)
        for spacing in [True, False]:
            yield case("Gradient", {"gradientUseSpacing": spacing}, volume, pixel, False)
    for pixel in ["i16", "f32", "f64"]:
        yield case("LoG", {"sigma": [1, 2.0, 3.5, 6.0, 0.3]}, SMALL, pixel, pixel == "i16")
        yield case("LoG", {"sigma": [0.5, 1.0, 2.0, 3.0, 5.0, 9.0]}, LARGE, pixel, False)
    for pixel in ["i16", "u8", "f32", "f64"]:
        for volume in [SMALL, LARGE, FLAT, STEP]:
            yield case("LBP2D", {}, volume, pixel, False)
            yield case("LBP3D", {}, volume, pixel, pixel in ["i16", "f64"] and volume in [LARGE, STEP])
    for method in ["default", "ror", "uniform", "var"]:
        for axis in range(3):
            yield case("LBP2D", {"lbp2DMethod": method, "lbp2DRadius": 2.3, "lbp2DSamples": 13,
                                 "force2D": True, "force2Ddimension": axis}, LARGE, "f64", False)
        yield case("LBP2D", {"lbp2DMethod": method, "lbp2DSamples": 20}, LARGE, "i16", False)
        yield case("LBP2D", {"lbp2DMethod": method}, STEP, "i16", False)
        yield case("LBP2D", {"lbp2DMethod": method}, STEP, "f32", False)
    yield case("LBP3D", {"lbp3DLevels": 3, "lbp3DIcosphereRadius": 1.7, "lbp3DIcosphereSubdivision": 2}, LARGE, "i16", False)
    yield case("LBP3D", {"lbp3DLevels": 4, "lbp3DIcosphereSubdivision": 0}, LARGE, "f64", False)


print(json.dumps({
    "made by": "tests/generators/filters_golden.py",
    **{name: version(name) for name in ["pyradiomics", "numpy", "SimpleITK", "PyWavelets", "scipy", "trimesh", "scikit-image"]},
    "python": platform.python_version(), "machine": platform.machine(),
}))
for made in cases():
    print(json.dumps(made, separators=(",", ":")))
