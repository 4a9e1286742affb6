"""
The throughput test's far end at every site: one iperf3 server for all addresses of a port.

One is enough, because the worker runs one test at a time; to a second it says that it is busy.
"""

from collections.abc import Callable

from lab.kernel.children import Child
from lab.kernel.programs import program

# A test that a cut ended in its middle must not keep the server busy for the others.
RECEIVE_TIMEOUT_MS = 5000


def iperf_server(port: int, *, tell: Callable[[str], None]) -> Child:
    """
    Return the server of a port, not yet started.

    Raises:
        KernelError: iperf3 is not installed.
    """
    argv = [program("iperf3"), "--server", "--port", str(port)]
    return Child(
        name=f"iperf3 on port {port}",
        argv=[*argv, "--rcv-timeout", str(RECEIVE_TIMEOUT_MS)],
        tell=tell,
    )
