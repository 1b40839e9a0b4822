#!/usr/bin/env python3
"""tests/golden/nifti_placement.json: which of two placements SimpleITK (ITK 5.4) takes, header by header.

    pip install SimpleITK==2.5.7
    python tests/generators/nifti_placement.py > tests/golden/nifti_placement.json

The sform has each of the 48 flips and permutations of axes, upright and oblique, with isotropic and other voxels, near and far
from the origin. Beside it stand qforms that are the same, flipped, unrelated, turned or shifted a little; codes from -1 to 5;
qfac; shear; matrices rounded from double precision or made from the single-precision quaternion; entries that are no numbers.
`tests/oracle/nifti_placement.rs` makes the same headers by the same rule; the hash of all of them is in the file. For each of
them one letter: s, the sform; q, the qform; b, both say the same; n, neither is set; r, refused; x, a place
that is no number (of a sform with such entries, which Discern does not take).
"""
import hashlib
import json
import math
import os
import struct
import sys
import tempfile

COUNT = 48 * 60
PERMUTATIONS = [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]
TURNS = [(1.0, 0.0, 0.0, 0.0), (1000.0, 3.0, -5.0, 2.0), (5.0, 1.0, 2.0, 3.0)]
SPACINGS = [(1.0, 1.0, 1.0), (0.5, 0.5, 2.0), (0.9, 0.9, 4.0), (0.9375, 0.9375, 5.5)]
OFFSETS = [(0.0, 0.0, 0.0), (-91.5, 126.25, -72.7), (3000.1, -2500.5, 1234.2), (250000.0, -300000.0, 150000.0),
           (1.0e7, 2.0e7, -3.0e7)]
SHEARS = [1e-5, 1e-3, 0.05]


class Random:
    """xorshift64*"""

    def __init__(self, seed):
        self.state = seed

    def below(self, most):
        x = self.state
        x ^= x >> 12
        x ^= (x << 25) & 0xFFFFFFFFFFFFFFFF
        x ^= x >> 27
        self.state = x
        return (((x * 0x2545F4914F6CDD1D) & 0xFFFFFFFFFFFFFFFF) >> 33) % most


def single(x):
    return struct.unpack("<f", struct.pack("<f", x))[0]


def unit(q):
    a, b, c, d = q
    length = math.sqrt(a * a + b * b + c * c + d * d)
    return a / length, b / length, c / length, d / length


def matrix(q):
    """Rows of the rotation of a unit quaternion."""
    a, b, c, d = q
    return [[a * a + b * b - c * c - d * d, 2.0 * (b * c - a * d), 2.0 * (b * d + a * c)],
            [2.0 * (b * c + a * d), a * a + c * c - b * b - d * d, 2.0 * (c * d - a * b)],
            [2.0 * (b * d - a * c), 2.0 * (c * d + a * b), a * a + d * d - c * c - b * b]]


def product(a, b):
    return [[a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j] for j in range(3)] for i in range(3)]


def determinant(m):
    return (m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]))


def quaternion(m):
    """b, c, d of a rotation, as the NIfTI library finds them."""
    a = m[0][0] + m[1][1] + m[2][2] + 1.0
    if a > 0.5:
        a = 0.5 * math.sqrt(a)
        b, c, d = (0.25 * (m[2][1] - m[1][2]) / a, 0.25 * (m[0][2] - m[2][0]) / a, 0.25 * (m[1][0] - m[0][1]) / a)
        return b, c, d
    x = 1.0 + m[0][0] - (m[1][1] + m[2][2])
    y = 1.0 + m[1][1] - (m[0][0] + m[2][2])
    z = 1.0 + m[2][2] - (m[0][0] + m[1][1])
    if x > 1.0:
        b = 0.5 * math.sqrt(x)
        a, c, d = 0.25 * (m[2][1] - m[1][2]) / b, 0.25 * (m[0][1] + m[1][0]) / b, 0.25 * (m[0][2] + m[2][0]) / b
    elif y > 1.0:
        c = 0.5 * math.sqrt(y)
        a, b, d = 0.25 * (m[0][2] - m[2][0]) / c, 0.25 * (m[0][1] + m[1][0]) / c, 0.25 * (m[1][2] + m[2][1]) / c
    else:
        d = 0.5 * math.sqrt(z)
        a, b, c = 0.25 * (m[1][0] - m[0][1]) / d, 0.25 * (m[0][2] + m[2][0]) / d, 0.25 * (m[1][2] + m[2][1]) / d
    return (-b, -c, -d) if a < 0.0 else (b, c, d)


def from_quaternion(bcd, spacing, qfac):
    """Columns of the qform in single precision, as the NIfTI library makes them."""
    b, c, d = bcd
    a = 1.0 - (b * b + c * c + d * d)
    if a < 1e-7:
        a = 1.0 / math.sqrt(b * b + c * c + d * d)
        b, c, d, a = b * a, c * a, d * a, 0.0
    else:
        a = math.sqrt(a)
    m = matrix((a, b, c, d))
    lengths = (spacing[0], spacing[1], -spacing[2] if qfac < 0.0 else spacing[2])
    return [[single(m[i][j] * lengths[j]) for j in range(3)] for i in range(3)]


def header(number, random):
    """pixdim (4), codes (2), quaternion (3), offset (3), rows of the sform (12)."""
    flips, order, variant = number % 8, PERMUTATIONS[number // 8 % 6], number // 48
    signed = [[(-1.0 if flips >> j & 1 else 1.0) if order[j] == i else 0.0 for j in range(3)] for i in range(3)]
    axes = product(matrix(unit(TURNS[variant % 3])), signed)
    spacing = tuple(single(mm) for mm in SPACINGS[variant // 3 % 4])
    offset = OFFSETS[variant // 12]
    codes = random.below(7) - 1, random.below(7) - 1
    qfac = (-1.0, 0.0, 1.0)[random.below(3)]
    kind, flip, small = random.below(7), random.below(8), random.below(3)
    sheared, precise, broken = random.below(6) == 0, random.below(2) == 0, random.below(40)
    other = [row[:] for row in axes]
    if kind in (1, 2):
        other = product(axes, [[-1.0 if i == j and flip >> j & 1 else (1.0 if i == j else 0.0) for j in range(3)] for i in range(3)])
    if kind == 3:
        other = matrix(unit((3.0, -2.0, 1.0 + flip, 0.5)))
    if kind in (4, 5):
        other = product(matrix(unit((1.0, (2e-6, 2e-5, 2e-4)[small], 0.0, 0.0))), axes)
    if determinant(other) < 0.0:
        other = [[row[0], row[1], -row[2]] for row in other]
        qfac = -1.0 if kind != 2 else qfac
    elif kind != 2:
        qfac = abs(qfac)
    bcd = tuple(single(x) for x in quaternion(other))
    at = tuple(single(mm) for mm in offset)
    shift = (5e-5, 5e-4, 5.0)[small] if kind == 6 else 0.0
    rows = [[axes[i][j] * spacing[j] for j in range(3)] for i in range(3)]
    if not precise:
        rows = from_quaternion(bcd, spacing, qfac)
        if kind == 1:
            rows = [[row[0], -row[1], row[2]] for row in rows]
    if sheared:
        rows = [[row[0], row[1] + SHEARS[small] * row[0], row[2]] for row in rows]
    srow = [single(x) for i in range(3) for x in (*rows[i], at[i] + shift)]
    if broken == 1:
        srow[flip] = math.nan
    if broken == 2:
        bcd = (math.nan, bcd[1], bcd[2])
    if broken == 3:
        at = (at[0], math.inf, at[2])
    return [qfac, *spacing], codes, bcd, at, srow


def packed(fields):
    pixdim, codes, bcd, offset, srow = fields
    return struct.pack("<4f2h3f3f12f", *pixdim, *codes, *bcd, *offset, *srow)


def file(fields):
    pixdim, codes, bcd, offset, srow = fields
    head = bytearray(352)
    struct.pack_into("<i", head, 0, 348)
    struct.pack_into("<8h", head, 40, 3, 3, 2, 2, 1, 1, 1, 1)
    struct.pack_into("<hh", head, 70, 2, 8)
    struct.pack_into("<8f", head, 76, *pixdim, 1, 1, 1, 1)
    struct.pack_into("<f", head, 108, 352)
    head[123] = 2
    struct.pack_into("<hh3f3f12f", head, 252, *codes, *bcd, *offset, *srow)
    head[344:348] = b"n+1\0"
    return bytes(head) + bytes(12)


def placed(rows, offset):
    """Origin and direction as ITK makes them of a matrix."""
    columns = [[(-rows[i][j] if i < 2 else rows[i][j]) for i in range(3)] for j in range(3)]
    unit = []
    for column in columns:
        length = math.sqrt(sum(x * x for x in column))
        unit.append([x / length if length > 0 else x for x in column])
    direction = [unit[j][i] for i in range(3) for j in range(3)]
    return [-offset[0], -offset[1], offset[2], *direction]


def letter(fields, path):
    import SimpleITK as sitk

    with open(path, "wb") as out:
        out.write(file(fields))
    try:
        image = sitk.ReadImage(path)
    except RuntimeError:
        return "r"
    pixdim, codes, bcd, offset, srow = fields
    if max(codes) < 1:
        return "n"
    found = [*image.GetOrigin(), *image.GetDirection()]
    finite = [[x if math.isfinite(x) else 0.0 for x in part] for part in (bcd, offset)]
    qform = placed(from_quaternion(finite[0], pixdim[1:], pixdim[0]), finite[1])
    sform = placed([srow[0:3], srow[4:7], srow[8:11]], srow[3::4])
    if not all(map(math.isfinite, found)):
        return "x"
    far = lambda expected: max(abs(a - b) for a, b in zip(found, expected))
    is_s, is_q = codes[1] > 0 and far(sform) < 1e-12, codes[0] > 0 and far(qform) < 1e-12
    assert is_s or is_q, (fields, found, sform, qform)
    return "b" if is_s and is_q else "s" if is_s else "q"


def main():
    import SimpleITK as sitk

    random, digest, letters = Random(5), hashlib.sha256(), ""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(COUNT):
            fields = header(number, random)
            digest.update(packed(fields))
            letters += letter(fields, os.path.join(folder, "a.nii"))
    made_by = f"tests/generators/nifti_placement.py, SimpleITK {sitk.Version_VersionString()}"
    rows = [letters[at:at + 48] for at in range(0, COUNT, 48)]
    print(json.dumps({"made_by": made_by, "headers_sha256": digest.hexdigest(), "taken": rows}, indent=1))
    print({letter: letters.count(letter) for letter in "sqbnrx"}, file=sys.stderr)


if __name__ == "__main__":
    main()
