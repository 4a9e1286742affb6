"""
Who may do what, as sets of roles; the one place where a role's reach is decided.

Values only: no request, no database. `accounts.access` turns them into doors for views, each
model's `.visible_to(user)` into rows.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person is to the city's network; each person has exactly one."""

    ENGINEER = "engineer", _("Network engineer")
    CONTACT = "contact", _("School contact")
    MANAGEMENT = "management", _("Management")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


#: See every site and its state, not only those assigned to them.
SEES_ALL_SITES = frozenset({Role.ENGINEER, Role.MANAGEMENT, Role.AUDITOR, Role.ADMINISTRATOR})
#: See the page of the schools that are assigned to them.
ANSWERS_FOR_SCHOOLS = frozenset({Role.CONTACT})
#: See nodes, segments, routes and PoPs: confidential (DESIGN section 8).
SEES_PLANT = frozenset({Role.ENGINEER, Role.AUDITOR, Role.ADMINISTRATOR})
#: Change sites, parks, routes, circuits; ask the worker to ping and measure; work the lab.
CHANGES_INVENTORY = frozenset({Role.ENGINEER, Role.ADMINISTRATOR})
#: Read availability reports.
READS_REPORTS = frozenset({Role.MANAGEMENT, Role.ENGINEER, Role.AUDITOR, Role.ADMINISTRATOR})
#: Read who changed what.
READS_AUDIT = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
#: Add people, give roles, end tokens.
ADMINISTERS_PEOPLE = frozenset({Role.ADMINISTRATOR})
