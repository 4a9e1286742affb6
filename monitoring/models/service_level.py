"""What was promised: policies in versions, and which circuit has which."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from inventory.models import Circuit
from inventory.models.geometry import audited
from inventory.models.use import TstzRange
from monitoring.sla.calendar import ServiceCalendar


@audited()
class SlaPolicy(models.Model):
    """A promise with a name; what it says is in its versions."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    is_demo = models.BooleanField(_("demo"), default=False)

    def __str__(self) -> str:
        return self.name


@audited()
class SlaPolicyVersion(models.Model):
    """
    What a policy promises from an instant on (null: from the beginning).

    `weekly` maps weekday ("0" = Monday) to spans [["07:00", "17:00"]] of local wall clock; "24:00"
    is allowed; null means around the clock. Holidays close the calendar where so said.
    """

    policy = models.ForeignKey(SlaPolicy, models.CASCADE, related_name="versions")
    valid_from = models.DateTimeField(_("valid from"), null=True, blank=True)
    target_percent = models.DecimalField(_("target in percent"), max_digits=7, decimal_places=4)
    weekly = models.JSONField(_("service hours"), null=True, blank=True)
    closes_public_holidays = models.BooleanField(_("closed on public holidays"), default=False)
    closes_school_holidays = models.BooleanField(_("closed in school holidays"), default=False)
    #: Local closure list: ISO dates without service (movable holidays).
    closed_dates = models.JSONField(_("further closed days"), default=list, blank=True)
    #: ISO date to spans, replaces that date's hours.
    extra_dates = models.JSONField(_("days with other hours"), default=dict, blank=True)
    min_notice = models.DurationField(_("notice of planned work"))
    bridge_unknown = models.DurationField(_("unknown that does not end an outage"))
    #: Share of the contracted rate that a throughput test must reach.
    throughput_share = models.DecimalField(
        _("share of the contracted rate"), max_digits=4, decimal_places=3
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="slapolicyversion_one_per_instant",
                fields=["policy", "valid_from"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="slapolicyversion_target_is_percent",
                condition=Q(target_percent__gt=0, target_percent__lte=100),
            ),
            models.CheckConstraint(
                name="slapolicyversion_share_is_share",
                condition=Q(throughput_share__gt=0, throughput_share__lte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy} {self.target_percent} %"

    def clean(self) -> None:
        """Refuse service hours and days that no calendar can be made of; names the column."""
        columns = {"weekly": self.weekly, "closed": self.closed_dates, "extra": self.extra_dates}
        empty: dict[str, Any] = {"weekly": None}
        fields = {"weekly": "weekly", "closed": "closed_dates", "extra": "extra_dates"}
        for name, value in columns.items():
            try:
                ServiceCalendar.read(zone=ZoneInfo(settings.TIME_ZONE), **(empty | {name: value}))
            except (ValueError, TypeError, AttributeError) as error:
                raise ValidationError({fields[name]: str(error)}) from None


@audited()
class SlaAssignment(models.Model):
    """A circuit has a policy for a stretch of time; open while `valid_until` is null."""

    circuit = models.ForeignKey(Circuit, models.CASCADE, related_name="sla_assignments")
    policy = models.ForeignKey(SlaPolicy, models.PROTECT, related_name="assignments")
    valid_from = models.DateTimeField(_("valid from"))
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="slaassignment_ends_after_start",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
            ExclusionConstraint(
                name="slaassignment_one_at_a_time",
                expressions=[
                    ("circuit", RangeOperators.EQUAL),
                    (TstzRange("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.circuit}: {self.policy}"
