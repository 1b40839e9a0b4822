#!/usr/bin/env python3
"""NIfTI and NRRD files that were changed by chance, read by Discern, SimpleITK (ITK), nibabel and pynrrd: every kind of difference.

    python3 -m venv venv && venv/bin/pip install SimpleITK==2.5.7 nibabel==5.4.2 pynrrd==1.1.3 numpy
    cargo build --example describe
    venv/bin/python benches/readers.py [MUTANTS A FORMAT]

Mutants are made of fuzz/seeds by rules that know the formats (fields get odd values, lines of text are changed, doubled or left
out; bytes flip), the same ones every time. Of each that Discern reads, size, spacing, origin, direction and all values are
compared; of each that it refuses it is counted which reader takes it. docs/readers.md has the table, and says who is right.
"""
import collections
import hashlib
import json
import math
import multiprocessing
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

import nibabel
import nrrd
import numpy as np
import SimpleITK

ROOT = pathlib.Path(__file__).resolve().parent.parent
COUNT = 2500
# Voxels of the largest file that is tried with other readers.
MOST = 1_000_000
# Seconds after which a reader is taken to have no end.
LONGEST_S = 5

NAN, INFINITE = float("nan"), float("inf")
FLOATS = [0.0, 1.0, -1.0, 0.5, 2.0, 3.3, -2.5, 1e-3, 1e6, 1e-30, 1e30, NAN, INFINITE, -INFINITE]
CODES = [-3, -1, 0, 1, 2, 3, 4, 5, 77]
# Place, type and values of the fields of a NIfTI-1 header.
FIELDS = (
    [(40, "h", [0, 1, 2, 3, 4, 5, 7, 8, -1])] + [(42 + 2 * i, "h", [0, 1, 2, 3, 5, 8, -4, 32767]) for i in range(7)]
    + [(70, "h", [2, 4, 8, 16, 64, 256, 512, 768, 1024, 1280, 1, 32, 128, 1536, 2304, 0, 3])]
    + [(72, "h", [0, 8, 16, 32, 64, -8])] + [(76 + 4 * i, "f", FLOATS) for i in range(8)]
    + [(108, "f", [352.0, 348.0, 0.0, 360.0, 352.5, 1e9, -8.0, NAN])] + [(112, "f", FLOATS), (116, "f", FLOATS)]
    + [(122, "B", [0, 1, 2, 3, 10, 16, 17, 18, 255]), (123, "B", [0, 1, 2, 3, 10, 11, 18, 255])]
    + [(252, "h", CODES), (254, "h", CODES)] + [(256 + 4 * i, "f", FLOATS) for i in range(6)]
    + [(280 + 4 * i, "f", FLOATS) for i in range(12)]
    + [(344, "4s", [b"n+1\0", b"ni1\0", b"n+2\0", b"\0\0\0\0"]), (348, "4s", [b"\1\0\0\0", b"\0\0\0\0"])]
    + [(68, "h", [0, 2, 1005, 1007])]
)
LINES = {
    "type": ["uchar", "unsigned char", "uint8", "int8", "short", "ushort", "int", "uint32", "float", "double", "int64", "block"],
    "encoding": ["raw", "gzip", "gz", "ascii", "txt", "hex", "bzip2"],
    "endian": ["little", "big", "Little"],
    "dimension": ["1", "2", "3", "4", "0", "17"],
    "sizes": ["2 2 2", "1 2 3", "4 3", "2 2 2 2", "0 2 2", "3 2 -1", "1000000 1000000 1000000", "12", "1 4 3 2", "4 3 2 1"],
    "space": ["left-posterior-superior", "LPS", "right-anterior-superior", "RAS", "left-anterior-superior", "LAS", "scanner-xyz",
              "3D-right-handed", "nowhere"],
    "space directions": ["(1,0,0) (0,1,0) (0,0,1)", "(2,0,0) (0,3,0) (0,0,4)", "(0,1,0) (1,0,0) (0,0,1)", "(-1,0,0) (0,-1,0) (0,0,1)",
                         "none (1,0,0) (0,1,0)", "(1,1,0) (0,1,0) (0,0,1)", "(nan,0,0) (0,1,0) (0,0,1)", "(0,0,0) (0,1,0) (0,0,1)",
                         "(1e30,0,0) (0,1,0) (0,0,1)", "(0.8,0.6,0) (-0.6,0.8,0) (0,0,2)", "( 1 , 0 , 0 ) ( 0 , 1 , 0 ) ( 0 , 0 , 1 )"],
    "space origin": ["(0,0,0)", "(1,2,3)", "(-91.5,126.25,-72.7)", "(nan,0,0)", "(1,2)", "(1e30,0,0)"],
    "space units": ['"mm" "mm" "mm"', '"m" "m" "m"', '"mm" "mm"'],
    "spacings": ["1 1 1", "2 3 4", "nan 1 1", "1 1", "-1 1 1", "0 1 1"],
    "axis mins": ["0 0 0", "5 6 7", "nan nan nan"], "axis maxs": ["3 2 1"],
    "kinds": ["domain domain domain", "space space space", "list domain domain domain", "vector domain domain", "none none none"],
    "centers": ["cell cell cell", "node node node", "none none none"], "centerings": ["cell cell cell", "node node node"],
    "byte skip": ["0", "4", "-1", "-2", "1000"], "line skip": ["0", "1", "3"], "byteskip": ["2"], "lineskip": ["1"],
    "measurement frame": ["(1,0,0) (0,1,0) (0,0,1)", "(0,1,0) (1,0,0) (0,0,1)"], "thicknesses": ["1 1 1", "nan nan 5"],
    "labels": ['"x" "y" "z"'], "units": ['"mm" "mm" "mm"'], "min": ["0"], "max": ["255"], "old min": ["0"], "old max": ["7"],
    "content": ["any: text", ""], "number": ["12"], "sample units": ["HU"], "block size": ["4"], "no such field": ["1"],
    "data file": ["LOCAL"], "datafile": ["LOCAL"],
}


def nifti_mutant(chance, seed):
    """A NIfTI file with one to three fields changed, or bytes flipped."""
    packed = seed[:2] == b"\x1f\x8b"
    data = bytearray(__import__("gzip").decompress(seed) if packed else seed)
    big = chance.random() < 0.1
    for _ in range(chance.randint(1, 3)):
        if struct.unpack_from("<i", data)[0] == 348 and chance.random() < 0.85:
            place, kind, values = chance.choice(FIELDS)
            struct.pack_into("<" + kind, data, place, chance.choice(values))
        else:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    if big and struct.unpack_from("<i", data)[0] == 348:
        del data[352 + 8 * (len(data) // 16):]
    return bytes(data)


def nrrd_mutant(chance, seed):
    """An NRRD file with one to three lines changed, doubled, added, left out or written otherwise, or bytes flipped."""
    head, _, voxels = seed.partition(b"\n\n")
    lines = head.decode("latin-1").split("\n")
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(1, len(lines)) if len(lines) > 1 else 0
        way = chance.random()
        if way < 0.45:
            name = chance.choice([name for name in LINES])
            line = f"{name}: {chance.choice(LINES[name])}"
            own = [i for i, one in enumerate(lines) if one.split(":")[0] == name]
            if own:
                lines[own[0]] = line
            else:
                lines.insert(at + 1, line)
        elif way < 0.55 and at:
            name = lines[at].split(":")[0]
            lines[at] = f"{name}: {chance.choice(LINES[name])}" if name in LINES else lines[at]
        elif way < 0.62 and at:
            lines.insert(at, lines[at])
        elif way < 0.7 and at:
            del lines[at]
        elif way < 0.76:
            lines[at] = chance.choice([lines[at] + " ", lines[at].upper(), lines[at].replace(": ", ":"), "  " + lines[at],
                                       lines[at] + "\r", lines[at].replace(" ", "  "), lines[at].title()])
        elif way < 0.82:
            lines.insert(at + 1, chance.choice(["# a comment", "key:=value", "a b:=c:=d", "#", "key:=a\\nb", "no colon"]))
        elif way < 0.88:
            lines[0] = f"NRRD000{chance.choice('0123456789')}"
        else:
            text = bytearray("\n".join(lines).encode("latin-1"))
            text[chance.randrange(len(text))] ^= 1 << chance.randrange(8)
            lines = text.decode("latin-1").split("\n")
    if chance.random() < 0.1 and voxels:
        voxels = voxels[: chance.randrange(len(voxels))]
    return "\n".join(lines).encode("latin-1") + b"\n\n" + voxels


def digest(values):
    """Hash of values, x fastest; NaN and infinite ones are 0, as Discern reads them with a warning."""
    values = np.asarray(values).astype(np.float64)
    finite = np.where(np.isfinite(values), values, 0.0)
    return hashlib.sha256(finite.ravel().astype("<f8").tobytes()).hexdigest(), bool((finite == values).all())


def itk(path):
    reader = SimpleITK.ImageFileReader()
    reader.SetFileName(str(path))
    reader.ReadImageInformation()
    # It makes room for what a header promises before it looks whether the file holds that.
    if math.prod(reader.GetSize()) > MOST:
        raise ValueError("too many voxels to try")
    image = reader.Execute()
    if image.GetNumberOfComponentsPerPixel() != 1:
        raise ValueError(f"{image.GetNumberOfComponentsPerPixel()} components a voxel")
    dimension = image.GetDimension()
    direction = np.array(image.GetDirection()).reshape(dimension, dimension)
    size, spacing, origin = (list(part) for part in (image.GetSize(), image.GetSpacing(), image.GetOrigin()))
    while len(size) < 3:
        size, spacing, origin = size + [1], spacing + [1.0], origin + [0.0]
    whole = np.eye(3)
    whole[: min(3, dimension), : min(3, dimension)] = direction[:3, :3]
    if math.prod(size[3:]) != 1:
        raise ValueError(f"{math.prod(size[3:])} volumes")
    array = SimpleITK.GetArrayFromImage(image)
    return {"size": size[:3], "spacing": spacing[:3], "origin": origin[:3], "direction": whole, "values": digest(array)}


def nib(path):
    image = nibabel.load(path)
    shape = list(image.shape) + [1] * (3 - len(image.shape))
    if math.prod(shape) > MOST:
        raise ValueError("too many voxels to try")
    if math.prod(shape[3:]) != 1:
        raise ValueError(f"{math.prod(shape[3:])} volumes")
    affine = np.diag([-1.0, -1.0, 1.0, 1.0]) @ image.affine
    spacing = np.sqrt((affine[:3, :3] ** 2).sum(axis=0))
    with np.errstate(all="ignore"):
        direction = affine[:3, :3] / spacing
    values = np.asanyarray(image.dataobj).reshape(shape[:3], order="F")
    return {"size": shape[:3], "spacing": spacing, "origin": affine[:3, 3], "direction": direction,
            "values": digest(values.ravel(order="F"))}


def pynrrd(path):
    sizes = nrrd.read_header(str(path)).get("sizes", [])
    if math.prod(int(n) for n in sizes) > MOST:
        raise ValueError("too many voxels to try")
    values, _ = nrrd.read(str(path), index_order="F")
    shape = [n for n in values.shape]
    if len(shape) > 3:
        raise ValueError("four axes")
    shape += [1] * (3 - len(shape))
    return {"size": shape, "values": digest(values.ravel(order="F"))}


class Apart:
    """A reader in a process of its own, which is ended where it takes no end."""

    def __init__(self, reader):
        self.reader, self.process = reader, None

    def start(self):
        self.pipe, other = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=self.serve, args=(other,), daemon=True)
        self.process.start()

    def serve(self, pipe):
        while True:
            path = pipe.recv()
            try:
                with np.errstate(all="ignore"):
                    pipe.send((self.reader(path), None))
            except Exception as error:  # whatever a reader throws, it refuses the file
                pipe.send((None, str(error).strip().split("\n")[-1][:70].replace(str(path), "FILE")))

    def read(self, path):
        """What it read, or why not."""
        if self.process is None or not self.process.is_alive():
            self.start()
        self.pipe.send(path)
        try:
            if self.pipe.poll(LONGEST_S):
                return self.pipe.recv()
            why = f"no end within {LONGEST_S} s"
        except EOFError:
            why = "it crashed"
        self.process.kill()
        self.process.join()
        return None, why


def close(a, b, scale):
    a, b = np.asarray(a, float), np.asarray(b, float)
    return a.shape == b.shape and bool(np.all(np.isfinite(a))) and bool(np.all(np.abs(a - b) <= scale))


def differences(ours, other):
    """What of a file two readers read otherwise."""
    found = []
    if list(ours["size"]) != list(other["size"]):
        return ["size"]
    if "spacing" in other:
        spacing = np.asarray(ours["spacing_mm"])
        if not close(other["spacing"], spacing, 1e-5 * spacing):
            found.append("spacing")
        reach = 1e-5 * (np.abs(ours["origin_mm"]).max() + 1.0)
        if not close(other["origin"], ours["origin_mm"], reach):
            found.append("origin")
        if not close(other["direction"], ours["direction"], 1e-4):
            found.append("direction")
    if other["values"][0] != ours["values_sha256"]:
        found.append("values")
    elif not other["values"][1]:
        found.append("NaN")
    return found


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    metadata = ["cargo", "metadata", "--no-deps", "--offline", "--format-version", "1"]
    target = pathlib.Path(json.loads(subprocess.check_output(metadata, cwd=ROOT))["target_directory"])
    program = next(p for p in (target / "release/examples/describe", target / "debug/examples/describe") if p.exists())
    SimpleITK.ProcessObject.SetGlobalWarningDisplay(False)
    nibabel.imageglobals.logger.setLevel(100)
    for kind, ending, mutant, others in (
        ("nifti", ".nii", nifti_mutant, {"SimpleITK": itk, "nibabel": nib}),
        ("nrrd", ".nrrd", nrrd_mutant, {"SimpleITK": itk, "pynrrd": pynrrd}),
    ):
        chance = random.Random(2026)
        seeds = [path.read_bytes() for path in sorted((ROOT / "fuzz/seeds" / kind).iterdir())]
        with tempfile.TemporaryDirectory() as folder:
            paths = [pathlib.Path(folder) / f"{at}{ending}" for at in range(count)]
            for path in paths:
                path.write_bytes(mutant(chance, chance.choice(seeds)))
            ours = []
            for at in range(0, count, 500):
                told = subprocess.run([program, *map(str, paths[at: at + 500])], capture_output=True, text=True, check=True)
                ours += [json.loads(line) for line in told.stdout.splitlines()]
            table(kind, dict(zip(paths, ours)), others)


def table(kind, read, others):
    accepted = {path: told for path, told in read.items() if "size" in told}
    print(f"\n## {kind}: {len(read)} mutants, {len(accepted)} read by Discern\n")
    for name, read_by in others.items():
        reader = Apart(read_by)
        kinds, taken = collections.defaultdict(list), collections.defaultdict(list)
        for path, told in read.items():
            other, why = reader.read(path)
            if other is None:
                if path in accepted:
                    kinds["refused: " + why].append(path)
                continue
            if path not in accepted:
                taken[told["refused"]].append(path)
                continue
            found = differences(told, other)
            said = ",".join(sorted(set(told["warnings"])))
            kinds[(", ".join(found) + (f" (warned: {said})" if said else "")) if found else "the same"].append(path)
        print(f"| {name}, of files that Discern reads | files |\n|---|---:|")
        for what, paths in sorted(kinds.items(), key=lambda item: -len(item[1])):
            print(f"| {what} | {len(paths)} |" + (f" {paths[0].name}" if os.environ.get("EXAMPLES") else ""))
        print(f"\n| {name} takes, Discern refuses with | files |\n|---|---:|")
        for what, paths in sorted(taken.items(), key=lambda item: -len(item[1])):
            print(f"| {what} | {len(paths)} |" + (f" {paths[0].name}" if os.environ.get("EXAMPLES") else ""))
        print()
        keep = os.environ.get("KEEP")
        if keep:
            for what, paths in [*kinds.items(), *taken.items()]:
                for path in paths[:3]:
                    place = pathlib.Path(keep) / name / kind / str(what)[:60].replace("/", "_")
                    place.mkdir(parents=True, exist_ok=True)
                    (place / path.name).write_bytes(path.read_bytes())


main()
