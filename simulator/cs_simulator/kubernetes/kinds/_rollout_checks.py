"""What is wrong with how workloads replace their Pods, and with budgets for disruptions.

After ``pkg/apis/apps/validation`` and ``pkg/apis/policy/validation`` of Kubernetes.
"""

import re
from collections.abc import Iterator
from typing import Any

from cs_simulator.kubernetes.kinds import _pod_checks as pod_checks
from cs_simulator.kubernetes.kinds._problems import Problem, one_of
from cs_simulator.kubernetes.kinds._reading import Body, get, mapping, number

_PERCENT = re.compile(r"[0-9]{1,9}%")
_NEGATIVE = "must be greater than or equal to 0"
_NO_PERCENT = (
    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or"
    " '93%', regex used for validation is '[0-9]+%')"
)
_DEADLINE = "spec.template.spec.activeDeadlineSeconds"


def deployment(body: Body, before: Body | None) -> Iterator[Problem]:
    """What is wrong with a Deployment."""
    yield from pod_checks.workload(body, before)
    yield from _of_ready_seconds(body)
    yield from _without_deadline(body, "ReplicaSet")
    deadline, seconds = get(body, "spec.progressDeadlineSeconds"), _seconds(body)
    if isinstance(deadline, int) and deadline <= seconds:
        what = "must be greater than minReadySeconds"
        yield Problem("spec.progressDeadlineSeconds", what, deadline)
    at = "spec.strategy"
    yield from one_of(f"{at}.type", get(body, f"{at}.type"), ("Recreate", "RollingUpdate"))
    rolling = get(body, f"{at}.rollingUpdate")
    if get(body, f"{at}.type") == "Recreate" and rolling is not None:
        what = "may not be specified when strategy `type` is 'Recreate'"
        yield Problem(f"{at}.rollingUpdate", what, is_forbidden=True)
    elif isinstance(rolling, dict):
        yield from _of_amounts(rolling, f"{at}.rollingUpdate")
        if _is_zero(rolling, "maxUnavailable") and _is_zero(rolling, "maxSurge"):
            what = "may not be 0 when `maxSurge` is 0"
            field = f"{at}.rollingUpdate.maxUnavailable"
            yield Problem(field, what, rolling["maxUnavailable"])


def daemon_set(body: Body, before: Body | None) -> Iterator[Problem]:
    """What is wrong with a DaemonSet."""
    yield from pod_checks.workload(body, before)
    yield from _of_ready_seconds(body)
    at = "spec.updateStrategy"
    yield from one_of(f"{at}.type", get(body, f"{at}.type"), ("OnDelete", "RollingUpdate"))
    if get(body, f"{at}.type") != "RollingUpdate":
        return
    rolling = mapping(body, f"{at}.rollingUpdate")
    yield from _of_amounts(rolling, f"{at}.rollingUpdate")
    surges = not _is_zero(rolling, "maxSurge")
    misses = not _is_zero(rolling, "maxUnavailable")
    if surges and misses:
        what = "may not be set when maxUnavailable is non-zero"
        yield Problem(f"{at}.rollingUpdate.maxSurge", what, rolling.get("maxSurge"))
    if not surges and not misses:
        yield Problem(f"{at}.rollingUpdate.maxUnavailable", "cannot be 0 when maxSurge is 0")


def stateful_set(body: Body, before: Body | None) -> Iterator[Problem]:
    """What is wrong with a StatefulSet."""
    yield from pod_checks.workload(body, before)
    yield from _of_ready_seconds(body)
    yield from _without_deadline(body, "StatefulSet")
    management = get(body, "spec.podManagementPolicy")
    if management not in (None, "OrderedReady", "Parallel"):
        what = "must be 'OrderedReady' or 'Parallel'"
        yield Problem("spec.podManagementPolicy", what, management)
    at = "spec.updateStrategy"
    kind, rolling = get(body, f"{at}.type"), get(body, f"{at}.rollingUpdate")
    if kind not in (None, "OnDelete", "RollingUpdate"):
        yield Problem(at, "must be 'RollingUpdate' or 'OnDelete'", mapping(body, at))
    elif kind == "OnDelete" and rolling is not None:
        what = "only allowed for updateStrategy 'RollingUpdate'"
        yield Problem(f"{at}.rollingUpdate", what, rolling)
    partition = number(body, f"{at}.rollingUpdate.partition")
    if partition < 0:
        yield Problem(f"{at}.rollingUpdate.partition", _NEGATIVE, partition)


def disruption_budget(body: Body, _before: Body | None) -> Iterator[Problem]:
    """What is wrong with a budget: it says how many must stay, or how many may go."""
    spec = mapping(body, "spec")
    if "minAvailable" in spec and "maxUnavailable" in spec:
        yield Problem("spec", "minAvailable and maxUnavailable cannot be both set", spec)
    for name in ("minAvailable", "maxUnavailable"):
        yield from _of_amount(spec.get(name), f"spec.{name}", is_part=True)
    policy = get(spec, "unhealthyPodEvictionPolicy")
    known = ("AlwaysAllow", "IfHealthyBudget")
    yield from one_of("spec.unhealthyPodEvictionPolicy", policy, known)


def _seconds(body: Body) -> int:
    return number(body, "spec.minReadySeconds")


def _of_ready_seconds(body: Body) -> Iterator[Problem]:
    if _seconds(body) < 0:
        yield Problem("spec.minReadySeconds", _NEGATIVE, _seconds(body))


def _without_deadline(body: Body, kind: str) -> Iterator[Problem]:
    if get(body, _DEADLINE) is not None:
        what = f"activeDeadlineSeconds in {kind} is not Supported"
        yield Problem(_DEADLINE, what, is_forbidden=True)


def _of_amounts(rolling: Body, at: str) -> Iterator[Problem]:
    yield from _of_amount(rolling.get("maxUnavailable"), f"{at}.maxUnavailable", is_part=True)
    yield from _of_amount(rolling.get("maxSurge"), f"{at}.maxSurge", is_part=False)


def _of_amount(value: Any, field: str, *, is_part: bool) -> Iterator[Problem]:
    """What is wrong with a number or a percentage, which may be of at most all."""
    if isinstance(value, int) and value < 0:
        yield Problem(field, _NEGATIVE, value)
    if not isinstance(value, str):
        return
    if not _PERCENT.fullmatch(value):
        yield Problem(field, _NO_PERCENT, value)
    elif is_part and int(value[:-1]) > 100:
        yield Problem(field, "must not be greater than 100%", value)


def _is_zero(rolling: Body, name: str) -> bool:
    value = rolling.get(name)
    if isinstance(value, str):
        return bool(_PERCENT.fullmatch(value)) and int(value[:-1]) == 0
    return value == 0
