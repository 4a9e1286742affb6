from collections.abc import Collection

import pytest

from inventory.models import Site
from maps.legend import Question


class Facts:
    """What a question looks at."""

    def __init__(self, *, shown: str, kind: str = Site.Kind.SCHOOL, searched: str = "") -> None:
        self.shown = shown
        self.site = Site(kind=kind)
        self.searched = searched


def asks(
    facts: Facts,
    *,
    states: Collection[str] = (),
    kinds: Collection[str] = (),
    words: str = "",
) -> bool:
    question = Question.of(states=states, kinds=kinds, words=words)
    return question.asks_for(facts)  # type: ignore[arg-type]  # stands in for SiteFacts


def test_nothing_chosen_asks_for_everything() -> None:
    assert asks(Facts(shown="down"))


def test_a_site_must_have_one_of_the_chosen_states_and_kinds() -> None:
    assert asks(Facts(shown="down"), states={"up", "down"})
    assert not asks(Facts(shown="down"), states={"up"})
    assert not asks(Facts(shown="down"), states={"down"}, kinds={Site.Kind.POP})


def test_a_site_without_a_connection_is_not_hidden_by_a_choice_of_states() -> None:
    assert asks(Facts(shown=""), states={"up"})


def test_every_word_must_be_somewhere_in_any_case_and_order() -> None:
    facts = Facts(shown="up", searched="gesamtschule berger feld erle 45891")

    assert asks(facts, words="  ERLE   Berger ")
    assert not asks(facts, words="berger buer")


@pytest.mark.parametrize("nonsense", ["okay", "' OR 1=1", ""])
def test_what_is_no_state_is_not_asked_for(nonsense: str) -> None:
    assert asks(Facts(shown="down"), states={nonsense}, kinds={nonsense})


def test_endless_words_are_cut() -> None:
    assert len(Question.of(states=[], kinds=[], words="a " * 10_000).words) <= 100
