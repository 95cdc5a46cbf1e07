"""Whether the parameters of a policy are what it takes, down to the items of lists."""

from collections.abc import Iterator, Mapping
from typing import Any

from cs_simulator.catalog import ack_errors
from cs_simulator.catalog.policies import Policy
from cs_simulator.cluster_types.ack.policies.patterns import PatternError, compiled
from cs_simulator.domain.errors import ApiError

_JSON_TYPES: Mapping[str, tuple[type, ...]] = {
    "amount": (int, float, str),
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "object": (dict,),
    "pattern": (str,),
    "string": (str,),
}
_WHOLE = "parameters"


def parameter_problems(policy: Policy, given: Mapping[str, Any]) -> Iterator[ApiError]:
    """What is wrong with the parameters of a policy.

    That is none where it needs some; a parameter or a part of one that must be given and is not, or
    is a list without items; values of a wrong type; patterns that cannot be read. A null counts as
    not given, except in a list.
    """
    known = [name for name, _ in policy.parameters]
    if policy.needs_parameters and not given:
        yield ack_errors.MISSING_FIELD(_WHOLE)
        return
    yield from _problems_within(policy, "", _WHOLE, given)
    if policy.needs_parameters and all(given.get(name) is None for name in known):
        yield ack_errors.MISSING_FIELD(_WHOLE, f"{policy.name} takes {', '.join(known)}")


def _problems_within(
    policy: Policy, prefix: str, field: str, given: Mapping[str, Any]
) -> Iterator[ApiError]:
    """The problems of an object; *prefix* comes before the names of what is in it."""
    for path, kind in policy.fields:
        name = path.removeprefix(prefix)
        if not path.startswith(prefix) or not name.isidentifier():
            continue
        value, is_needed = given.get(name), path in policy.needed
        if value is not None:
            yield from _problems_of(policy, path, kind, f"{field}.{name}", value)
        elif is_needed:
            yield ack_errors.MISSING_FIELD(f"{field}.{name}")
        if value == [] and is_needed and not policy.may_be_empty:
            yield ack_errors.INVALID_FIELD(f"{field}.{name}", f"{policy.name} needs at least one")


def _problems_of(
    policy: Policy, path: str, kind: str, field: str, value: Any
) -> Iterator[ApiError]:
    """The problems of a value, and of what is within it."""
    if not _is_of(value, kind):
        yield ack_errors.INVALID_FIELD(field, f"{policy.name} takes a value of type {kind}")
    elif kind == "array":
        item, item_kind = f"{path}[]", dict(policy.fields)[f"{path}[]"]
        for index, each in enumerate(value):
            yield from _problems_of(policy, item, item_kind, f"{field}[{index}]", each)
    elif kind == "object":
        yield from _problems_within(policy, f"{path}.", field, value)
    elif kind == "pattern":
        try:
            compiled(value)
        except PatternError as problem:
            yield ack_errors.INVALID_FIELD(field, str(problem))


def _is_of(value: object, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _JSON_TYPES[kind])
