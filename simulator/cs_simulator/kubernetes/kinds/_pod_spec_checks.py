"""What is wrong with fields of a Pod's spec that people often get wrong.

After ``ValidatePodSpec`` in ``pkg/apis/core/validation`` of Kubernetes.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from cs_simulator.cluster_types.ack.policies._reading import quantity
from cs_simulator.kubernetes.kinds._problems import Problem, one_of
from cs_simulator.kubernetes.kinds._reading import Body, get, items, mapping, text

_PULL_POLICIES = ("Always", "IfNotPresent", "Never")
_DNS_POLICIES = ("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None")
_HANDLERS = ("exec", "httpGet", "tcpSocket", "grpc")
_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_EMPTY = "can not be empty"
_AFFINITIES = ("podAffinity", "podAntiAffinity")
_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"
_LAST_PORT = 65_535


def pod_spec(spec: Body, at: str, claimed: Iterable[str] = ()) -> Iterator[Problem]:
    """What is wrong with a Pod's spec at a path; *claimed* are volumes that a set makes for it."""
    yield from one_of(f"{at}.dnsPolicy", get(spec, "dnsPolicy"), _DNS_POLICIES)
    volumes = {*claimed, *(text(each, "name") for each in items(spec, "volumes"))}
    for field in ("initContainers", "containers"):
        for place, container in enumerate(items(spec, field)):
            where = f"{at}.{field}[{place}]"
            yield from _of_container(container, where)
            if field == "containers" or container.get("restartPolicy") == "Always":
                yield from _of_probes(container, where)
            for number, mount in enumerate(items(container, "volumeMounts")):
                name = text(mount, "name")
                if name and name not in volumes:
                    yield Problem(f"{where}.volumeMounts[{number}].name", "", name, is_unknown=True)
    yield from _of_tolerations(spec, at)
    yield from _of_spreads(spec, at)
    yield from _of_affinities(spec, at)


def _of_container(container: Body, at: str) -> Iterator[Problem]:
    yield from one_of(f"{at}.imagePullPolicy", get(container, "imagePullPolicy"), _PULL_POLICIES)
    for place, port in enumerate(items(container, "ports")):
        for name in ("containerPort", "hostPort"):
            number = port.get(name)
            is_none = name == "hostPort" and number == 0
            if isinstance(number, int) and not is_none and not 0 < number <= _LAST_PORT:
                what = f"must be between 1 and {_LAST_PORT}, inclusive"
                yield Problem(f"{at}.ports[{place}].{name}", what, number)
    limits = mapping(container, "resources.limits")
    for name, asked in mapping(container, "resources.requests").items():
        if _is_more(asked, limits.get(name)):
            what = f"must be less than or equal to {name} limit of {limits[name]}"
            yield Problem(f"{at}.resources.requests", what, asked)


def _is_more(asked: Any, limit: Any) -> bool:
    one, other = quantity(asked), quantity(limit)
    return one is not None and other is not None and one > other


def _of_probes(container: Body, at: str) -> Iterator[Problem]:
    for name in _PROBES:
        probe = container.get(name)
        if not isinstance(probe, dict):
            continue
        if not any(isinstance(probe.get(each), dict) for each in _HANDLERS):
            yield Problem(f"{at}.{name}", "must specify a handler type")
        threshold = probe.get("successThreshold")
        if name != "readinessProbe" and threshold not in (None, 0, 1):
            yield Problem(f"{at}.{name}.successThreshold", "must be 1", threshold)


def _of_tolerations(spec: Body, at: str) -> Iterator[Problem]:
    for place, each in enumerate(items(spec, "tolerations")):
        effect = text(each, "effect")
        if each.get("tolerationSeconds") is not None and effect != "NoExecute":
            what = "effect must be 'NoExecute' when `tolerationSeconds` is set"
            yield Problem(f"{at}.tolerations[{place}].effect", what, effect)


def _of_spreads(spec: Body, at: str) -> Iterator[Problem]:
    for place, each in enumerate(items(spec, "topologySpreadConstraints")):
        where = f"{at}.topologySpreadConstraints[{place}]"
        skew = each.get("maxSkew", 0)
        if isinstance(skew, int) and skew <= 0:
            yield Problem(f"{where}.maxSkew", "must be greater than zero", skew)
        if not text(each, "topologyKey"):
            yield Problem(f"{where}.topologyKey", _EMPTY)
        known = ("DoNotSchedule", "ScheduleAnyway")
        yield from one_of(f"{where}.whenUnsatisfiable", get(each, "whenUnsatisfiable"), known)


def _of_affinities(spec: Body, at: str) -> Iterator[Problem]:
    for name in _AFFINITIES:
        for place, each in enumerate(items(spec, f"affinity.{name}.{_REQUIRED}")):
            if not text(each, "topologyKey"):
                where = f"{at}.affinity.{name}.{_REQUIRED}[{place}].topologyKey"
                yield Problem(where, _EMPTY)
