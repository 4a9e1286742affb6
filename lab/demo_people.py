"""
The people of the demo: invented roles, no person of the real world; on loopback in demo mode only.

Their passwords are no secret: `./start` prints them, and production refuses such people.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.hashers import get_hasher
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import ADMINISTERS_PEOPLE, Role
from inventory.models import Site, SiteAssignment


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A role of the demo, and the schools by number for which it answers."""

    username: str
    role: Role
    who: Promise
    school_numbers: tuple[str, ...] = ()

    @property
    def password(self) -> str:
        """The fixed password, long enough for the rules."""
        return f"lichtweg-{self.username}-demo"


PEOPLE = (
    DemoPerson("technik", Role.ENGINEER, _("network engineering: map, faults, editing")),
    DemoPerson("schule", Role.CONTACT, _("contact of one school"), ("100135",)),
    DemoPerson("schulen", Role.CONTACT, _("contact of two sites"), ("118928", "164185")),
    DemoPerson("leitung", Role.MANAGEMENT, _("management: figures and reports")),
    DemoPerson("revision", Role.AUDITOR, _("auditing: who changed what")),
    DemoPerson("verwaltung", Role.ADMINISTRATOR, _("administration: people and roles")),
)


def add() -> None:
    """Add the people who are missing, with the sites for which they answer; 4 queries a person."""
    for person in PEOPLE:
        if User.objects.filter(username=person.username).exists():
            continue
        administers = person.role in ADMINISTERS_PEOPLE
        user = User.objects.create(
            username=person.username,
            email=f"{person.username}@demo.invalid",
            password=_quick_hash(person.password),
            role=person.role,
            is_staff=administers,
            is_superuser=administers,
            is_demo=True,
        )
        sites = Site.objects.filter(schools__number__in=person.school_numbers)
        SiteAssignment.objects.bulk_create(SiteAssignment(user=user, site=site) for site in sites)


def _quick_hash(password: str) -> str:
    # Six full hashes take 2.5 s of a start, for passwords that it then prints; Django makes a
    # full one of it at the first log-in.
    hasher = type(get_hasher())()
    hasher.iterations = 1000  # type: ignore[attr-defined]  # PBKDF2 has it
    return hasher.encode(password, hasher.salt())


def write_logins(path: Path) -> None:
    """Write who can sign in, for `./start` to print; readable by the owner only."""
    logins = [
        {
            "role": str(person.role.label),
            "username": person.username,
            "password": person.password,
            "who": str(person.who),
        }
        for person in PEOPLE
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(logins, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
