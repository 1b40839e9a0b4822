#!/usr/bin/env python
"""Values of PyRadiomics for small volumes: tests/golden/pyradiomics.jsonl.

Volumes are made by a linear congruential generator that tests/oracle/pyradiomics_small.rs repeats, so that only numbers
are kept. Needs PyRadiomics 3.0.1 (numpy < 2), SimpleITK, PyWavelets, trimesh, scipy, scikit-image.

usage: pyradiomics_golden.py > tests/golden/pyradiomics.jsonl
"""
import json
import logging
import warnings

warnings.filterwarnings("ignore")
import numpy as np
import pywt
import radiomics
import scipy
import SimpleITK as sitk
import skimage
import trimesh
from radiomics import featureextractor

radiomics.logger.setLevel(logging.CRITICAL)

VERSIONS = {"pyradiomics": radiomics.__version__, "numpy": np.__version__, "SimpleITK": sitk.Version().VersionString(),
            "pywt": pywt.__version__, "scipy": scipy.__version__, "scikit-image": skimage.__version__,
            "trimesh": trimesh.__version__}

# The IBSI digital phantom (5 x 4 x 4, CC BY 4.0), x fastest; -1 is outside the mask.
PHANTOM = [
    1, 4, 4, 1, 1, 1, 4, 6, 1, 1, 4, 1, 6, 4, 1, 4, 4, 6, 4, 1,
    1, 4, 4, 1, 1, 1, 1, 6, 1, 1, -1, 1, 3, 1, 1, 4, 4, 6, 1, 1,
    1, 4, 4, -1, -1, 1, 1, 1, 1, 1, 1, 1, -1, 1, 1, 1, 1, 6, 1, 1,
    1, 4, 4, -1, -1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 6, 1, 1,
]


class Generator:
    """x -> 1664525 x + 1013904223 modulo 2^32; values are the upper 16 bits."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return (self.state >> 16) % n


def random_case(seed, size, levels, share, smooth=False):
    """Values and mask, x fastest: one draw for the value, one for the mask (inside when below share of 100)."""
    generator = Generator(seed)
    values, mask = [], []
    last = 0
    for _ in range(size[0] * size[1] * size[2]):
        drawn = generator.below(levels)
        last = (3 * last + drawn) // 4 if smooth else drawn
        values.append(last)
        mask.append(1 if generator.below(100) < share else 0)
    return values, mask


def extract(values, mask, size, spacing, pixel, setting, image_types=None, classes=None):
    image = sitk.GetImageFromArray(np.array(values, dtype=pixel).reshape(size[::-1]))
    label = sitk.GetImageFromArray(np.array(mask, dtype=np.uint8).reshape(size[::-1]))
    for volume in (image, label):
        volume.SetSpacing(spacing)
        volume.SetOrigin((-7.5, 3.25, 11.0))
    parameters = {"setting": setting, "imageType": image_types or {"Original": {}}}
    if classes:
        parameters["featureClass"] = classes
    extractor = featureextractor.RadiomicsFeatureExtractor(parameters)
    found = extractor.execute(image, label)
    features = {}
    for key, value in found.items():
        if not key.startswith("diagnostics"):
            value = float(np.real(value))
            features[key] = value if np.isfinite(value) else None
    return parameters, features


CASES = []


def case(name, seed, size, spacing, levels, share, setting, pixel="int16", smooth=False, image_types=None, classes=None):
    CASES.append((name, seed, size, spacing, levels, share, setting, pixel, smooth, image_types, classes))


ANISOTROPIC = (0.7, 1.1, 2.9)
case("plain", 1, (9, 8, 7), ANISOTROPIC, 16, 80, {"binWidth": 1})
case("sparse mask", 2, (9, 8, 7), ANISOTROPIC, 16, 25, {"binWidth": 2})
case("gaps between levels", 3, (8, 8, 8), (1, 1, 1), 1000, 90, {"binWidth": 1})
case("one plane", 4, (12, 11, 1), ANISOTROPIC, 9, 90, {"binWidth": 1})
case("one line", 5, (1, 1, 14), (1, 1, 1), 5, 85, {"binWidth": 1, "minimumROIDimensions": 1})
case("two voxels", 6, (2, 2, 1), (1, 1, 1), 5, 50, {"binWidth": 1, "minimumROIDimensions": 1})
case("flat", 7, (4, 4, 3), ANISOTROPIC, 1, 85, {"binWidth": 25})
case("bin count", 8, (9, 8, 7), ANISOTROPIC, 1000, 80, {"binCount": 13})
case("bin count of single precision", 9, (9, 8, 7), ANISOTROPIC, 1000, 80, {"binCount": 13}, pixel="float32")
case("fractional bin width", 10, (9, 8, 7), ANISOTROPIC, 40, 80, {"binWidth": 0.7}, pixel="float64")
case("two distances", 11, (9, 8, 7), ANISOTROPIC, 6, 80, {"binWidth": 1, "distances": [1, 3], "gldm_a": 1})
case("not symmetrical", 12, (9, 8, 7), ANISOTROPIC, 6, 80, {"binWidth": 1, "symmetricalGLCM": False})
for norm in ("euclidean", "manhattan", "infinity", "no_weighting"):
    case(norm, 13, (9, 8, 7), ANISOTROPIC, 6, 80, {"binWidth": 1, "weightingNorm": norm})
for axis in range(3):
    case(f"force2D {axis}", 14, (7, 8, 9), ANISOTROPIC, 6, 80, {"binWidth": 1, "force2D": True, "force2Ddimension": axis},
         classes={name: None for name in ("firstorder", "glcm", "gldm", "glrlm", "glszm", "ngtdm", "shape")})
case("shape2D", 15, (12, 11, 1), ANISOTROPIC, 6, 85, {"binWidth": 1, "force2D": True},
     classes={"shape2D": None, "shape": None, "glrlm": None})
case("by name", 16, (6, 6, 6), ANISOTROPIC, 6, 85, {"binWidth": 1},
     classes={"glcm": ["Contrast", "SumVariance", "Autocorrelation"], "firstorder": ["StandardDeviation", "Mean"],
              "shape": ["Compactness1", "Compactness2", "SphericalDisproportion"], "gldm": ["DependencePercentage"]})
case("normalised", 17, (9, 8, 7), ANISOTROPIC, 100, 60,
     {"binWidth": 10, "normalize": True, "normalizeScale": 50, "removeOutliers": 1.5, "voxelArrayShift": 200})
for mode, bounds in (("absolute", [20, 70]), ("relative", [0.3, 0.8]), ("sigma", [-1, 1.2]), ("absolute", [60])):
    case(f"resegment {mode} {len(bounds)}", 18, (9, 8, 7), ANISOTROPIC, 100, 80,
         {"binWidth": 5, "resegmentRange": bounds, "resegmentMode": mode, "resegmentShape": mode == "sigma"})
NAMES = ["NearestNeighbor", "Linear", "BSpline", "Gaussian", "LabelGaussian", "HammingWindowedSinc", "CosineWindowedSinc",
         "WelchWindowedSinc", "LanczosWindowedSinc", "BlackmanWindowedSinc"]
for number, name in enumerate(NAMES):
    for pixel in ("int16", "float32", "float64"):
        case(f"{name} {pixel}", 30 + number, (21, 18, 15), ANISOTROPIC, 200, 12,
             {"binWidth": 10, "resampledPixelSpacing": [1, 1, 1.5], "interpolator": "sitk" + name, "padDistance": 2},
             pixel=pixel, smooth=True)
case("coinciding grids", 50, (21, 18, 15), (1, 1, 2), 200, 12, {"binWidth": 10, "resampledPixelSpacing": [2, 0.5, 1]}, smooth=True)
case("kept spacing", 51, (21, 18, 15), ANISOTROPIC, 200, 12, {"binWidth": 10, "resampledPixelSpacing": [0, 0, 1]}, smooth=True)
case("same spacing", 52, (21, 18, 15), (1, 1, 2), 200, 12,
     {"binWidth": 10, "resampledPixelSpacing": [1, 1, 2], "padDistance": 1}, image_types={"Wavelet": {}}, smooth=True)
case("cropped", 53, (21, 18, 15), (1, 1, 2), 200, 12,
     {"binWidth": 10, "preCrop": True, "padDistance": 2}, image_types={"Wavelet": {"binWidth": 5}, "Square": {}}, smooth=True)
case("all image types", 54, (21, 18, 15), (1, 1.2, 2), 200, 12, {"binWidth": 10},
     image_types={"Original": {}, "Wavelet": {}, "LoG": {"sigma": [1.0, 2.5]}, "Square": {}, "SquareRoot": {},
                  "Logarithm": {}, "Exponential": {}, "Gradient": {}, "LBP2D": {"binWidth": 1},
                  "LBP3D": {"binWidth": 1}}, smooth=True)


def main():
    print(json.dumps({"generator": "tests/generators/pyradiomics_golden.py", "versions": VERSIONS}))
    mask = [0 if value < 0 else 1 for value in PHANTOM]
    values = [max(value, 0) for value in PHANTOM]
    parameters, features = extract(values, mask, (5, 4, 4), (2, 2, 2), "int16", {"binWidth": 1})
    print(json.dumps({"case": "IBSI digital phantom", "values": PHANTOM, "size": [5, 4, 4], "spacing": [2, 2, 2],
                      "pixel": "int16", "parameters": parameters, "features": features}))
    for name, seed, size, spacing, levels, share, setting, pixel, smooth, image_types, classes in CASES:
        values, mask = random_case(seed, size, levels, share, smooth)
        if share < 20:
            # A box of mask in the middle, so that the margin matters.
            box = np.zeros(size[::-1], dtype=int)
            box[4:11, 5:13, 6:15] = 1
            mask = (np.array(mask).reshape(size[::-1]) * 0 + box).ravel().tolist()
        try:
            parameters, features = extract(values, mask, size, spacing, pixel, setting, image_types, classes)
        except Exception as error:
            raise SystemExit(f"{name}: {error}")
        print(json.dumps({"case": name, "seed": seed, "size": size, "spacing": spacing, "levels": levels, "share": share,
                          "smooth": smooth, "pixel": pixel, "parameters": parameters, "features": features}))


if __name__ == "__main__":
    main()
