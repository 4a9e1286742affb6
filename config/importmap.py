"""
The import map: own browser modules call each other `#maps/x.js`; this gives each its hashed URL.

It must stand inline, so the content security policy allows exactly its text by hash: a nonce would
change every answer and with it every ETag. Node reads the same names from package.json `imports`.
"""

import base64
import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.templatetags.static import static


@lru_cache(maxsize=1)
def import_map() -> str:
    """Return the text between the script tags; one walk over the apps' static folders a process."""
    own = [app.name for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    modules = sorted(path for path, _ in AppDirectoriesFinder(own).list([]) if path.endswith(".js"))
    return json.dumps({"imports": {f"#{path}": static(path) for path in modules}})


@lru_cache(maxsize=1)
def import_map_source() -> str:
    """Return the policy's source expression that allows the import map's text and nothing else."""
    digest = hashlib.sha256(import_map().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
