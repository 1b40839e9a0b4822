"""Wall time of Pictologics in this process: pictologics_time.py IMAGE MASK PARAMS.json [REPEATS] -> one JSON line.

The same images as PARAMS asks of PyRadiomics: original with bins of 25, each coif1 sub-band and LoG with 32 bins
(Pictologics cannot bin filtered images by width without a start). One thread: set PICTOLOGICS_NUM_THREADS=1.
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
repeats = int(sys.argv[4]) if len(sys.argv) > 4 else 5
image_types = json.load(open(params)).get("imageType", {"Original": {}})
families = ["intensity", "glcm", "glrlm", "glszm", "ngtdm", "ngldm"]
extract = {"step": "extract_features", "params": {"families": families}}
shape_too = {"step": "extract_features", "params": {"families": families + ["morphology"]}}
fbn = {"step": "discretise", "params": {"method": "FBN", "n_bins": 32}}
fbs = {"step": "discretise", "params": {"method": "FBS", "bin_width": 25.0, "min_val": 0.0}}
binarise = {"step": "binarize_mask", "params": {"mask_values": 1}}

pipeline = RadiomicsPipeline()
names = []


def add(name, steps):
    pipeline.add_config(name, [binarise] + steps)
    names.append(name)


if "Original" in image_types:
    add("original", [fbs, shape_too])
if "Wavelet" in image_types:
    for band in ("LLH", "LHL", "LHH", "HLL", "HLH", "HHL", "HHH", "LLL"):
        step = {"type": "wavelet", "wavelet": "coif1", "level": 1, "decomposition": band, "boundary": "periodic"}
        add("wavelet-" + band, [{"step": "filter", "params": step}, fbn, extract])
for sigma in image_types.get("LoG", {}).get("sigma", []):
    add(f"log-{sigma}", [{"step": "filter", "params": {"type": "log", "sigma_mm": sigma}}, fbn, extract])

seconds, count = [], 0
for _ in range(repeats):
    start = time.perf_counter()
    result = pipeline.run(image, mask, config_names=names)
    seconds.append(time.perf_counter() - start)
    count = sum(int(series.notna().sum()) for series in result.values())
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "features": count, "peak_mib": peak, "import_seconds": import_seconds}))
