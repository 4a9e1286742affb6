"""
What is run: the processes of the product, the environment they get, what `manage.py` finds.

Only here stands which command lines make up Lichtweg.
"""

import os
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from signal import SIGINT
from urllib.parse import unquote, urlsplit

from setup import cluster, commands, inner
from setup.console import SetupError
from setup.namespace import Mode, Room
from setup.packages import SYSTEM_PATH
from setup.paths import Layout
from setup.supervise import Spec
from setup.users import Identity

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 8000
# What `manage.py` in another shell needs to find this installation; no secret is among it.
REMEMBERED = (
    "PGHOST",
    "PGUSER",
    "DB_NAME",
    "PORT",
    "LICHTWEG_DEMO",
    "LICHTWEG_LAB",
    "LICHTWEG_METRIC_SRID",
)


@dataclass(frozen=True, slots=True)
class Product:
    """One installation, ready to run: where, who, on which port, which city, in which room."""

    layout: Layout
    identity: Identity
    port: int
    is_demo: bool
    room: Room
    metric_srid: int | None = None

    @property
    def url(self) -> str:
        """The address of the web pages on this machine."""
        return f"http://{LOOPBACK}:{self.port}/"

    def environment(self) -> dict[str, str]:
        """Return the environment of every process of the product."""
        own = {
            "LICHTWEG_VAR": str(self.layout.var),
            "LICHTWEG_DEMO": str(int(self.is_demo)),
            "LICHTWEG_LAB": str(self.room.mode),
            # By which the lab knows the machine's own network, and touches nothing there.
            "LICHTWEG_HOST_NETNS": str(Path("/proc/self/ns/net").stat().st_ino),
            "PORT": str(self.port),
            "LC_ALL": "C.UTF-8",
            "PYTHONUNBUFFERED": "1",
            "PATH": f"{os.environ.get('PATH', '')}:{SYSTEM_PATH}",
        }
        if self.metric_srid is not None:
            own["LICHTWEG_METRIC_SRID"] = str(self.metric_srid)
        if self.identity.drops_root:
            own |= {"HOME": str(self.layout.var), "USER": self.identity.product.name}
        if database_url():
            asked = {key: text for key, text in os.environ.items() if key.startswith("PG")}
            return commands.quiet_environment() | asked | own
        own |= {
            "PGHOST": str(self.layout.sockets),
            "PGUSER": cluster.ROLE,
            "DB_NAME": cluster.DATABASE,
        }
        return commands.quiet_environment() | own

    def manage(self, *words: str) -> list[str]:
        """Return the command line of a management command, run as the product user."""
        return [*self.identity.as_product(), str(self.layout.python), "manage.py", *words]


def database_url() -> str:
    """Return the existing database server's URL, empty if we run our own cluster."""
    return os.environ.get("DATABASE_URL", "")


def is_reached_by_tcp(url: str) -> bool:
    """Return whether a database URL leads over the network, where the lab cannot follow."""
    if not url:
        return False
    host = unquote(urlsplit(url).hostname or "")
    return bool(host) and not host.startswith("/")


def read_port(environ: Mapping[str, str]) -> int:
    """
    Return the port of the web pages (`PORT`, 8000).

    Raises:
        SetupError: it is no port, or one that only root may open.
    """
    text = environ.get("PORT") or str(DEFAULT_PORT)
    if not text.isdecimal() or not 0 < int(text) < 1 << 16:
        raise SetupError(f"PORT={text} is not a port; take a number such as PORT=8001 ./start")
    lowest = int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text())
    if int(text) < lowest:
        raise SetupError(
            f"Port {text} is open to root only, and the web does not run as root. Take one from "
            f"{lowest} on (PORT=8001 ./start) and put a web server with TLS in front of it."
        )
    return int(text)


def refuse_busy_port(port: int) -> None:
    """
    Make sure that the web can open its port.

    Raises:
        SetupError: another program has it.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        # As gunicorn does: a port that was just closed is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((LOOPBACK, port))
        except OSError:
            raise SetupError(
                f"Port {port} is in use by another program (who: ss -ltnp 'sport = :{port}'). "
                f"Choose another: PORT={port + 1} ./start"
            ) from None


def write_secret(layout: Layout, identity: Identity) -> None:
    """Make the secret key of this installation once; `SECRET_KEY` in the environment wins."""
    path = layout.var / "secret_key"
    if os.environ.get("SECRET_KEY") or path.exists():
        return
    _write_private(path, secrets.token_urlsafe(50) + "\n", identity)


def remember(product: Product) -> None:
    """Write `VAR/env`, by which `manage.py` in any shell finds this installation."""
    told = product.environment()
    lines = [f"{key}={told[key]}\n" for key in REMEMBERED if key in told]
    _write_private(product.layout.var / "env", "".join(lines), product.identity)


def server_specs(product: Product) -> list[Spec]:
    """Return what runs on the host beside the database: jobs and web, in starting order."""
    python = str(product.layout.python)
    bridle = product.identity.as_product(death_signal="TERM")
    web = [python, "-m", "gunicorn", "config.wsgi:application"]
    web += ["--bind", f"{LOOPBACK}:{product.port}", "--worker-class", "gthread"]
    # --preload: Django is imported once, not once a worker, and its memory is shared.
    web += ["--workers", "2", "--threads", "4", "--preload", "--no-control-socket"]
    jobs = [python, "manage.py", "procrastinate", "worker"]
    return [
        _spec(product, "web", [*bridle, *web]),
        _spec(product, "jobs", [*bridle, *jobs]),
    ]


def watcher_specs(product: Product) -> list[Spec]:
    """
    Return what watches: lab and prober.

    In a namespace they are the inhabitants of one process that holds it, else they stand alone.
    """
    room, python = product.room, str(product.layout.python)
    specs = [_spec(product, "prober", [*room.prober, python, "manage.py", "run_prober"])]
    if product.is_demo:
        serve = [*room.lab, python, "manage.py", "lab", "serve"]
        specs.insert(0, _spec(product, inner.LAB, serve))
    if room.mode is Mode.NONE:
        return specs
    layout = product.layout
    orders = inner.Orders(run_dir=layout.run, log_dir=layout.log, specs=tuple(specs))
    holder = ["env", f"PYTHONPATH={layout.code}", python, "-P", "-m", "setup.inner"]
    return [
        Spec(
            name="lab network",
            argv=(*room.enter, *holder),
            env=product.environment(),
            cwd=layout.code,
            log=None,
            # It ends two inhabitants one after the other.
            grace=2 * inner.GRACE + timedelta(seconds=4),
            stdin=inner.to_json(orders),
        )
    ]


def database_spec(own: cluster.Cluster, layout: Layout) -> Spec:
    """Return the database server's process."""
    return Spec(
        name="database",
        argv=tuple(own.argv()),
        env=own.environment(),
        cwd=layout.var,
        log=layout.log / "database.log",
        # The fast shutdown: it does not wait for clients.
        stop_signal=SIGINT,
        grace=timedelta(seconds=60),
    )


def _spec(product: Product, name: str, argv: list[str]) -> Spec:
    return Spec(
        name=name,
        argv=tuple(argv),
        env=product.environment(),
        cwd=product.layout.code,
        log=product.layout.log / f"{name}.log",
    )


def _write_private(path: Path, text: str, identity: Identity) -> None:
    side = path.with_name(path.name + ".new")
    with os.fdopen(os.open(side, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    identity.give(side, 0o600)
    side.replace(path)
