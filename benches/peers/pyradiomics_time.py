"""Wall time of PyRadiomics in this process: pyradiomics_time.py IMAGE MASK PARAMS.json [REPEATS] -> one JSON line."""
import json
import logging
import resource
import sys
import time

import_start = time.perf_counter()
import radiomics
from radiomics import featureextractor

import_seconds = time.perf_counter() - import_start
radiomics.logger.setLevel(logging.ERROR)
image, mask, params = sys.argv[1:4]
repeats = int(sys.argv[4]) if len(sys.argv) > 4 else 5
parameters = json.load(open(params))
extractor = featureextractor.RadiomicsFeatureExtractor(**parameters.get("setting", {}))
extractor.disableAllImageTypes()
for name, arguments in parameters.get("imageType", {"Original": {}}).items():
    extractor.enableImageTypeByName(name, customArgs=arguments or {})
extractor.enableAllFeatures()
seconds, count, peak = [], 0, None
for _ in range(repeats):
    start = time.perf_counter()
    result = extractor.execute(image, mask)
    seconds.append(time.perf_counter() - start)
    # Of the first extraction, MiB.
    peak = peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    count = sum(not key.startswith("diagnostics_") for key in result)
print(json.dumps({"seconds": seconds, "features": count, "peak_mib": peak, "import_seconds": import_seconds}))
