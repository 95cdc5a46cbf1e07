"""RAM policies: which actions a user may perform, on which resources.

A subset of the policy language: ``Effect``, ``Action`` and ``Resource``, with the wildcards ``*``
and ``?``, which are matched without backtracking. A policy with anything else is refused when it is
read, never ignored.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from cs_simulator.domain import globs
from cs_simulator.domain.access_denied import NoPermission

_KEYS = {"Effect", "Action", "Resource"}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: it allows or denies actions on resources, both given as patterns."""

    allows: bool
    actions: tuple[re.Pattern[str], ...]
    resources: tuple[re.Pattern[str], ...]

    def names_one_of(self, actions: Collection[str]) -> bool:
        """Whether one of its action patterns matches one of the actions."""
        return any(pattern.fullmatch(action) for pattern in self.actions for action in actions)

    def covers(self, resource: str) -> bool:
        """Whether one of its resource patterns matches the resource."""
        return any(pattern.fullmatch(resource) for pattern in self.resources)


@dataclass(frozen=True, slots=True)
class Policy:
    """The statements that decide what a user may do."""

    statements: tuple[Statement, ...]

    @classmethod
    def read(cls, document: object) -> "Policy":
        """The policy in a JSON document; raises ``ValueError`` with what to change."""
        if not isinstance(document, dict) or not document.keys() <= {"Version", "Statement"}:
            raise ValueError("a policy is an object with Version and Statement")
        statements = document.get("Statement")
        if not isinstance(statements, list):
            raise ValueError("Statement is an array of objects")
        return cls(tuple(_statement(statement) for statement in statements))

    def refuses(self, actions: Collection[str], resource: str) -> NoPermission | None:
        """Why it does not permit an action on a resource; ``None`` if it does.

        *actions* are all names of the action: one of them must be allowed, and none denied.
        """
        relevant = [
            statement
            for statement in self.statements
            if statement.names_one_of(actions) and statement.covers(resource)
        ]
        if not all(statement.allows for statement in relevant):
            return "ExplicitDeny"
        return None if relevant else "ImplicitDeny"


def _statement(value: object) -> Statement:
    if not isinstance(value, dict):
        raise ValueError("a statement is an object")
    if unknown := value.keys() - _KEYS:
        raise ValueError(f"{', '.join(sorted(unknown))}: known are {', '.join(sorted(_KEYS))}")
    effect = value.get("Effect")
    if effect not in ("Allow", "Deny"):
        raise ValueError("Effect is Allow or Deny")
    return Statement(
        allows=effect == "Allow",
        actions=_patterns("Action", value.get("Action")),
        resources=_patterns("Resource", value.get("Resource", "*")),
    )


def _patterns(name: str, value: object) -> tuple[re.Pattern[str], ...]:
    given = value if isinstance(value, list) else [value]
    texts = [text for text in given if isinstance(text, str) and text]
    if not texts or len(texts) < len(given):
        raise ValueError(f"{name} is a string, or an array of strings")
    return tuple(globs.compiled(text, has_sets=False) for text in texts)
