"""Which policy is in force for connections at an instant."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, Q

from monitoring.models import SlaAssignment, SlaPolicyVersion


def versions_in_force(circuit_ids: Collection[int], *, at: datetime) -> dict[int, SlaPolicyVersion]:
    """Return the policy version of each connection that has one, by circuit id; 2 queries."""
    versions = SlaPolicyVersion.objects.filter(Q(valid_from=None) | Q(valid_from__lte=at))
    # The last one that has begun is in force; without a date it is from the beginning.
    in_order = versions.order_by(F("valid_from").asc(nulls_first=True))
    by_policy = {version.policy_id: version for version in in_order}
    assigned = SlaAssignment.objects.filter(circuit__in=circuit_ids, valid_from__lte=at).filter(
        Q(valid_until=None) | Q(valid_until__gt=at)
    )
    return {
        circuit_id: by_policy[policy_id]
        for circuit_id, policy_id in assigned.values_list("circuit_id", "policy_id")
        if policy_id in by_policy
    }
