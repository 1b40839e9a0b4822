#!/usr/bin/env python
"""Values of PyRadiomics where its behaviour is odd: tests/golden/pyradiomics_odd.jsonl.

Regions of 1 to 30 voxels, oblique grids whose voxels fall half-way between others, images on which a filter has no
number, settings it refuses ("refused" is its message), settings whose effect differs from what their name says. Volumes
and format as in pyradiomics_golden.py, with "direction", "mask" (voxels inside, counted x fastest) and "label" where
they are not the default.

usage: pyradiomics_odd.py > tests/golden/pyradiomics_odd.jsonl
"""
import json

import numpy as np
import pyradiomics_golden as golden
import SimpleITK as sitk
from radiomics import featureextractor

COMMON = ["firstorder", "glcm", "gldm", "glrlm", "glszm", "ngtdm", "shape"]
# A few features of every class: enough to see any voxel, level or pair in the wrong place.
FEW = {
    "firstorder": ["Energy", "Entropy", "Kurtosis", "Skewness", "Median", "90Percentile", "RobustMeanAbsoluteDeviation"],
    "glcm": ["Autocorrelation", "ClusterShade", "Correlation", "Imc2", "InverseVariance", "JointEntropy"],
    "gldm": ["DependenceEntropy", "DependenceVariance"], "glrlm": ["RunEntropy", "RunVariance", "ShortRunEmphasis"],
    "glszm": ["ZoneEntropy", "ZoneVariance"], "ngtdm": ["Busyness", "Complexity", "Coarseness"],
    "shape": ["MeshVolume", "SurfaceArea", "Maximum3DDiameter", "MajorAxisLength", "VoxelVolume"],
}
CASES = []


def case(name, seed, size, setting, **more):
    CASES.append(dict(dict(name=name, seed=seed, size=size, setting=setting, spacing=(1.0, 1.0, 2.5), levels=60, share=75,
                           smooth=False, pixel="int16", direction=None, mask=None, label=1, image_types=None, classes=FEW),
                      **more))


def turned(a, b, c):
    """A rotation by three angles; the numbers are stored, so they need not be made again."""
    sin, cos = np.sin([a, b, c]), np.cos([a, b, c])
    x = np.array([[1, 0, 0], [0, cos[0], -sin[0]], [0, sin[0], cos[0]]])
    y = np.array([[cos[1], 0, sin[1]], [0, 1, 0], [-sin[1], 0, cos[1]]])
    z = np.array([[cos[2], -sin[2], 0], [sin[2], cos[2], 0], [0, 0, 1]])
    return (x @ y @ z).ravel().tolist()


def some(seed, count, voxels):
    """Different voxels, drawn one after the other."""
    generator, found = golden.Generator(seed), []
    while len(found) < count:
        voxel = generator.below(voxels)
        if voxel not in found:
            found.append(voxel)
    return sorted(found)


for count in (1, 2, 3, 5, 8, 12, 20, 30):
    case(f"{count} voxels", 200 + count, (5, 6, 4), {"binWidth": 5, "minimumROIDimensions": 1}, mask=some(count, count, 120),
         classes={name: None for name in COMMON} if count in (2, 5, 20) else FEW)
for norm in ("manhattan", "no_weighting"):
    case(f"2 voxels apart, {norm}", 220, (5, 6, 4), {"binWidth": 5, "minimumROIDimensions": 1, "weightingNorm": norm}, mask=[3, 100])
for number, (spacing, resampled, interpolator) in enumerate([
        ((0.5, 0.5, 3.0), [1, 1, 0], "sitkBSpline"), ((3.0, 3.0, 3.0), [2, 2, 2], "sitkLinear"),
        ((1.0, 1.0, 2.0), [2, 2, 2], "sitkNearestNeighbor"), ((1.0, 1.2, 2.0), [0.5, 0.6, 1.0], "sitkGaussian"),
        ((0.7, 0.7, 1.4), [1.4, 1.4, 0.7], "sitkLanczosWindowedSinc"), ((1.0, 1.0, 1.0), [2, 2, 2], "sitkBSpline")]):
    for pixel in ("int16", "float64"):
        case(f"oblique {spacing} to {resampled} {interpolator} {pixel}", 300 + number, (14, 12, 10),
             {"binWidth": 5, "resampledPixelSpacing": resampled, "interpolator": interpolator}, spacing=spacing, pixel=pixel,
             direction=turned(0.3 + number, 0.2, -0.7 * number))
for bins in (16, 64):
    case(f"normalised into {bins} bins", 330 + bins, (9, 8, 7), {"normalize": True, "binCount": bins}, levels=65)
case("fine bins", 340, (9, 8, 7), {"binWidth": 0.5}, levels=400)
case("256 bins", 341, (9, 8, 7), {"binCount": 256}, levels=4000)
case("distances twice", 350, (7, 6, 5), {"binWidth": 10, "distances": [1, 1, 2]})
case("distance 9", 351, (12, 11, 4), {"binWidth": 10, "distances": [9]})
case("distance too long", 352, (5, 4, 3), {"binWidth": 10, "distances": [5]})
case("no neighbour in the plane", 353, (6, 6, 6), {"force2D": True, "minimumROIDimensions": 1}, mask=[3, 39, 75, 111])
case("resegmented box", 354, (9, 8, 7), {"binWidth": 5, "resegmentRange": [50, 56]}, mask=some(9, 40, 504))
case("another label", 355, (9, 8, 7), {"binWidth": 5, "label": 3}, label=3)
case("no such label", 356, (9, 8, 7), {"label": 2})
case("too small", 357, (5, 5, 5), {"minimumROISize": 20}, mask=some(4, 20, 125))
case("too flat", 358, (6, 6, 6), {"minimumROIDimensions": 3}, mask=[7, 8, 9, 13, 14, 20])
case("resegmented away", 359, (6, 6, 6), {"resegmentRange": [1000, 2000]})
case("shape2D of a thick region", 360, (6, 6, 6), {"force2D": True}, classes={"shape2D": None})
for axis in range(3):
    case(f"shape2D {axis}", 361, [(8, 7, 1), (8, 1, 7), (1, 8, 7)][axis], {"force2D": True, "force2Ddimension": axis},
         classes={"shape2D": None, "shape": ["MeshVolume"]}, share=90)
case("squares of nothing", 370, (6, 6, 6), {}, levels=1, image_types={"Original": {}, "Square": {}})
case("logarithm of nothing", 371, (6, 6, 6), {}, levels=1, image_types={"Logarithm": {}})
case("exponential of nothing", 372, (6, 6, 6), {"binCount": 4}, levels=1, image_types={"Exponential": {}})
case("roots of nothing", 373, (6, 6, 6), {}, levels=1, image_types={"SquareRoot": {}})
case("kurtosis of flat spheres", 374, (8, 8, 8), {"binWidth": 0.5}, levels=2, pixel="uint8", smooth=True, image_types={"LBP3D": {}})
case("variance of flat circles", 375, (8, 8, 8), {}, levels=3, pixel="float32",
     image_types={"LBP2D": {"lbp2DMethod": "var", "lbp2DSamples": 4, "binWidth": 0.2}})
case("settings of image types", 376, (9, 8, 7), {"binWidth": 25},
     image_types={"Original": {"binCount": 8, "symmetricalGLCM": False}, "Square": {"force2D": True, "gldm_a": 2},
                  "Gradient": {"gradientUseSpacing": False, "distances": [2], "voxelArrayShift": 100}})
for wavelet in ("haar", "db7", "db20", "sym20", "coif5", "bior3.9", "rbio5.5", "dmey"):
    case(f"wavelet {wavelet}", 380, (9, 7, 5), {"binWidth": 10}, classes={"firstorder": ["Energy", "Median", "Skewness"]},
         image_types={"Wavelet": {"wavelet": wavelet, "level": 2, "start_level": 1}})


def extract(one, values, mask):
    """Parameters and either features or why PyRadiomics refuses."""
    size = one["size"]
    image = sitk.GetImageFromArray(np.array(values, dtype=one["pixel"]).reshape(size[::-1]))
    label = sitk.GetImageFromArray((np.array(mask, dtype=np.uint8) * one["label"]).astype(np.uint8).reshape(size[::-1]))
    for volume in (image, label):
        volume.SetSpacing([float(mm) for mm in one["spacing"]])
        volume.SetOrigin((-7.5, 3.25, 11.0))
        if one["direction"]:
            volume.SetDirection(one["direction"])
    parameters = {"setting": one["setting"], "imageType": one["image_types"] or {"Original": {}}, "featureClass": one["classes"]}
    try:
        found = featureextractor.RadiomicsFeatureExtractor(json.loads(json.dumps(parameters))).execute(image, label)
    except Exception as error:
        return parameters, {"refused": f"{type(error).__name__}: {error}"}
    features = {key: float(np.real(value)) for key, value in found.items() if not key.startswith("diagnostics")}
    return parameters, {"features": {key: value if np.isfinite(value) else None for key, value in features.items()}}


def main():
    print(json.dumps({"generator": "tests/generators/pyradiomics_odd.py", "versions": golden.VERSIONS}))
    for one in CASES:
        values, mask = golden.random_case(one["seed"], one["size"], one["levels"], one["share"], one["smooth"])
        if one["mask"]:
            mask = [int(voxel in one["mask"]) for voxel in range(len(mask))]
        parameters, result = extract(one, values, mask)
        keys = ("seed", "size", "spacing", "levels", "share", "smooth", "pixel", "label")
        given = {key: one[key] for key in ("direction", "mask") if one[key]}
        print(json.dumps({"case": one["name"], **{key: one[key] for key in keys}, **given, "parameters": parameters, **result}))


if __name__ == "__main__":
    main()
