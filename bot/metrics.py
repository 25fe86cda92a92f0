"""What the service counts and times about itself, for Prometheus; never a text, number or name.

A registry of our own: the process-wide default one would be shared with every library.
"""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry(auto_describe=True)

TURN_SECONDS = Histogram(
    "blether_turn_seconds",
    "Time from an inbound message to its durable commit.",
    ["channel"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
TURN_FAILURES = Counter(
    "blether_turn_failures",
    "Turns that fell back to the safe reply with the crisis lines.",
    registry=REGISTRY,
)
SENDS = Counter(
    "blether_sends",
    "Texts handed to a carrier, by outcome (sent, refused, unknown).",
    ["provider", "outcome"],
    registry=REGISTRY,
)
SEND_FAILURES = Counter(
    "blether_send_failures",
    "Texts that a carrier refused or reported failed, by its code.",
    ["provider", "code"],
    registry=REGISTRY,
)
DUTY_ALERTS = Counter(
    "blether_duty_alerts",
    "Danger told to a number on duty, by outcome (queued, no_number, failed).",
    ["outcome"],
    registry=REGISTRY,
)
TIMER_LAG_SECONDS = Histogram(
    "blether_timer_lag_seconds",
    "How late a due timer was settled.",
    ["kind"],
    buckets=(1, 5, 15, 60, 300, 900, 3600, 21600, 86400),
    registry=REGISTRY,
)
DATABASE_UP = Gauge(
    "blether_database_up",
    "1 while the database answers; while it does not, the gauges below are not numbers.",
    registry=REGISTRY,
)
QUEUE_LENGTH = Gauge(
    "blether_outbox_messages", "Texts that still have to be sent.", registry=REGISTRY
)
QUEUE_AGE_SECONDS = Gauge(
    "blether_outbox_oldest_age_seconds",
    "How long the oldest text that is due has waited.",
    registry=REGISTRY,
)
OLDEST_UNSEEN_RISK_SECONDS = Gauge(
    "blether_oldest_unseen_risk_age_seconds",
    "How long the oldest risk that nobody has seen has stood; 0 when all are seen.",
    registry=REGISTRY,
)
UNSEEN_RISKS = Gauge("blether_unseen_risks", "Risks that nobody has seen.", registry=REGISTRY)
OVERDUE_TIMER_SECONDS = Gauge(
    "blether_oldest_overdue_timer_seconds",
    "How long the oldest timer that is due has waited.",
    registry=REGISTRY,
)
WORKER_HEARTBEAT_AGE_SECONDS = Gauge(
    "blether_worker_heartbeat_age_seconds",
    "Time since a worker last said that it is alive.",
    registry=REGISTRY,
)
CEILINGS_REACHED = Counter(
    "blether_cost_ceilings_reached",
    "How often a practice's texts reached the ceiling of a day.",
    registry=REGISTRY,
)
REFUSED = Counter(
    "blether_refused_requests",
    "Requests turned away: without a good signature, or too many like them, by kind.",
    ["kind"],
    registry=REGISTRY,
)


def count_from_zero(*, providers: Iterable[str], codes: Iterable[str]) -> None:
    """Show every counter at 0 before it first counts: Prometheus sees no increase in a series that
    begins at 1, so the first text to a number on duty that failed would alert nobody."""
    for outcome in ("queued", "no_number", "failed"):
        DUTY_ALERTS.labels(outcome)
    for kind in ("webhook", "chat", "api", "sign_in"):
        REFUSED.labels(kind)
    for provider in providers:
        for outcome in ("sent", "refused", "unknown"):
            SENDS.labels(provider, outcome)
        for code in codes if provider == "twilio" else ():
            SEND_FAILURES.labels(provider, code)
