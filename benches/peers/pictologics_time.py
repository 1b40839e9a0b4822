"""Wall time of Pictologics in this process: pictologics_time.py IMAGE MASK PARAMS.json REPEATS RANGES -> one JSON line.

The same images as PARAMS asks of PyRadiomics. RANGES (JSON: minimum and range of every image) gives each as many bins
as PyRadiomics has of width 25: the original from the same first edge on, filtered images over their own range.
Threads: set PICTOLOGICS_NUM_THREADS.
"""
import json
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")
import_start = time.perf_counter()
from pictologics import RadiomicsPipeline

import_seconds = time.perf_counter() - import_start
image, mask, params = sys.argv[1:4]
repeats = int(sys.argv[4])
ranges = json.loads(sys.argv[5])
WIDTH = 25.0
image_types = json.load(open(params)).get("imageType", {"Original": {}})
families = ["intensity", "glcm", "glrlm", "glszm", "ngtdm", "ngldm"]
extract = {"step": "extract_features", "params": {"families": families}}
shape_too = {"step": "extract_features", "params": {"families": families + ["morphology"]}}
start = ranges["original"][0] // WIDTH * WIDTH
fbs = {"step": "discretise", "params": {"method": "FBS", "bin_width": WIDTH, "min_val": start}}
binarise = {"step": "binarize_mask", "params": {"mask_values": 1}}

pipeline = RadiomicsPipeline()
names = []


def as_many_bins(name):
    """As many bins as PyRadiomics has of the image of this name."""
    bins = int(ranges[name][1] // WIDTH) + 1
    return {"step": "discretise", "params": {"method": "FBN", "n_bins": bins}}


def add(name, steps):
    pipeline.add_config(name, [binarise] + steps)
    names.append(name)


if "Original" in image_types:
    add("original", [fbs, shape_too])
if "Wavelet" in image_types:
    for band in ("LLH", "LHL", "LHH", "HLL", "HLH", "HHL", "HHH", "LLL"):
        step = {"type": "wavelet", "wavelet": "coif1", "level": 1, "decomposition": band, "boundary": "periodic"}
        add("wavelet-" + band, [{"step": "filter", "params": step}, as_many_bins("wavelet-" + band), extract])
for sigma in image_types.get("LoG", {}).get("sigma", []):
    name = f"log-sigma-{sigma}-mm-3D"
    add(name, [{"step": "filter", "params": {"type": "log", "sigma_mm": sigma}}, as_many_bins(name), extract])

seconds, count, peak = [], 0, None
for _ in range(repeats):
    start = time.perf_counter()
    result = pipeline.run(image, mask, config_names=names)
    seconds.append(time.perf_counter() - start)
    # Of the first extraction, MiB.
    peak = peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    count = sum(int(series.notna().sum()) for series in result.values())
print(json.dumps({"seconds": seconds, "features": count, "peak_mib": peak, "import_seconds": import_seconds}))
