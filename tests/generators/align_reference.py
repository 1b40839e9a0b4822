"""Masks carried to other grids by SimpleITK: the numbers behind tests/oracle/align.rs.

    python tests/generators/align_reference.py CASES_FOLDER > tests/golden/align.json

Synthetic cases (grids and a mask both made from formulas) and, by path below CASES_FOLDER, real ones. For each: how many
voxels sitk.Resample(mask, image, nearest neighbour) gives, and the SHA-256 of one byte (0 or 1) a voxel, x fastest.
"""
import hashlib
import json
import sys

import numpy as np
import SimpleITK as sitk

EYE = np.eye(3)


def turned(axis_degrees):
    """Product of rotations about x, y, z, in degrees."""
    result = EYE
    for axis, degrees in enumerate(axis_degrees):
        c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        m = np.eye(3)
        i, j = [(1, 2), (0, 2), (0, 1)][axis]
        m[i, i] = m[j, j] = c
        m[i, j], m[j, i] = -s, s
        result = m @ result
    return result


def grid(size, spacing, origin=(0, 0, 0), direction=EYE):
    return {"size": list(size), "spacing": [float(v) for v in spacing], "origin": [float(v) for v in origin],
            "direction": [float(v) for v in np.asarray(direction).ravel()]}


def on_grid(array, g):
    image = sitk.GetImageFromArray(array)
    image.SetSpacing(g["spacing"])
    image.SetOrigin(g["origin"])
    image.SetDirection(g["direction"])
    return image


def speckle(size):
    """About a quarter of the voxels, irregular, so that a voxel taken from a wrong place shows."""
    x, y, z = np.meshgrid(*[np.arange(n, dtype=np.int64) for n in size], indexing="ij")
    return ((3 * x * x + 5 * y * y + 7 * z * z + x * y + y * z) % 11 < 3).astype(np.uint8).T.copy()


def carried(mask, image):
    result = sitk.GetArrayFromImage(sitk.Resample(mask, image, sitk.Transform(), sitk.sitkNearestNeighbor, 0))
    return {"count": int(result.sum()), "sha256": hashlib.sha256((result != 0).astype(np.uint8).tobytes()).hexdigest()}


def synthetic():
    flip = np.diag([-1.0, -1.0, 1.0])
    sagittal = np.array([[0.0, 0, -1], [1, 0, 0], [0, 1, 0]])
    yield "half spacing", grid((24, 24, 24), (0.5,) * 3), grid((12, 12, 12), (1,) * 3)
    yield "half of 0.9", grid((24, 24, 24), (0.45,) * 3), grid((12, 12, 12), (0.9,) * 3)
    yield "third of 0.9", grid((30, 30, 30), (0.3,) * 3), grid((10, 10, 10), (0.9,) * 3)
    yield "double spacing", grid((12, 12, 12), (2,) * 3), grid((24, 24, 24), (1,) * 3)
    yield "double of 0.7", grid((12, 12, 12), (1.4,) * 3), grid((24, 24, 24), (0.7,) * 3)
    yield "half a voxel off", grid((16, 16, 16), (1,) * 3, (0.5, 0.5, 0.5)), grid((16, 16, 16), (1,) * 3)
    yield "half a voxel of 0.9 off", grid((16,) * 3, (0.9,) * 3, (10.45, 0.45, -3.15)), grid((16,) * 3, (0.9,) * 3, (10, 0, -3.6))
    yield "turned round", grid((16, 17, 18), (0.5, 0.5, 3), (7.5, 8, 0), flip), grid((16, 17, 18), (0.5, 0.5, 3))
    yield "sagittal on axial", grid((20, 22, 8), (0.9, 0.9, 4), (-9, -9, -10), EYE), grid((22, 20, 6), (0.8, 0.8, 3.3), (8, -9, -9), sagittal)
    yield "other field of view", grid((16, 16, 10), (1, 1, 3), (-4, 6, 0)), grid((20, 12, 10), (1, 1, 3))
    rng = np.random.default_rng(20240521)
    for number in range(24):
        spacings = rng.choice([0.5, 0.6, 0.75, 0.9, 1.0, 1.1, 3.0, 3.3, 4.4], (2, 3))
        sizes = rng.integers(6, 28, (2, 3))
        angles = rng.uniform(-25, 25, (2, 3)) * (number % 3 > 0)
        origins = rng.uniform(-4, 4, (2, 3)).round(int(rng.integers(0, 7)))
        pair = [grid([int(n) for n in sizes[k]], spacings[k], origins[k], turned(angles[k])) for k in range(2)]
        yield f"random {number}", *pair


def main(folder):
    cases = [{"name": name, "image": image, "mask": mask,
              **carried(on_grid(speckle(mask["size"]), mask), on_grid(np.zeros(image["size"][::-1], np.uint8), image))}
             for name, image, mask in synthetic()]
    real = []
    pairs = [(f"brain_native/{s}.nii.gz", "brain_native/mask.nii.gz") for s in ("flair", "t1", "t1ce", "t2")]
    pairs += [("spine/sagittal_t2.nii.gz", "spine/cervical_t2_mask.nii.gz"), ("sarcoma/sts_002.nii.gz", "sarcoma/sts_002_mask.nii.gz")]
    for image, mask in pairs:
        labels = sitk.ReadImage(f"{folder}/{mask}")
        real.append({"image": image, "mask": mask, "label": 1, **carried(labels == 1, sitk.ReadImage(f"{folder}/{image}"))})
    made_by = f"tests/generators/align_reference.py, SimpleITK {sitk.Version_VersionString()}, numpy {np.__version__}"
    print(json.dumps({"made_by": made_by, "synthetic": cases, "real": real}, indent=1))


if __name__ == "__main__":
    main(sys.argv[1])
