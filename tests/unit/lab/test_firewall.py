from lab.kernel.firewall import table_text
from lab.kernel.scene import Scene


def rules(scene: Scene) -> list[str]:
    return [line.strip() for line in table_text(scene).splitlines()]


def test_the_table_is_replaced_in_one_transaction() -> None:
    text = table_text(Scene())

    assert text.startswith(
        "table inet lichtweg_lab\ndelete table inet lichtweg_lab\ntable inet lichtweg_lab {\n"
    )
    assert text.count("{") == text.count("}")


def test_an_unbroken_city_drops_nothing_but_the_kernels_own_replies() -> None:
    drops = [rule for rule in rules(Scene()) if rule.endswith("drop")]

    assert drops == [
        "icmp type echo-reply meta mark != 0x86 drop",
        "icmpv6 type echo-reply meta mark != 0x86 drop",
    ]


def test_a_dark_address_gets_and_gives_nothing() -> None:
    found = rules(Scene(dark=frozenset({"127.86.1.2", "127.86.1.1", "fd86::7"})))

    assert "ip daddr { 127.86.1.1, 127.86.1.2 } drop" in found
    assert "ip saddr { 127.86.1.1, 127.86.1.2 } drop" in found
    assert "ip6 daddr { fd86::7 } drop" in found
    assert "ip6 saddr { fd86::7 } drop" in found


def test_cuts_drop_only_what_comes_in() -> None:
    # A drop on the way out would be an error to the sender, who must meet silence.
    text = table_text(Scene(dark=frozenset({"127.86.1.1"}), is_isolated=True))

    out = text.partition("chain output")[2]
    assert [line.strip() for line in out.splitlines() if "drop" in line] == [
        "icmp type echo-reply meta mark != 0x86 drop",
        "icmpv6 type echo-reply meta mark != 0x86 drop",
    ]


def test_isolation_drops_everything() -> None:
    inward = table_text(Scene(is_isolated=True)).partition("  chain output")[0]

    assert inward.splitlines()[-3:] == [
        "    type filter hook input priority 0; policy accept;",
        "    drop",
        "  }",
    ]


def test_lossy_lines_share_a_chain_for_each_percentage() -> None:
    found = rules(Scene(loss_percent={"127.86.0.1": 30, "127.86.0.2": 5, "127.86.0.3": 30}))

    assert found.count("numgen random mod 100 < 30 drop") == 1
    assert found.count("numgen random mod 100 < 5 drop") == 1
    jumps = "{ 127.86.0.1 : jump loss_30, 127.86.0.2 : jump loss_5, 127.86.0.3 : jump loss_30 }"
    assert f"ip daddr vmap {jumps}" in found
    assert f"meta l4proto tcp ip saddr vmap {jumps}" in found
    assert not any(rule.startswith("ip6 daddr vmap") for rule in found)


def test_losing_everything_is_no_share() -> None:
    # nft refuses a share of 100 in 100.
    text = table_text(Scene(loss_percent={"127.86.0.1": 100}))

    assert "chain loss_100 {\n    drop\n  }" in text


def test_throughput_tests_go_to_the_class_of_their_line() -> None:
    found = rules(Scene(rates_mbps={"127.86.0.1": 620, "fd86::1": 400}))

    assert "tcp dport { 5201 } meta priority set 1:10" in found
    assert "tcp sport { 5201 } meta priority set 1:11" in found
    assert "tcp dport { 5201 } meta priority set ip daddr map { 127.86.0.1 : 1:14 }" in found
    assert "tcp sport { 5201 } meta priority set ip6 saddr map { fd86::1 : 1:13 }" in found


def test_without_ports_nothing_is_shaped() -> None:
    assert "priority set" not in table_text(Scene(ports=frozenset()))


def test_the_same_scene_makes_the_same_text() -> None:
    one = Scene(dark=frozenset({"127.86.0.1", "127.86.0.2"}), loss_percent={"fd86::1": 3})
    other = Scene(dark=frozenset({"127.86.0.2", "127.86.0.1"}), loss_percent={"fd86::1": 3})

    assert table_text(one) == table_text(other)
