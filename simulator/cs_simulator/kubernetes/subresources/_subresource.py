"""What a subresource is: its verbs, and the kinds that have it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.request import Verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Subresource:
    """Something below an object, such as its ``status``."""

    verbs: Mapping[str, Verb]
    is_of: Callable[[Kind], bool]
    """Whether a kind has it."""


def listed(name: str) -> Callable[[Kind], bool]:
    """Whether a kind lists a subresource among its own."""
    return lambda kind: name in kind.all_subresources
