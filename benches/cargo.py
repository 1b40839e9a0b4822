"""Where cargo builds into, as cargo itself gives it: CARGO_TARGET_DIR and `build.target-dir` count."""

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def target_folder():
    command = ["cargo", "metadata", "--no-deps", "--offline", "--format-version", "1"]
    return Path(json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)["target_directory"])
