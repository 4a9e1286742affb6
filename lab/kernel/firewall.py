"""
The rules that make cuts, losses and slow lines real: one nftables table, swapped as a whole.

Everything is dropped where it comes IN: a drop on the way out would give the sender an error
(EPERM), and the prober must meet silence, as on a cut fibre. Only replies that bear the
responder's mark may leave: the kernel's own would come without delay.
"""

from collections.abc import Iterable, Iterator, Mapping

from lab.kernel.programs import run
from lab.kernel.scene import Scene, of_family
from lab.kernel.shaping import FULL_LINE_MBPS, line_classes

TABLE = "inet lichtweg_lab"
REPLY_MARK = 0x86
FAMILIES = {4: "ip", 6: "ip6"}


def table_text(scene: Scene) -> str:
    """Return what `nft -f -` reads to replace the table by this scene's in one transaction."""
    body = "\n".join(
        [
            *_loss_chains(scene.loss_percent.values()),
            *_chain("input", _input_rules(scene)),
            *_chain("output", _output_rules(scene)),
        ]
    )
    return f"table {TABLE}\ndelete table {TABLE}\ntable {TABLE} {{\n{body}\n}}\n"


def enforce(scene: Scene) -> None:
    """
    Put the scene's rules in force, all at once or none.

    Raises:
        KernelError: no privilege over this namespace, or this kernel has no nftables.
    """
    run(["nft", "-f", "-"], stdin=table_text(scene))


def _chain(hook: str, rules: Iterable[str]) -> Iterator[str]:
    yield f"  chain {hook} {{"
    yield f"    type filter hook {hook} priority 0; policy accept;"
    yield from (f"    {rule}" for rule in rules)
    yield "  }"


def _loss_chains(percents: Iterable[int]) -> Iterator[str]:
    for percent in sorted(set(percents)):
        yield f"  chain loss_{percent} {{"
        # nft knows that "mod 100 < 100" is always so, and refuses it.
        yield f"    numgen random mod 100 < {percent} drop" if percent < 100 else "    drop"
        yield "  }"


def _input_rules(scene: Scene) -> Iterator[str]:
    if scene.is_isolated:
        yield "drop"
        return
    for version, ip in FAMILIES.items():
        if dark := _set(of_family(scene.dark, version=version)):
            yield f"{ip} daddr {dark} drop"
            yield f"{ip} saddr {dark} drop"
        verdicts = {
            address: f"jump loss_{scene.loss_percent[address]}"
            for address in of_family(scene.loss_percent, version=version)
        }
        if verdicts:
            # An echo crosses twice but is lost once, so the percentage is that of pings.
            yield f"{ip} daddr vmap {_map(verdicts)}"
            yield f"meta l4proto tcp {ip} saddr vmap {_map(verdicts)}"


def _output_rules(scene: Scene) -> Iterator[str]:
    yield f"icmp type echo-reply meta mark != {REPLY_MARK:#x} drop"
    yield f"icmpv6 type echo-reply meta mark != {REPLY_MARK:#x} drop"
    if not scene.ports:
        return
    ports = _set(str(port) for port in sorted(scene.ports))
    classes = line_classes(scene.rates_mbps.values())
    full = classes[FULL_LINE_MBPS]
    yield f"tcp dport {ports} meta priority set {full.up}"
    yield f"tcp sport {ports} meta priority set {full.down}"
    for version, ip in FAMILIES.items():
        slow = {
            address: classes[scene.rates_mbps[address]]
            for address in of_family(scene.rates_mbps, version=version)
        }
        if slow:
            up = _map({address: line.up for address, line in slow.items()})
            down = _map({address: line.down for address, line in slow.items()})
            yield f"tcp dport {ports} meta priority set {ip} daddr map {up}"
            yield f"tcp sport {ports} meta priority set {ip} saddr map {down}"


def _set(elements: Iterable[str]) -> str:
    """Return an anonymous set, empty if there is nothing in it (nft refuses an empty one)."""
    joined = ", ".join(elements)
    return f"{{ {joined} }}" if joined else ""


def _map(elements: Mapping[str, str]) -> str:
    return _set(f"{key} : {value}" for key, value in elements.items())
