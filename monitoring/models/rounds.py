"""Raw rounds in monthly partitions, and their hourly roll-up. Not audited: they are the record."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from monitoring.models.circuitbound import TargetBoundQuerySet
from monitoring.models.watch import Target, Vantage


class ProbeRound(models.Model):
    """
    One round of echoes to a target from a vantage, at its scheduled instant.

    The table is partitioned by month of `scheduled_at` and made by SQL (migration 0002); its key is
    (target, vantage, scheduled_at), so a replay stores nothing twice. Loss is `sent - received`.
    Flags: the bits of `monitoring.probes.rounds.Flag`.
    """

    pk = models.CompositePrimaryKey("target_id", "vantage_id", "scheduled_at")
    target = models.ForeignKey(Target, models.DO_NOTHING, db_constraint=False, related_name="+")
    vantage = models.ForeignKey(Vantage, models.DO_NOTHING, db_constraint=False, related_name="+")
    scheduled_at = models.DateTimeField()
    lag_ms = models.FloatField()
    sent = models.SmallIntegerField()
    received = models.SmallIntegerField()
    late = models.SmallIntegerField()
    dup = models.SmallIntegerField()
    foreign = models.SmallIntegerField(db_column="foreign_n")
    send_errors = models.SmallIntegerField()
    icmp_type = models.SmallIntegerField(null=True)
    icmp_code = models.SmallIntegerField(null=True)
    icmp_from = models.GenericIPAddressField(null=True)
    rtts_us = ArrayField(models.IntegerField())
    ttl = models.SmallIntegerField(null=True)
    flags = models.IntegerField(default=0)

    objects = TargetBoundQuerySet["ProbeRound"].as_manager()

    class Meta:
        managed = False
        db_table = "monitoring_proberound"

    def __str__(self) -> str:
        return f"{self.target_id}@{self.scheduled_at:%Y-%m-%d %H:%M:%S}"


class ProbeHourly(models.Model):
    """
    An hour of rounds of a target from a vantage: counts, and RTT in microseconds; kept for years.

    Made by SQL (migration 0002), because Django cannot add its composite key across apps.
    """

    pk = models.CompositePrimaryKey("target_id", "vantage_id", "hour_at")
    target = models.ForeignKey(Target, models.DO_NOTHING, db_constraint=False, related_name="+")
    vantage = models.ForeignKey(Vantage, models.DO_NOTHING, db_constraint=False, related_name="+")
    hour_at = models.DateTimeField()
    n_rounds = models.IntegerField()
    #: Rounds with at least one reply.
    n_up = models.IntegerField()
    n_sent = models.IntegerField()
    n_received = models.IntegerField()
    #: Rounds that the grid foresaw in this hour: coverage is `n_rounds / n_expected`.
    n_expected = models.IntegerField()
    rtt_min_us = models.IntegerField(null=True)
    rtt_avg_us = models.IntegerField(null=True)
    #: Nearest rank over all echoes of the hour.
    rtt_p95_us = models.IntegerField(null=True)
    rtt_max_us = models.IntegerField(null=True)

    objects = TargetBoundQuerySet["ProbeHourly"].as_manager()

    class Meta:
        managed = False
        db_table = "monitoring_probehourly"

    def __str__(self) -> str:
        return f"{self.target_id}@{self.hour_at:%Y-%m-%d %H}"
