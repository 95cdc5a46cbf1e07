"""Choosing calls of the Kubernetes APIs of clusters: by verb, resource, namespace and name."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Annotated, Any, NamedTuple
from urllib.parse import unquote

import orjson

from cs_simulator.domain import globs
from cs_simulator.domain.records import CallEntry
from cs_simulator.scenarios.declaration import Before, NameOf
from cs_simulator.scenarios.expectations.call_filter import CallFilter
from cs_simulator.scenarios.expectations.evidence import named
from cs_simulator.scenarios.suggestions import instead, short
from cs_simulator.scenarios.vocabulary import CLUSTER_API

VERBS = ("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection")
READS = ("get", "list", "watch")
_OF_ALL_CALLS = ("status", "code", "cluster", "user_agent", "since", "until")


class Called(NamedTuple):
    """What a call of the Kubernetes API was about."""

    verb: str
    resource: str
    """The plural, with the subresource if there is one: ``deployments/scale``."""
    namespace: str
    """Empty for what is in none, and for lists of all namespaces."""
    name: str
    """Empty for lists, and for an object whose name the server made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterCallFilter:
    """Which calls of the Kubernetes APIs are chosen; what is empty excludes none."""

    verb: Annotated[str, NameOf("verb", has_patterns=True)] = ""
    """``get``, ``list``, ``watch``, ``create``, ``update``, ``patch``, ``delete`` or
    ``deletecollection``; ``*`` and ``?`` stand for anything."""
    resource: str = ""
    """The plural, with the subresource if there is one: ``pods``, ``deployments/scale``; ``*`` and
    ``?`` stand for anything."""
    namespace: str = ""
    """The namespace; ``*`` and ``?`` stand for anything."""
    name: str = ""
    """The name of the object; ``*`` and ``?`` stand for anything."""
    status: Annotated[str, Before(str, str | int)] = ""
    """The status of the answer: a number, or a class of them, ``2xx``."""
    code: Annotated[str, NameOf("code")] = ""
    """The error's code, which is the ``reason``; ``*`` and ``?`` stand for anything."""
    cluster: str = ""
    """The id of the cluster."""
    user_agent: str = ""
    """What the client says of itself in ``User-Agent``; ``*`` and ``?`` stand for anything."""
    since: str = ""
    """The first virtual instant that counts."""
    until: str = ""
    """The last virtual instant that counts."""

    @classmethod
    def read(cls, source: Mapping[str, Any]) -> "ClusterCallFilter":
        """The filter of a JSON object; raises ``ValueError`` saying what to change."""
        known = [field.name for field in fields(cls)]
        for name in source:
            if name not in known:
                raise ValueError(f"unknown {short(name)}{instead(name, known)}")
        of_all = {name: source[name] for name in _OF_ALL_CALLS if name in source}
        CallFilter.read(of_all)
        if not all(isinstance(source.get(name, ""), str) for name in Called._fields):
            raise ValueError("write verb, resource, namespace and name as texts")
        return cls(**{name: str(value) for name, value in source.items()})

    def choose(self, calls: Sequence[CallEntry]) -> list[CallEntry]:
        """Those of the calls that match, in their order."""
        of_all = {name: value for name in _OF_ALL_CALLS if (value := getattr(self, name))}
        own = {name: value for name in Called._fields if (value := getattr(self, name))}
        return [
            call
            for call in CallFilter.read(of_all).choose(calls)
            if (called := called_by(call)) is not None
            and all(globs.matches(value, getattr(called, name)) for name, value in own.items())
        ]


def called_by(call: CallEntry) -> Called | None:
    """What a call of a Kubernetes API was about; ``None`` for a call of the service."""
    if not call.operation.startswith(CLUSTER_API):
        return None
    verb, _, resource = call.operation.removeprefix(CLUSTER_API).partition(" ")
    plural = resource.partition("/")[0]
    place = _below(call.target.partition("?")[0].strip("/").split("/"))
    namespace = ""
    if place[:1] == ["namespaces"] and plural != "namespaces" and len(place) > 2:
        namespace, place = place[1], place[2:]
    name = place[1] if len(place) > 1 else _name_in(call.body) if verb == "create" else ""
    return Called(verb, resource, unquote(namespace), unquote(name))


def _below(segments: list[str]) -> list[str]:
    """What of a path comes after the version: below ``/<cluster>/private/apis/apps/v1``."""
    for begin, length in (("api", 2), ("apis", 3)):
        if begin in segments[:3]:
            return segments[segments.index(begin) + length :]
    return []


def _name_in(body: str) -> str:
    """The name in the body of a creation; empty if that is no JSON, or has none."""
    try:
        sent = orjson.loads(body)
    except orjson.JSONDecodeError:
        return ""
    metadata = sent.get("metadata") if isinstance(sent, dict) else None
    return str(metadata.get("name") or "") if isinstance(metadata, dict) else ""


def instead_of(calls: Sequence[CallEntry]) -> str:
    """Which calls of Kubernetes APIs there were, by verb and resource, the most frequent first."""
    found = (call.operation.removeprefix(CLUSTER_API) for call in calls if called_by(call))
    counted = [f"{number} {what}" for what, number in Counter(found).most_common()]
    return f"there were {named(counted)}" if counted else "no Kubernetes API was called"
