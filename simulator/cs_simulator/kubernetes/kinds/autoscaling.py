"""Horizontal autoscalers: the group ``autoscaling``."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson

from cs_simulator.kubernetes.kinds import _workload_cells as cells
from cs_simulator.kubernetes.kinds._columns import AGE, NAME, UNSET, column, of_number
from cs_simulator.kubernetes.kinds._filling import beginning_with, fill, part
from cs_simulator.kubernetes.kinds._kind import Kind
from cs_simulator.kubernetes.kinds._problems import Problem
from cs_simulator.kubernetes.kinds._reading import Body, get, items, mapping, number

_ANNOTATION = "autoscaling.alpha.kubernetes.io/"
_PERCENTAGE = "targetCPUUtilizationPercentage"


def _cpu(percentage: object) -> Body:
    target = {"type": "Utilization", "averageUtilization": percentage}
    return {"type": "Resource", "resource": {"name": "cpu", "target": target}}


def _to_metrics(autoscaler: Body) -> None:
    """Of ``v1``, the load of the processors becomes one of the metrics."""
    spec = part(autoscaler, "spec")
    percentage = spec.pop(_PERCENTAGE, None)
    metrics = [] if percentage is None else [_cpu(percentage)]
    annotations = mapping(autoscaler, "metadata.annotations")
    metrics += _parsed(annotations.pop(_ANNOTATION + "metrics", ""), [])
    behavior = _parsed(annotations.pop(_ANNOTATION + "behavior", ""), {})
    if metrics and "metrics" not in spec:
        spec["metrics"] = metrics
    if behavior and "behavior" not in spec:
        spec["behavior"] = behavior
    if not annotations:
        autoscaler["metadata"].pop("annotations", None)


def _parsed(written: object, otherwise: Any) -> Any:
    """What an annotation has; *otherwise* if it is of another type."""
    try:
        found = orjson.loads(written) if isinstance(written, str) else otherwise
    except orjson.JSONDecodeError:
        return otherwise
    return found if isinstance(found, type(otherwise)) else otherwise


def _to_percentage(autoscaler: Body) -> None:
    """In ``v1`` there is only the load of the processors; annotations have what else there is."""
    spec = part(autoscaler, "spec")
    others = []
    for metric in items(spec, "metrics"):
        percentage = get(metric, "resource.target.averageUtilization")
        if percentage is not None and get(metric, "resource.name") == "cpu":
            spec[_PERCENTAGE] = percentage
        else:
            others.append(metric)
    spec.pop("metrics", None)
    kept = {"metrics": others, "behavior": spec.pop("behavior", None)}
    for name, value in kept.items():
        if value:
            annotations = part(autoscaler["metadata"], "annotations")
            annotations[_ANNOTATION + name] = orjson.dumps(value).decode()


def _fill_metrics(autoscaler: Body) -> None:
    """One that says nothing scales by the load of its processors."""
    fill(part(autoscaler, "spec"), {"minReplicas": 1, "metrics": [_cpu(80)]})


def _fill_percentage(autoscaler: Body) -> None:
    fill(part(autoscaler, "spec"), {"minReplicas": 1, "targetCPUUtilizationPercentage": 80})


def _check(autoscaler: Body, _before: Body | None) -> Iterator[Problem]:
    """Its bounds are in order."""
    least, most = number(autoscaler, "spec.minReplicas"), number(autoscaler, "spec.maxReplicas")
    if most < 1:
        yield Problem("spec.maxReplicas", "must be greater than 0", most)
    elif most < least:
        yield Problem("spec.maxReplicas", "must be greater than or equal to `minReplicas`", most)


AUTOSCALERS = Kind(
    group="autoscaling",
    version="v2",
    kind="HorizontalPodAutoscaler",
    plural="horizontalpodautoscalers",
    short_names=("hpa",),
    categories=("all",),
    has_status=True,
    required=("spec.scaleTargetRef", "spec.maxReplicas"),
    has_generation=False,
    since=23,
    note="the simulator keeps this object, but measures no load and scales nothing",
    columns=(
        NAME,
        column("Reference", cells.scaled),
        column("Targets", cells.targets),
        column("MinPods", lambda body: str(get(body, "spec.minReplicas") or UNSET)),
        of_number("MaxPods", "spec.maxReplicas"),
        of_number("Replicas", "status.currentReplicas"),
        AGE,
    ),
    set_defaults=_fill_metrics,
    convert=_to_metrics,
    complete=beginning_with({"currentReplicas": 0, "desiredReplicas": 0}),
    check=_check,
)
AUTOSCALERS_BETA = replace(AUTOSCALERS, version="v2beta2", since=12, until=25)
AUTOSCALERS_ONE = replace(
    AUTOSCALERS,
    version="v1",
    since=0,
    set_defaults=_fill_percentage,
    convert=_to_percentage,
)
