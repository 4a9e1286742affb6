"""
Runs the conformance table: a case's input in, its figures out. Never looks at `expected`.

Kinds of input that the product does not support stand in UNSUPPORTED, each with its reason.
"""

import json
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from monitoring.sla.aggregate import Line, combine
from monitoring.sla.availability import (
    BRIDGE_UNKNOWN_S,
    Account,
    Assessment,
    Promise,
    assess,
    judge,
    target_versions,
)
from monitoring.sla.budget import burn, burn_threshold
from monitoring.sla.calendar import ServiceCalendar, days_span
from monitoring.sla.display import floored, percent
from monitoring.sla.intervals import ALWAYS, EMPTY, LATEST, Span, SpanSet, seconds_of
from monitoring.sla.maintenance import Window, excluded_seconds
from monitoring.sla.merge import State, Timeline, merge
from monitoring.sla.quality import bandwidth_compliance, loss, p95
from monitoring.sla.samples import Sample, timeline_of

TABLE: dict[str, Any] = json.loads(
    (Path(__file__).parents[3] / "golden" / "sla_cases.json").read_text()
)

# id of a case, metric or aggregate -> why it is not run. Empty: all are.
UNSUPPORTED: dict[str, str] = {}


def _second(text: str) -> int:
    return seconds_of(datetime.fromisoformat(text))


def _span(start: str, end: str | None) -> Span | None:
    return Span.between(
        datetime.fromisoformat(start), None if end is None else datetime.fromisoformat(end)
    )


def _set(pairs: list[list[str]]) -> SpanSet:
    return SpanSet.of(_span(start, end) for start, end in pairs)


def _ratio(percent_text: str) -> Fraction:
    return Fraction(percent_text) / 100


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _states(probe: dict[str, Any]) -> Timeline:
    timeline = Timeline().overlaid(ALWAYS, State(probe["default"]))
    for start, end, state in probe["intervals"]:
        timeline = timeline.overlaid(_set([[start, end]]), State(state))
    return timeline.overlaid(_set(probe["gaps"]), State.UNKNOWN)


def _samples(probe: dict[str, Any], known_at: int) -> Timeline:
    samples = []
    for first, end, step_s, state, *recorded in probe["parts"]:
        samples += [
            Sample(at, State(state))
            for at in range(_second(first), _second(end), step_s)
            if (_second(recorded[0]) if recorded else at) <= known_at
        ]
    return timeline_of(
        samples, valid_for_s=probe["valid_for_s"], confirm_down=probe["confirm_down"]
    )


def _probe(probe: dict[str, Any], known_at: int) -> Timeline:
    return _states(probe) if probe["kind"] == "states" else _samples(probe, known_at)


def _hours(calendar: dict[str, Any] | None, zone: ZoneInfo, period: Span) -> SpanSet:
    if calendar is None:
        return ALWAYS
    return ServiceCalendar.read(
        zone=zone,
        weekly=calendar["weekly"],
        closed=calendar["closed"],
        extra=calendar["extra"],
    ).seconds_in(period)


def _windows(case: dict[str, Any]) -> SpanSet:
    windows = [
        Window(span, _second(one["announced_at"]), one["cancelled"])
        for one in case.get("maintenance", [])
        if (span := _span(one["start"], one["end"]))
    ]
    return excluded_seconds(windows, min_notice_s=case.get("policy", {}).get("min_notice_s", 0))


def assessment(case: dict[str, Any]) -> Assessment:
    """Assess a case from its input."""
    zone = ZoneInfo(case["tz"])
    first, end = (date.fromisoformat(day) for day in case["period_local"])
    period = days_span(first, end, zone)
    known_at = _second(case["known_at"]) if "known_at" in case else LATEST
    in_service = _set(case["in_service"]) if "in_service" in case else ALWAYS
    probes = [_probe(probe, known_at) for probe in case["probes"].values()]
    return assess(
        period=period,
        as_of=_second(case["as_of"]) if "as_of" in case else LATEST,
        promise=Promise(
            agreed=_hours(case.get("calendar"), zone, period) & in_service,
            excluded=_windows(case),
            targets=target_versions(
                (one["from"] and _second(one["from"]), _ratio(one["target"])) for one in case["sla"]
            ),
        ),
        seen=merge(probes, down_quorum=case.get("down_quorum", 1)),
        bridge_unknown_s=case.get("bridge_unknown_s", BRIDGE_UNKNOWN_S),
        upstream_down=_set(case["upstream_down"]) if "upstream_down" in case else EMPTY,
    )


def case_answer(case: dict[str, Any]) -> dict[str, Any]:
    """Return every field that a case may expect."""
    found = assessment(case)
    account, outages = found.account, found.outages
    mttr = outages.mttr_wall_s
    return {
        "agreed_s": account.agreed_s,
        "excluded_s": account.excluded_s,
        "eligible_s": account.eligible_s,
        "up_s": account.up_s,
        "down_s": account.down_s,
        "unknown_s": account.unknown_s,
        "future_s": account.future_s,
        "a": _text(percent(account.measured)),
        "low": _text(percent(account.low)),
        "high": _text(percent(account.high)),
        "verdict": str(found.verdict),
        "budget_s": found.budget_s,
        "budget_left_s": found.budget_left_s,
        "outages": outages.started,
        "carried_in": outages.carried_in,
        "longest_s": outages.longest_s,
        "mttr_wall_s": None if mttr is None else float(mttr),
        "degraded_s": account.degraded_s,
        "disagree_s": account.disagree_s,
        "down_upstream_s": found.down_upstream_s,
        "down_access_s": found.down_access_s,
        "a_access": _text(percent(found.access)),
    }


def aggregate_answer(case: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of several schools; the wrong mean is worked out only to be compared."""
    lines = []
    for school in case["schools"]:
        account = Account(
            up_s=school["up_s"], down_s=school["down_s"], unknown_s=school["unknown_s"]
        )
        lines.append(Line(account, judge(account, _ratio(case["target"])), school["pupils"]))
    found = combine(lines)
    shares = [line.account.measured or Fraction() for line in lines]
    return {
        "a_time": _text(percent(found.account.measured)),
        "a_pupil": _text(percent(found.by_people)),
        "mean_of_percent_wrong": _text(percent(sum(shares, start=Fraction()) / len(shares))),
        "met": found.met,
        "total": found.total,
    }


def metric_answer(metric: dict[str, Any]) -> Any:
    """Return the bare value of a metric."""
    match metric["kind"]:
        case "p95":
            return p95(metric["values"])
        case "loss":
            return _text(percent(loss(metric["values"])))
        case "bandwidth":
            found = bandwidth_compliance(
                [mbps for mbps, validity in metric["samples"] if validity == "ok"],
                contracted_mbps=metric["contracted"],
                threshold=Fraction(metric["threshold"]),
            )
            return {
                "valid": found.n_valid,
                "compliant": found.n_compliant,
                "pct": _text(percent(found.ratio)),
            }
        case "burn":
            return _text(
                floored(
                    burn(
                        down_s=metric["down_s"],
                        measured_s=metric["measured_s"],
                        target=_ratio(metric["target"]),
                    )
                )
            )
        case "burn_threshold":
            return _text(
                floored(
                    burn_threshold(
                        budget_share=_ratio(metric["budget_pct"]),
                        period_eligible_s=metric["period_eligible_s"],
                        window_eligible_s=metric["window_s"],
                    )
                )
            )
    raise ValueError(f"unknown kind of metric: {metric['kind']}")
