"""
Whether we stand in a network namespace of our own; anywhere else nothing may be touched.

Evidence, strongest first: the host's namespace as whoever made ours handed it in, PID 1's where
it can be read, else the devices: a fresh namespace has none that is up but the loopback.
"""

from pathlib import Path

from lab.kernel.programs import KernelError, run

OWN = Path("/proc/self/ns/net")
FIRST = Path("/proc/1/ns/net")


class NotOwnNamespaceError(KernelError):
    """Where we stand is, or may be, the machine's own network."""


def require_own_namespace(*, host_inode: int | None) -> None:
    """
    Return if this network namespace is not the machine's own.

    `host_inode` is the inode of the machine's own, if whoever made this one handed it in.

    Raises:
        NotOwnNamespaceError: it is, or nothing shows that it is not.
    """
    own = OWN.stat().st_ino
    hosts = {host_inode, _first_inode()} - {None}
    if own in hosts:
        raise NotOwnNamespaceError(
            "This is the machine's own network; the lab works only in a network namespace of its "
            "own, which ./start makes."
        )
    if not hosts and (device := _device_up()):
        raise NotOwnNamespaceError(
            f"This network has the device {device} and may be the machine's own; the lab works "
            "only in a network namespace of its own, which ./start makes."
        )


def _first_inode() -> int | None:
    try:
        return FIRST.stat().st_ino
    except OSError:
        # Another user's process: its namespace is not ours to look at.
        return None


def _device_up() -> str | None:
    """Return a device of this namespace that is up and not the loopback (sysfs has another's)."""
    for line in run(["ip", "-oneline", "link", "show", "up"]).splitlines():
        name = line.split(": ", 2)[1].partition("@")[0]
        if name != "lo":
            return name
    return None
