"""What other readers make of the segmentations that `discern segmentation` writes.

python tests/generators/dicom_written.py DISCERN ../shared/reference/dicom

Needs dciodvfy (Debian: dicom3tools) and `pip install pydicom highdicom dcmqi numpy`. For every segmentation of the reference the mask is
converted to NIfTI, written again on a series of its study, and read by dciodvfy, highdicom, dcmqi and discern: no error, the same
number of voxels. Prints a line a file; exit status 1 where one differs.
"""

import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import highdicom
import numpy as np

CASES = [
    ("g01_siemens_de", "s01_binary"),
    ("g01_siemens_de", "s09_own_grid"),
    ("g02_ge_en", "s03_three_segments"),
    ("g03_philips_slopes", "s04_fractional_rle"),
    ("g06_enhanced", "s06_enhanced_source"),
    ("g07_real_oblique", "s11_real_oblique"),
]


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


def main(discern, reference):
    good = True
    for study, mask in CASES:
        folder, drawn = reference / "studies" / study / "dicom", reference / "masks" / f"{mask}.dcm"
        with tempfile.TemporaryDirectory() as place:
            place = Path(place)
            run(discern, "convert", folder, drawn, "--out", place)
            nifti = next(place.glob("*label-1_mask.nii.gz"))
            found = json.loads(run(discern, "inspect", folder, "--format", "json"))
            series = next(v["series_number"] for v in found["volumes"] if v.get("size", [0, 0, 0])[2] > 4)
            for identity in ("keep", "remove"):
                out = place / f"{identity}.dcm"
                run(discern, "segmentation", "--study", folder, "--series", series, "--mask", nifti, "--identity", identity, "--out", out)
                checked = subprocess.run(["dciodvfy", out], capture_output=True, text=True)
                errors = [line for line in (checked.stdout + checked.stderr).splitlines() if line.startswith("Error")]
                volume = highdicom.seg.segread(out).get_volume(segment_numbers=[1], combine_segments=False)
                by_highdicom = int(np.asarray(volume.array).sum())
                images = place / identity
                images.mkdir()
                tool = Path(sys.executable).parent / "segimage2itkimage"
                run(tool, "--inputDICOM", out, "--outputDirectory", images, "-t", "nii")
                again = json.loads(run(discern, "inspect", out, "--format", "json"))
                own = again["masks"][0]["segments"][0]["voxels"]
                by_dcmqi = voxels_of(next(images.glob("*.nii*")))
                same = not errors and own == by_highdicom == by_dcmqi
                good &= same
                print(f"{study} {mask} {identity}: {len(errors)} errors, {own} voxels, highdicom {by_highdicom}, dcmqi {by_dcmqi}")
    return 0 if good else 1


def voxels_of(path):
    """Voxels that are not 0 of a NIfTI file of whole numbers of one or two bytes."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    kind = {2: "u1", 4: "<i2", 512: "<u2"}[int.from_bytes(raw[70:72], "little")]
    return int(np.count_nonzero(np.frombuffer(raw[352:], kind)))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
