"""
The environment that settings read: the process's own, else the file that `./start` left.

`VAR/env` holds the KEY=VALUE lines of the running installation, so that `manage.py` works from any
shell. What the process has set wins. Nothing here imports Django.
"""

import importlib.util
import os
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent


def state_folder() -> Path:
    """Return the folder with all state of this installation (`LICHTWEG_VAR`, default `var`)."""
    return Path(os.environ.get("LICHTWEG_VAR") or BASE_DIR / "var").resolve()


def read_environment() -> environ.Env:
    """Return the environment with the defaults of `VAR/env` filled in; 0 queries, one file read."""
    file = state_folder() / "env"
    if file.is_file():
        environ.Env.read_env(str(file), overwrite=False)
    return environ.Env()


def geo_library() -> str:
    """
    Return the path of the one library that holds GDAL and GEOS, from the pyogrio wheel.

    Its file name carries a hash, so it is searched for. An empty string lets Django look for the
    system's own; `manage.py doctor` says what that means.
    """
    spec = importlib.util.find_spec("pyogrio")
    if spec is None or spec.origin is None:
        return ""
    libs = Path(spec.origin).parent.parent / "pyogrio.libs"
    return str(next(libs.glob("libgdal-*.so*"), ""))
