"""Three replicas behind HAProxy against one, and one without it: what is shared, what is added."""

from tests.benchmarks import replicated
from tests.benchmarks.figure import Effort, Figure, Group, Sample, Scene, at_most_three
from tests.benchmarks.installation import Installation
from tests.benchmarks.needs import HAPROXY, WRK
from tests.benchmarks.replicated import ONE, THREE, loaded

ARRANGED = {
    "direct": "one replica without a proxy",
    "one": "one replica behind HAProxy",
    "three": "three replicas behind HAProxy",
}


def _scene(operation: str) -> Scene:
    def measure(installation: Installation, effort: Effort) -> Sample:
        found = {}
        for key, names, is_proxied in (
            ("direct", ONE, False), ("one", ONE, True), ("three", THREE, True),
        ):  # fmt: skip
            with replicated.replicas(installation, names, is_proxied=is_proxied) as arrangement:
                sample = loaded(arrangement, operation, effort)
            found.update({f"{key} {name}": number for name, number in sample.items()})
        return {**found, "gain": found["three rate"] / found["one rate"]}

    def bare(installation: Installation, effort: Effort) -> Sample:
        with replicated.bare(installation) as arrangement:
            sample = loaded(arrangement, operation, effort)
        return {f"{key} {name}": number for key in ARRANGED for name, number in sample.items()}

    rows = []
    for key, name in ARRANGED.items():
        where = f"{operation} of 120 tenants, {name}"
        rows += [
            Figure(
                name=f"{where}: requests/s", key=f"{key} rate", unit="requests/s", is_ratio=True
            ),
            Figure(
                name=f"{where}: CPU of a request, of replicas",
                key=f"{key} cpu", unit="µs", digits=1, is_ratio=True,
            ),
            Figure(
                name=f"{where}: CPU of a request, of wrk",
                key=f"{key} client", unit="µs", digits=1, is_ratio=True,
            ),
        ]  # fmt: skip
        if key != "direct":
            proxied = f"{where}: CPU of a request, of HAProxy"
            rows.append(Figure(name=proxied, key=f"{key} proxy", unit="µs", digits=1))
    gain = f"{operation} of 120 tenants, three replicas against one: requests/s"
    rows.append(Figure(name=gain, key="gain", unit="×", digits=2))
    return Scene(measure=measure, bare=bare, times=at_most_three, figures=tuple(rows))


def _grown(installation: Installation, _effort: Effort) -> Sample:
    return replicated.grown(installation, 1_000)


GROUP = Group(
    name="replicas",
    measures="replicas behind HAProxy, against the bare server",
    needs=(WRK, HAPROXY),
    scenes=(
        _scene("DescribeClusterDetail"),
        _scene("CreateCluster"),
        Scene(
            measure=_grown,
            times=at_most_three,
            figures=(
                Figure(
                    name="1,000 tenants with a cluster each: memory of each",
                    key="memory", unit="KiB", digits=1,
                ),
                Figure(
                    name="1,000 tenants with a cluster each: disk of each",
                    key="disk", unit="KiB", digits=1,
                ),
            ),
        ),
    ),
)  # fmt: skip
