#!/usr/bin/env python3
"""Django's command line for Lichtweg; `manage.py doctor` says in plain words what is missing."""

import os
import sys
from pathlib import Path


def main() -> int | str:
    """Run one management command; returns the exit code, or why there is nothing to run."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        # Imported late: without the packages there is still something to say.
        from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - see above
        from django.core.management import execute_from_command_line  # noqa: PLC0415 - see above
        from django.db.utils import OperationalError  # noqa: PLC0415 - see above
    except ModuleNotFoundError as error:
        return _without_django(f"The Python package {error.name} is missing.")
    try:
        execute_from_command_line(sys.argv)
    except ModuleNotFoundError as error:
        if (Path(__file__).parent / (error.name or "").partition(".")[0]).exists():
            raise
        return _without_django(f"The Python package {error.name} is missing.")
    except ImproperlyConfigured as error:
        return _without_django(f"Not configured: {' '.join(str(error).split())}")
    except OperationalError as error:
        words = " ".join(str(error).split())
        return (
            f"The database does not answer: {words}\nDoes ./start run? manage.py doctor says more."
        )
    return 0


def _without_django(words: str) -> int | str:
    """Say what keeps Django from starting; the doctor looks at the machine without it."""
    if sys.argv[1:2] == ["doctor"]:
        from setup import doctor  # noqa: PLC0415 - needed here only

        sys.stderr.write(f"{words}\n")
        return doctor.main() or 1
    return f"{words}\nRun ./start once, then use .venv/bin/python; manage.py doctor says more."


if __name__ == "__main__":
    sys.exit(main())
