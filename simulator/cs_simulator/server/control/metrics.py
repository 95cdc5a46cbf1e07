"""``metrics``: what the simulator has counted since its start, in Prometheus's text format."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aiohttp import web

from cs_simulator import __version__
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.metrics import Histogram
from cs_simulator.runtime.simulator import Simulator
from cs_simulator.server.control._request import ControlCall, route
from cs_simulator.server.control.contract.server import GET_METRICS

if TYPE_CHECKING:
    from prometheus_client.core import Metric

# Clocks are reported of at most this many tenants in memory, so that the page stays small.
_MOST_CLOCKS = 100
_MICROSECONDS = 1_000_000


@route(GET_METRICS)
async def get_metrics(call: ControlCall) -> web.StreamResponse:
    """Report what was counted since the start, in Prometheus's text format."""
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.registry import Collector

    simulator = call.simulator

    class _Collected(Collector):
        def collect(self) -> "Iterator[Metric]":
            return _labelled(families(simulator), simulator.settings.replica)

    registry = CollectorRegistry()
    registry.register(_Collected())
    return web.Response(
        body=generate_latest(registry),
        headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"},
    )


def _labelled(families: "Iterator[Metric]", replica: str) -> "Iterator[Metric]":
    """The metrics, each sample with the name of the replica, if it has one."""
    for family in families:
        if replica:
            family.samples = [
                sample._replace(labels={**sample.labels, "replica": replica})
                for sample in family.samples
            ]
        yield family


def families(simulator: Simulator) -> "Iterator[Metric]":
    """All metrics, as of now."""
    from prometheus_client.core import (
        CounterMetricFamily,
        GaugeMetricFamily,
        HistogramMetricFamily,
        InfoMetricFamily,
    )

    yield InfoMetricFamily("cs_simulator", "What runs.", value={"version": __version__})
    counts, tenants = simulator.metrics, simulator.tenants
    calls = HistogramMetricFamily(
        "cs_simulator_call_seconds",
        "Real time of an answered call, without the wait for the store.",
        labels=["operation", "code"],
    )
    for key, histogram in sorted(counts.calls.items()):
        calls.add_metric(key, _buckets(histogram), histogram.total)
    yield calls
    for name, text, histogram in (
        ("cs_simulator_commit_seconds", "Real time of a group commit.", counts.commit_seconds),
        ("cs_simulator_commit_tenants", "Tenants whose changes it held.", counts.commit_sizes),
    ):
        commits = HistogramMetricFamily(name, text)
        commits.add_metric([], _buckets(histogram), histogram.total)
        yield commits
    steps = CounterMetricFamily("cs_simulator_steps", "Steps of tasks that were run.")
    steps.add_metric([], counts.steps)
    yield steps
    faults = CounterMetricFamily(
        "cs_simulator_faults", "Faults that acted.", labels=["rule", "kind"]
    )
    for key, number in sorted(counts.faults.items()):
        faults.add_metric(key, number)
    yield faults
    errors = CounterMetricFamily(
        "cs_simulator_internal_errors",
        "Calls and background work that failed because of the simulator itself.",
    )
    errors.add_metric([], counts.internal_errors.total())
    yield errors
    dropped = CounterMetricFamily(
        "cs_simulator_log_lines_dropped", "Lines of the log that could not be written."
    )
    dropped.add_metric([], log.dropped)
    yield dropped
    yield from _background(simulator)
    known = GaugeMetricFamily("cs_simulator_tenants", "Tenants, by where they are.", labels=["in"])
    known.add_metric(["memory"], len(tenants.loaded))
    known.add_metric(["all"], len(tenants.names()))
    yield known
    tasks = GaugeMetricFamily(
        "cs_simulator_tasks", "Tasks of tenants in memory.", labels=["operation", "state"]
    )
    for (operation, state), number in sorted(_tasks(simulator).items()):
        tasks.add_metric([operation, state], number)
    yield tasks
    clocks = GaugeMetricFamily(
        "cs_simulator_clock_offset_seconds",
        "How far a tenant's virtual time is ahead of real time.",
        labels=["tenant"],
    )
    wall, reading = simulator.system_clock.wall(), simulator.system_clock.monotonic()
    for tenant in list(tenants.loaded.values())[:_MOST_CLOCKS]:
        shown = simulator.shown_now(tenant, reading)
        clocks.add_metric([tenant.name], (shown - wall) / _MICROSECONDS)
    yield clocks


def _background(simulator: Simulator) -> "Iterator[Metric]":
    """What failed besides calls."""
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

    failures = CounterMetricFamily(
        "cs_simulator_background_failures", "Background work that failed.", labels=["task"]
    )
    for task, number in sorted(simulator.supervision.failures.items()):
        failures.add_metric([task], number)
    yield failures
    failing = GaugeMetricFamily(
        "cs_simulator_background_failing", "Background work that fails at present."
    )
    failing.add_metric([], len(simulator.supervision.problems()))
    yield failing
    lost = CounterMetricFamily(
        "cs_simulator_journal_entries_lost", "Entries of the journal that could not be kept."
    )
    lost.add_metric([], simulator.metrics.lost_entries)
    yield lost


def _buckets(histogram: Histogram) -> list[tuple[str, float]]:
    """The buckets as Prometheus counts them: each includes those before it."""
    total, found = 0, []
    bounds = (*map(str, histogram.bounds), "+Inf")
    for bound, number in zip(bounds, histogram.buckets, strict=True):
        total += number
        found.append((bound, float(total)))
    return found


def _tasks(simulator: Simulator) -> Counter[tuple[str, str]]:
    return Counter(
        (task.operation, task.state.value)
        for tenant in simulator.tenants.loaded.values()
        for task in tenant.world.tasks
    )
