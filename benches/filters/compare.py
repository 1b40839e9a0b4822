"""Times the image filters beside PyRadiomics' own and compares their values, on cases of one image and one mask.

    python benches/filters/compare.py FOLDER CASE...

FOLDER holds CASE_image.nii.gz and CASE_label.nii.gz (label 1). Needs PyRadiomics 3.0.1 and, for LBP2D, scikit-image.
One thread each; medians, over the box of the mask for ours, the whole image for PyRadiomics', which has no other way.
"""
import json
import logging
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import radiomics
import SimpleITK as sitk
from radiomics import imageoperations

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benches"))
from cargo import target_folder  # noqa: E402
ROUNDS, THEIR_ROUNDS = 7, 3
SETTINGS = {"LoG": {"sigma": [1.0, 2.0, 3.0, 4.0, 5.0]}}

warnings.filterwarnings("ignore")
radiomics.logger.setLevel(logging.ERROR)
sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(1)


def theirs(image_type, image, mask):
    times, made = [], {}
    for _ in range(THEIR_ROUNDS):
        start = time.perf_counter()
        found = list(getattr(imageoperations, f"get{image_type}Image")(image, mask, **SETTINGS.get(image_type, {})))
        times.append((time.perf_counter() - start) * 1e3)
        made = {name: derived for derived, name, _ in found}
    return float(np.median(times)), made


def compared(made, folder, box, inside):
    """Number of values in the mask, how many differ at all, largest difference over largest value."""
    slices = tuple(slice(low, low + size) for low, size in zip(box["low"][::-1], box["size"][::-1]))
    count, unequal, worst = 0, 0, 0.0
    for name, derived in made.items():
        expected = sitk.GetArrayFromImage(derived)[slices].astype(float)[inside[slices]]
        found = np.fromfile(folder / f"{name}.f64").reshape(box["size"][::-1])[inside[slices]]
        count, unequal = count + expected.size, unequal + int((expected != found).sum())
        worst = max(worst, float(np.abs(expected - found).max() / np.abs(expected).max()))
    return count, unequal, worst


def main(source, cases):
    subprocess.run(["cargo", "build", "--quiet", "--release", "-p", "filters-bench"], cwd=ROOT, check=True)
    print("| case | image type | ours, ms | least | PyRadiomics, ms | ratio | values | not equal | worst |\n|" + "---|" * 9)
    for case in cases:
        files = [str(Path(source) / f"{case}_{part}.nii.gz") for part in ("image", "label")]
        image, mask = (sitk.ReadImage(file) for file in files)
        inside = sitk.GetArrayFromImage(mask) == 1
        with tempfile.TemporaryDirectory() as folder:
            command = [str(target_folder() / "release" / "filters-bench"), *files, str(ROUNDS), "all", folder]
            ours = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
            box = json.loads((Path(folder) / "box.json").read_text())
            for image_type, times in ours.items():
                ms, least = times["median_ms"], times["least_ms"]
                their_ms, made = theirs(image_type, image, mask)
                count, unequal, worst = compared(made, Path(folder), box, inside)
                print(f"| {case} | {image_type} | {ms:.2f} | {least:.2f} | {their_ms:.0f} | {their_ms / ms:.0f} | {count} "
                      f"| {unequal} | {worst:.1e} |", flush=True)


main(sys.argv[1], sys.argv[2:])
