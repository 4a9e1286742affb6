"""The lab's addresses: all of 127.0.0.0/8 and fd86::/64, on the loopback of this namespace."""

from lab.kernel.programs import KernelError, run

PREFIX_6 = "fd86::/64"
# As on an Ethernet line: TCP then pays the same headers per packet.
MTU = 1500


def bring_up() -> bool:
    """
    Make every address local; calling it again changes nothing. Returns whether IPv6 works too.

    Raises:
        KernelError: no privilege over this namespace.
    """
    run(["ip", "link", "set", "lo", "up", "mtu", str(MTU)])
    try:
        # AnyIP: the whole prefix is ours without 2^64 addresses. 127.0.0.0/8 is so by itself.
        run(["ip", "-6", "route", "replace", "local", PREFIX_6, "dev", "lo"])
    except KernelError:
        return False
    return True
