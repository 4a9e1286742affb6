"""
What strands are kept for and how sound they are: reservations, marks, leases.

Lit and dark follow from the light paths (`paths`); the rest people say here. Each function is one
transaction and raises `ValidationError` beside the field that is meant.
"""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from inventory.models import Cable, Reservation, Strand
from inventory.operations.known import known, store
from inventory.operations.paths import refuse_under_live
from inventory.operations.refusals import one_change

#: What people may say of a strand; the other states follow from light and reservations.
MARKS = frozenset({Strand.Status.DARK, Strand.Status.FAULTY, Strand.Status.RETIRED})


def reserve(
    *,
    cable_id: int,
    first: int,
    last: int,
    reserved_for: str,
    from_date: date,
    until_date: date,
) -> Reservation:
    """Keep the fibres `first` to `last` of a cable for somebody, through the last day."""
    with one_change():
        cable = known(Cable, cable_id, "cable_id", for_update=True)
        strands = _range(cable, first, last)
        if until_date < from_date:
            raise ValidationError({"until_date": _("This day lies before the first one.")})
        _refuse_reserved(cable, first, last, from_date, until_date)
        unusable = strands.exclude(status__in=(Strand.Status.DARK, Strand.Status.RESERVED))
        strand = unusable.order_by("number").first()
        if strand is not None:
            words = _("Fibre %(number)d is %(status)s.")
            said = {"number": strand.number, "status": strand.get_status_display()}
            raise ValidationError({"first": words % said})
        reservation = store(
            Reservation(
                cable=cable,
                first_number=first,
                last_number=last,
                reserved_for=reserved_for,
                from_date=from_date,
                until_date=until_date,
            )
        )
        strands.update(status=Strand.Status.RESERVED)
    return reservation


def release(*, reservation_id: int) -> None:
    """Give reserved fibres back; those that another reservation keeps stay reserved."""
    with one_change():
        _give_back(known(Reservation, reservation_id, "reservation_id", for_update=True))


def release_ended(*, today: date) -> int:
    """Release the reservations whose last day is over; return how many."""
    with one_change():
        # Locked: what somebody else releases just now is not there any more when it is our turn.
        over = Reservation.objects.select_for_update().filter(until_date__lt=today)
        ended = list(over.order_by("pk"))
        for reservation in ended:
            _give_back(reservation)
    return len(ended)


def mark(*, cable_id: int, numbers: Collection[int], status: str) -> int:
    """
    Say that fibres are faulty, retired, or sound again (dark); return how many changed.

    Refused where light runs. A fibre that is kept for somebody is reserved again when sound.
    """
    with one_change():
        cable = known(Cable, cable_id, "cable_id", for_update=True)
        if status not in MARKS:
            raise ValidationError({"status": _("Say faulty, retired or dark.")})
        strands = _numbered(cable, numbers, "numbers")
        lit = strands.filter(status=Strand.Status.LIT).order_by("number")
        refuse_under_live(strand_ids=list(lit.values_list("pk", flat=True)))
        strand = lit.first()
        if strand is not None:
            words = _("Light runs over fibre %(number)d.") % {"number": strand.number}
            raise ValidationError({"numbers": words})
        if status != Strand.Status.DARK:
            return strands.exclude(status=status).update(status=status)
        unsound = strands.filter(status__in=(Strand.Status.FAULTY, Strand.Status.RETIRED))
        kept = list(unsound.filter(_is_kept()).values_list("pk", flat=True))
        n_changed = unsound.update(status=Strand.Status.DARK)
        Strand.objects.filter(pk__in=kept).update(status=Strand.Status.RESERVED)
        return n_changed


def lease(
    *, cable_id: int, first: int, last: int, lessee: str, lease_ends_date: date | None = None
) -> int:
    """Note to whom fibres are leased, and until when; an empty name ends it. Return how many."""
    with one_change():
        cable = known(Cable, cable_id, "cable_id", for_update=True)
        if len(lessee) > 100:
            raise ValidationError({"lessee": _("This is too long.")})
        if not lessee and lease_ends_date is not None:
            raise ValidationError({"lessee": _("Say to whom the fibres are leased.")})
        strands = _range(cable, first, last)
        return strands.update(lessee=lessee, lease_ends_date=lease_ends_date)


def _give_back(reservation: Reservation) -> None:
    strands = Strand.objects.filter(
        cable=reservation.cable_id,
        number__range=(reservation.first_number, reservation.last_number),
        status=Strand.Status.RESERVED,
    )
    reservation.delete()
    strands.exclude(_is_kept()).update(status=Strand.Status.DARK)


def _range(cable: Cable, first: int, last: int) -> QuerySet[Strand]:
    """Return the strands `first` to `last`, all of which have to be there."""
    # The ends first: counting through a slip of the pen like 1 to 10^12 would take hours.
    _numbered(cable, {first, last}, "first")
    return _numbered(cable, range(first, last + 1), "first")


def _numbered(cable: Cable, numbers: Collection[int], field: str) -> QuerySet[Strand]:
    """Return the strands with these numbers, all of which have to be there."""
    n_fibres = cable.type.n_fibres
    if not numbers:
        raise ValidationError({field: _("Say which fibres.")})
    for number in (min(numbers), max(numbers)):
        if not 1 <= number <= n_fibres:
            words = _("The cable has the fibres 1 to %(n)d.") % {"n": n_fibres}
            raise ValidationError({field: words})
    return Strand.objects.filter(cable=cable, number__in=list(numbers))


def _is_kept() -> Exists:
    """Whether a reservation keeps a strand."""
    return Exists(
        Reservation.objects.filter(
            cable=OuterRef("cable"),
            first_number__lte=OuterRef("number"),
            last_number__gte=OuterRef("number"),
        )
    )


def _refuse_reserved(cable: Cable, first: int, last: int, from_date: date, until: date) -> None:
    other = Reservation.objects.filter(
        cable=cable,
        first_number__lte=last,
        last_number__gte=first,
        from_date__lte=until,
        until_date__gte=from_date,
    ).first()
    if other is not None:
        words = _("Fibres %(first)d to %(last)d are reserved for %(whom)s until %(day)s.")
        said = {
            "first": other.first_number,
            "last": other.last_number,
            "whom": other.reserved_for,
            "day": date_format(other.until_date),
        }
        raise ValidationError({"first": words % said})
