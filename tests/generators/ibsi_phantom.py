#!/usr/bin/env python
"""The IBSI digital phantom and its agreed values, as the page's self-test reads them: www/machine/selftest/phantom.json.

Values: Zwanenburg et al., Radiology 295 (2020) 328-338, the Image Biomarker Standardisation Initiative's reference values
(CC BY 4.0). Kept are those that PyRadiomics' definitions share, 3-D, averaged over directions. Left out are three that are
defined otherwise there: kurtosis (not in excess) and two axis lengths (covariance over N, not N - 1).

usage: ibsi_phantom.py FOLDER_OF_IBSI_1 PYRADIOMICS_TO_IBSI_TAGS.json > www/machine/selftest/phantom.json
"""
import csv
import json
import math
import sys

import nibabel

OTHERWISE = {"stat_kurt", "morph_pca_min_axis", "morph_pca_least_axis"}

folder, tags = sys.argv[1], json.load(open(sys.argv[2]))
image, mask = (nibabel.load(f"{folder}/digital_{name}.nii.gz") for name in ("phantom", "mask"))


def voxels(volume):
    """All voxels as digits, x fastest."""
    return "".join(str(int(value)) for value in volume.get_fdata().ravel(order="F"))


agreed = {}
for row in csv.DictReader(open(f"{folder}/reference_values.csv")):
    if row["config"] == "dig_phantom" and row["reference_value"]:
        agreed.setdefault(row["tag"], (float(row["reference_value"]), float(row["tolerance"] or 0)))

rows = []
for name, tag in sorted(tags.items()):
    known = next((one for one in (tag, f"{tag}_3D_avg", f"{tag}_3D") if one in agreed), None)
    if known is None or known in OTHERWISE:
        continue
    value, tolerance = agreed[known]
    # Values are printed with three significant digits: half a unit of the third is no difference.
    rounding = 0 if value == 0 else 0.5 * 10 ** (math.floor(math.log10(abs(value))) - 2)
    rows.append([f"original_{name}", known, value, float(f"{max(tolerance, rounding):.6g}")])

head = {
    "source": "IBSI digital phantom and reference values (CC BY 4.0), doi:10.1148/radiol.2020191145",
    "size": list(image.shape),
    "spacing_mm": [float(mm) for mm in image.header.get_zooms()],
    "image": voxels(image),
    "mask": voxels(mask),
}
lines = [f' "{key}": {json.dumps(value)}' for key, value in head.items()]
listed = ",\n".join(f"  {json.dumps(row)}" for row in rows)
print("{\n" + ",\n".join(lines) + ',\n "expected": [\n' + listed + "\n ]\n}")
