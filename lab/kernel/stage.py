"""Puts scenes in force: addresses, rules, line rates, and the processes that answer."""

import sys
from collections.abc import Callable

from lab.kernel import addresses, firewall, responder, shaping
from lab.kernel.children import Child
from lab.kernel.iperf import iperf_server
from lab.kernel.namespace import require_own_namespace
from lab.kernel.programs import KernelError
from lab.kernel.scene import Scene


class Stage:
    """
    The lab in this network namespace; `tell` hears in words what people should know.

    The rules stay in the kernel when the lab ends: until it is back nothing answers, the
    worker's canaries neither, so the worker knows itself blind instead of calling lines dead.
    """

    def __init__(self, *, host_inode: int | None, tell: Callable[[str], None]) -> None:
        self._host_inode = host_inode
        self._tell = tell
        self._responder = Child(
            name="The echo responder",
            argv=[sys.executable, "-m", "lab.kernel.responder"],
            tell=tell,
            greeting=b"",
        )
        self._servers: dict[int, Child] = {}
        self._scene: Scene | None = None
        self._is_shaping = True

    def open(self) -> None:
        """
        Check that the place is ours and make every address local.

        Raises:
            NotOwnNamespaceError: this is, or may be, the machine's own network.
            KernelError: no privilege over this namespace.
        """
        require_own_namespace(host_inode=self._host_inode)
        if not addresses.bring_up():
            self._tell("This kernel has no IPv6: the lab's IPv6 addresses stay silent.")

    def show(self, scene: Scene) -> None:
        """
        Put a scene in force; returns when it is.

        Raises:
            KernelError: the kernel refused; what was in force stays.
        """
        if scene == self._scene:
            return
        self._shape(scene)
        firewall.enforce(scene)
        self._responder.greet(responder.orders(scene.delay_s))
        self._keep_ports(scene.ports)
        self._scene = scene

    def keep(self) -> None:
        """
        Start again whatever has died.

        Raises:
            KernelError: a program is missing.
        """
        for child in (self._responder, *self._servers.values()):
            child.keep()

    def close(self) -> None:
        """End every child."""
        for child in (self._responder, *self._servers.values()):
            child.stop()

    def _shape(self, scene: Scene) -> None:
        if not self._is_shaping:
            return
        try:
            shaping.shape(scene.rates_mbps.values())
        except KernelError as error:
            # Pings and cuts are worth having without it.
            self._is_shaping = False
            self._tell(f"Throughput in the lab is not limited: {error}")

    def _keep_ports(self, ports: frozenset[int]) -> None:
        for port in self._servers.keys() - ports:
            self._servers.pop(port).stop()
        for port in ports - self._servers.keys():
            self._servers[port] = iperf_server(port, tell=self._tell)
            self._servers[port].keep()
