"""RAM policies: which actions a user may do, on which resources.

Enough of the language for a test of permissions: ``Effect``, ``Action`` and ``Resource`` with ``*``
and ``?``. What is not understood is refused when the policy is read, never ignored.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from cs_simulator.catalog import errors

_KEYS = {"Effect", "Action", "Resource"}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: patterns of actions and of resources, allowed or denied."""

    allows: bool
    actions: tuple[re.Pattern[str], ...]
    resources: tuple[re.Pattern[str], ...]

    def is_about(self, actions: Collection[str]) -> bool:
        """Whether it speaks of one of the actions."""
        return any(each.fullmatch(action) for each in self.actions for action in actions)

    def covers(self, resource: str) -> bool:
        """Whether it speaks of the resource."""
        return any(each.fullmatch(resource) for each in self.resources)

    @property
    def is_everywhere(self) -> bool:
        """Whether it speaks of every resource there may be."""
        return any(each.pattern == _EVERYTHING for each in self.resources)


@dataclass(frozen=True, slots=True)
class Policy:
    """What a user may do."""

    statements: tuple[Statement, ...]

    @classmethod
    def read(cls, document: object) -> "Policy":
        """The policy of a document; raises ``ValueError`` saying what to change."""
        if not isinstance(document, dict) or not document.keys() <= {"Version", "Statement"}:
            raise ValueError("a policy is an object with Version and Statement")
        statements = document.get("Statement")
        if not isinstance(statements, list):
            raise ValueError("Statement is an array of objects")
        return cls(tuple(_statement(each) for each in statements))

    def check(self, actions: Collection[str], resource: str) -> None:
        """Raise unless one of the names of an action is allowed on the resource, and none denied.

        The gateway refuses what is allowed nowhere, the service what is not allowed here.
        """
        about = [each for each in self.statements if each.is_about(actions)]
        allowing = [each for each in about if each.allows]
        denying = [each for each in about if not each.allows]
        if not allowing or any(each.is_everywhere for each in denying):
            raise errors.FORBIDDEN_BY_RAM()
        is_allowed = any(each.covers(resource) for each in allowing)
        if not is_allowed or any(each.covers(resource) for each in denying):
            raise errors.STATUS_FORBIDDEN(action=next(iter(actions)))


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
        raise ValueError(f"{name} is a text, or an array of texts")
    return tuple(re.compile(_expression(text)) for text in texts)


def _expression(text: str) -> str:
    return re.escape(text).replace(r"\*", ".*").replace(r"\?", ".")


_EVERYTHING = _expression("*")
