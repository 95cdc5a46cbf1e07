"""The names that scenarios may use, by what they are names of: what editors complete.

Where the lint refuses a name that nothing has, the schema does so, too; where it only warns, any
other text is accepted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import NamedTuple

from cs_simulator.catalog import codes, service_roles
from cs_simulator.domain.quotas import Quotas
from cs_simulator.domain.records import ClusterState, NodeState, TaskState
from cs_simulator.scenarios.expectations.cluster_calls import VERBS
from cs_simulator.scenarios.file.checks.names import PLACES
from cs_simulator.scenarios.file.field_docs import meanings
from cs_simulator.scenarios.file.schema_parts import Json, enum
from cs_simulator.scenarios.rules.pods import KINDS, STAGES
from cs_simulator.scenarios.script import PLACEHOLDERS, placeholders_of
from cs_simulator.scenarios.vocabulary import CLUSTER_API, Vocabulary

_WILDCARDS = r"[*?\[]"
_ANY_TEXT = {"type": "string"}


class KnownNames(NamedTuple):
    """The names of one kind of thing."""

    title: str
    names: Mapping[str, str]
    """Each with what it means, which may be empty."""
    others: Json | None = None
    """The schema of what may be written besides them; ``None`` if nothing may."""
    more: str = ""
    """The regular expression of further names, which are too many to list; empty for none."""

    @property
    def is_open(self) -> bool:
        """Whether something else may be written, too."""
        return self.others is not None

    def exact(self) -> Json:
        """The schema of one of the names."""
        shown = enum(self.names)
        others = self.others or (_text(self.more) if self.more else None)
        return {"title": self.title, **({"anyOf": [shown, others]} if others else shown)}

    def pattern(self) -> Json:
        """The schema of one of the names, or of a pattern of them."""
        wild = f"{_WILDCARDS}|{self.more}" if self.more else _WILDCARDS
        return {"title": self.title, "anyOf": [enum(self.names), _text(wild)]}


def _text(pattern: str) -> Json:
    return {"type": "string", "pattern": pattern}


def known_names(vocabulary: Vocabulary) -> dict[str, KnownNames]:
    """All of them, by what :class:`cs_simulator.scenarios.declaration.NameOf` calls them."""
    stages = {stage for found in vocabulary.stages.values() for stage in found} | {*STAGES}
    task_types = {found for types in vocabulary.task_types.values() for found in types}
    places = {
        what: KnownNames(what.replace("_", " "), _plain(PLACES[key]()), _ANY_TEXT)
        for what, key in _PLACES.items()
    }
    return places | {
        "operation": KnownNames("operation", _operations(vocabulary), more=f"^{CLUSTER_API}"),
        "task_operation": KnownNames("operation with tasks", _stages(vocabulary)),
        "stage": KnownNames("stage", _plain(sorted(stages))),
        "cluster_state": KnownNames("state of a cluster", _plain(ClusterState)),
        "node_state": KnownNames("state of a node", _plain(NodeState)),
        "task_state": KnownNames("state of a task", _plain(TaskState)),
        "pool_state": KnownNames("state of a node pool", _plain(vocabulary.pool_states)),
        "cluster_type": KnownNames("type of cluster", _plain(vocabulary.cluster_types)),
        "task_type": KnownNames("type of task", _plain(sorted(task_types))),
        "object_kind": KnownNames(
            "kind of Kubernetes objects", _plain(sorted(vocabulary.object_kinds)), _CUSTOM_KIND
        ),
        "quota": KnownNames("quota", _quotas()),
        "workload_kind": KnownNames("kind of a workload", _plain(KINDS), _ANY_TEXT),
        "code": KnownNames("error code", _codes(), _ANY_TEXT),
        "role": KnownNames("service role", _plain(service_roles.MISSING), _ANY_TEXT),
        "verb": KnownNames("verb", _plain(VERBS)),
        "method": KnownNames("method", _plain(("GET", "POST", "PUT", "DELETE"))),
        "call": KnownNames("call", _plain(_calls(vocabulary)), _CALL),
        "counted_per": KnownNames("counted per", _plain(("all", "cluster", "node_pool")), _FIELD),
    }


_PLACES = {"region": "region_id", "zone": "zone_id", "instance_type": "instance_type"}
_CALL = {"type": "string", "pattern": r"^(GET|POST|PUT|PATCH|DELETE) /\S*$"}
# There are hundreds of such operations, which the lint knows.
_CLUSTER_CALLS = (f"{CLUSTER_API}*", f"{CLUSTER_API}list *", f"{CLUSTER_API}watch *")
_CUSTOM_KIND = {"type": "string", "pattern": r"^[A-Za-z0-9]+(\.[a-z0-9-]+)+$"}
_FIELD = {"type": "string", "pattern": r"^body\."}


def _plain(names: Iterable[str]) -> dict[str, str]:
    return {str(name): "" for name in names}


def _operations(vocabulary: Vocabulary) -> dict[str, str]:
    names = (name for name in vocabulary.operations if not name.startswith(CLUSTER_API))
    return _plain((*names, *_CLUSTER_CALLS))


def _stages(vocabulary: Vocabulary) -> dict[str, str]:
    return {name: ", ".join(stages) for name, stages in vocabulary.stages.items()}


def _quotas() -> dict[str, str]:
    docs = meanings(Quotas)
    return {field.name: docs[field.name] for field in fields(Quotas)}


def _codes() -> dict[str, str]:
    return {code: codes.text(spec) for code, spec in codes.all_codes().items()}


def _calls(vocabulary: Vocabulary) -> list[str]:
    """The calls whose placeholders a script fills in."""
    return [call for call in vocabulary.calls() if placeholders_of(call) <= PLACEHOLDERS.keys()]
