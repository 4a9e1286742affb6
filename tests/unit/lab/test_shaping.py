from lab.kernel.shaping import class_commands, line_classes


def test_each_rate_has_a_class_each_way() -> None:
    classes = line_classes([620, 400, 400])

    assert {rate: (line.up, line.down) for rate, line in classes.items()} == {
        1000: ("1:10", "1:11"),
        400: ("1:12", "1:13"),
        620: ("1:14", "1:15"),
    }


def test_a_full_line_is_there_even_if_nobody_is_slower() -> None:
    assert list(line_classes([])) == [1000]
    assert list(line_classes([1000])) == [1000]


def test_a_class_leaves_room_for_what_only_a_wire_carries() -> None:
    up, down = class_commands(line_classes([]).values()).splitlines()

    assert up.startswith("class replace dev lo parent 1: classid 1:10 htb rate 984395kbit ")
    assert down.startswith("class replace dev lo parent 1: classid 1:11 htb rate 984395kbit ")
