"""Who changed a site, its schools and its connections."""

from inventory.models import Site
from records.queries import Change, ChangeFilter, changes

#: Changes shown on the page; the audit has the rest.
N_CHANGES = 10


def changes_of_site(site: Site) -> tuple[Change, ...]:
    """Return the last changes of a site and of what stands at it now; the asker reads the audit."""
    objects = {("inventory.site", str(site.pk))}
    objects |= {("inventory.school", str(pk)) for pk in site.schools.values_list("pk", flat=True)}
    objects |= {("inventory.circuit", str(pk)) for pk in site.circuits.values_list("pk", flat=True)}
    return tuple(changes(ChangeFilter(objects=objects), limit=N_CHANGES))
