"""What SimpleITK (nibabel where it cannot read) makes of NIfTI files: the numbers behind tests/oracle/nifti.rs.

    python tests/generators/nifti_reference.py REFERENCE_FOLDER > tests/golden/nifti.json

Three lists: `files`, by path below REFERENCE_FOLDER (values as the SHA-256 of little-endian f64, x fastest; geometry in
LPS); `orientations`, headers made of the fields named and the geometry SimpleITK gives them; `scalings`, stored values
with slope and intercept and the values SimpleITK gives them.
"""
import hashlib
import json
import os
import struct
import sys
import tempfile

import nibabel as nib
import numpy as np
import SimpleITK as sitk

DTYPES = {"u8": (2, "B"), "i8": (256, "b"), "i16": (4, "h"), "u16": (512, "H"), "i32": (8, "i"), "u32": (768, "I"),
          "i64": (1024, "q"), "u64": (1280, "Q"), "f32": (16, "f"), "f64": (64, "d")}
PLAIN = {"qform_code": 0, "sform_code": 0, "quaternion": [0, 0, 0], "qoffset": [0, 0, 0], "srow": [0] * 12,
         "pixdim": [1, 1, 1, 1], "xyzt_units": 2}


def hashed(values):
    return hashlib.sha256(np.ascontiguousarray(values, dtype="<f8").tobytes()).hexdigest()


def place(image):
    return {"spacing": list(image.GetSpacing()), "origin": list(image.GetOrigin()), "direction": list(image.GetDirection())}


def by_simpleitk(path):
    image = sitk.ReadImage(path)
    if image.GetDimension() == 4 and image.GetSize()[3] == 1:
        image = image[:, :, :, 0]
    return {"by": "SimpleITK", "size": list(image.GetSize()), "pixel": image.GetPixelIDTypeAsString(),
            "sha256": hashed(sitk.GetArrayFromImage(image).astype(np.float64)), **place(image)}


def by_nibabel(path):
    image = nib.load(path)
    lps = np.diag([-1.0, -1, 1, 1]) @ image.affine
    spacing = np.sqrt((lps[:3, :3] ** 2).sum(0))
    return {"by": "nibabel", "size": list(image.shape), "sha256": hashed(np.asarray(image.dataobj, dtype=np.float64).T),
            "spacing": list(spacing), "origin": list(lps[:3, 3]), "direction": list((lps[:3, :3] / spacing).ravel())}


def header(fields, dtype="i16", size=(3, 2, 2), slope=1.0, intercept=0.0):
    code, letter = DTYPES[dtype]
    head = bytearray(352)
    put = lambda offset, layout, *values: struct.pack_into("<" + layout, head, offset, *values)
    put(0, "i", 348)
    put(40, "8h", 3, *size, 1, 1, 1, 1)
    put(70, "hh", code, 8 * struct.calcsize(letter))
    put(76, "4f", *fields["pixdim"])
    put(108, "fff", 352, slope, intercept)
    put(123, "B", fields["xyzt_units"])
    put(252, "hh", fields["qform_code"], fields["sform_code"])
    put(256, "6f", *fields["quaternion"], *fields["qoffset"])
    put(280, "12f", *fields["srow"])
    put(344, "4s", b"n+1\0")
    return bytes(head)


def read_bytes(data):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.nii")
        with open(path, "wb") as file:
            file.write(data)
        return sitk.ReadImage(path)


def rotation(rng):
    """A random unit quaternion (a >= 0) and its matrix."""
    q = rng.normal(size=4)
    a, b, c, d = q / np.linalg.norm(q) * (1 if q[0] >= 0 else -1)
    return (b, c, d), np.array([
        [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
        [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
        [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - c * c - b * b]])


def fields_at_random(rng, number):
    """Consistent, shifted, turned and sheared pairs of qform and sform under all codes."""
    quaternion, matrix = rotation(rng)
    if number % 7 == 0:
        quaternion, matrix = (0, 0, 0), np.eye(3)
    spacing = rng.choice([0.4, 0.9, 1.0, 3.3, 5.5], 3)
    qfac = rng.choice([-1, 1, 0])
    offset = rng.uniform(-200, 200, 3)
    columns = matrix * spacing * [1, 1, -1 if qfac < 0 else 1]
    kind = ["same", "shifted", "nudged", "turned", "sheared", "scaled"][number % 6]
    if kind == "shifted":
        offset_s = offset + 5
    else:
        offset_s = offset + (3e-5 if kind == "nudged" else 0)
    if kind == "turned":
        columns = rotation(rng)[1] * spacing
    if kind == "sheared":
        columns = columns @ np.array([[1, 0.05, 0], [0, 1, 0], [0, 0, 1]])
    if kind == "scaled":
        columns = columns * [1, 1.25, 1]
    f32 = lambda values: [float(np.float32(v)) for v in values]
    return {"kind": kind, "qform_code": int(rng.choice([0, 1, 1, 2])), "sform_code": int(rng.choice([0, 1, 2, 4])),
            "quaternion": f32(quaternion), "qoffset": f32(offset),
            "srow": f32(np.column_stack([columns, offset_s]).ravel()),
            "pixdim": f32([qfac, *spacing]), "xyzt_units": int(rng.choice([0, 2, 2, 2, 10, 1, 3]))}


def orientations():
    rng = np.random.default_rng(348)
    for number in range(96):
        fields = fields_at_random(rng, number)
        try:
            yield {**fields, **place(read_bytes(header(fields) + bytes(24)))}
        except RuntimeError:
            yield {**fields, "refused": True}


def scalings():
    stored = {"u8": [0, 1, 200, 255], "i8": [-128, -1, 0, 127], "i16": [-32768, -1024, 7, 32767], "u16": [0, 1, 40000, 65535],
              "i32": [-2147483648, 16777217, 123456789, 2147483647], "u32": [0, 16777219, 3000000001, 4294967295],
              "i64": [-1234567890123, -1, 16777217, 987654321], "u64": [0, 1, 16777217, 98765432101],
              "f32": [-1.5, 0.1, 3.3e7, 1e-20], "f64": [-1.5, 0.1, 3.3e7, 1e-20]}
    for dtype, values in stored.items():
        for slope, intercept in ((1, 0), (0, 0), (0.1, -1024.3), (1, 5), (-2, 0.7), (1 / 3, 0), (float("nan"), 3), (2, float("nan"))):
            slope, intercept = np.float32(slope), np.float32(intercept)
            data = header(PLAIN, dtype, (4, 1, 1), slope, intercept) + struct.pack("<4" + DTYPES[dtype][1], *values)
            image = read_bytes(data)
            result = [float(v) for v in sitk.GetArrayFromImage(image).ravel()]
            text = lambda v: float(v) if np.isfinite(v) else "NaN"
            yield {"dtype": dtype, "stored": [float(np.float32(v)) if dtype == "f32" else v for v in values],
                   "slope": text(slope), "intercept": text(intercept),
                   "pixel": image.GetPixelIDTypeAsString(), "values": result}


def files(folder):
    for group in ("nibabel", "nifti-rs/resources", "nifti-rs/resources/27"):
        for name in sorted(os.listdir(os.path.join(folder, group))):
            path = os.path.join(folder, group, name)
            if not os.path.isfile(path) or not name.endswith((".nii", ".nii.gz", ".hdr", ".hdr.gz")):
                continue
            for reader in (by_simpleitk, by_nibabel):
                try:
                    yield {"path": f"{group}/{name}", **reader(path)}
                    break
                except Exception as error:
                    print(f"{group}/{name}: {reader.__name__}: {str(error).splitlines()[-1][:150]}", file=sys.stderr)


def main(folder):
    made_by = (f"tests/generators/nifti_reference.py, SimpleITK {sitk.Version_VersionString()}, "
               f"nibabel {nib.__version__}, numpy {np.__version__}")
    result = {"made_by": made_by, "files": list(files(folder)), "orientations": list(orientations()), "scalings": list(scalings())}
    row = lambda item: json.dumps(item)
    lists = [f'"{key}": [\n' + ",\n".join(map(row, result[key])) + "\n]" for key in ("files", "orientations", "scalings")]
    print('{"made_by": ' + json.dumps(made_by) + ",\n" + ",\n".join(lists) + "}")


if __name__ == "__main__":
    main(sys.argv[1])
