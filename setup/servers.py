"""Which PostgreSQL with PostGIS is installed: Debian keeps one folder for each major version."""

from dataclasses import dataclass
from pathlib import Path

OLDEST_MAJOR = 14
LIB = Path("/usr/lib/postgresql")
SHARE = Path("/usr/share/postgresql")
EXTENSIONS = ("postgis", "btree_gist")


@dataclass(frozen=True, slots=True)
class Server:
    """One installed major version of PostgreSQL and where its tools lie (not on PATH)."""

    major: int
    bin: Path

    def tool(self, name: str) -> str:
        """Return the full path of one of its tools."""
        return str(self.bin / name)


def installed() -> list[Server]:
    """Return the usable servers (PostGIS and btree_gist at hand), newest first."""
    found = []
    for folder in LIB.glob("[0-9]*"):
        if not folder.name.isdigit() or int(folder.name) < OLDEST_MAJOR:
            continue
        extensions = SHARE / folder.name / "extension"
        if (folder / "bin" / "initdb").exists() and all(
            (extensions / f"{name}.control").exists() for name in EXTENSIONS
        ):
            found.append(Server(major=int(folder.name), bin=folder / "bin"))
    return sorted(found, key=lambda server: server.major, reverse=True)
