"""Whom circuits serve."""

from collections.abc import Collection, Iterable

from inventory.models import Circuit, School


def schools_of(circuit: Circuit) -> set[School]:
    """
    Return the schools that a circuit serves: its own, else the operating ones of its site.

    Asks nothing if `school` and `site__schools` were fetched with it.
    """
    if circuit.purpose != Circuit.Purpose.SCHOOL:
        return set()
    if circuit.school is not None:
        return {circuit.school}
    if circuit.site is None:
        return set()
    operating = School.Status.OPERATING
    return {school for school in circuit.site.schools.all() if school.status == operating}


def schools_served(circuits: Iterable[Circuit]) -> set[School]:
    """Return the schools that any of the circuits serves."""
    return set[School]().union(*map(schools_of, circuits))


def n_pupils_of(schools: Collection[School]) -> int | None:
    """Return the pupils of the schools that tell; None if none of them does, 0 of no school."""
    known = [school.n_pupils for school in schools if school.n_pupils is not None]
    return sum(known) if known or not schools else None
