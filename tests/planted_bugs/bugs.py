"""The clients of this folder, and what is asked of them besides what is always asked."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

from tests.planted_bugs.ack import Ack

CAREFUL = (
    "backoff_grows",
    "calls_per_second",
    "no_call_after_gone",
    "refusals_not_repeated",
    "retry_after_honoured",
    "success_is_running",
)
"""What is asked of every careful client besides, so that no invariant accuses one wrongly."""


class Bug(NamedTuple):
    """A bug that clients of clusters have."""

    title: str
    invariants: tuple[Any, ...] = ()
    """The invariants that its test names."""
    calls: int = 500
    """The calls after which it is taken for one that does not end."""

    @property
    def module(self) -> str:
        """The name of the module with the two clients."""
        return self.title.replace(" ", "_").replace("-", "_")

    def client(self, kind: str) -> Callable[[Ack], None]:
        """The ``careless`` client, or the ``careful`` one."""
        found: Callable[[Ack], None] = getattr(
            import_module(f"tests.planted_bugs.{self.module}"), kind
        )
        return found

    def asked_of(self, kind: str) -> list[Any]:
        """The invariants that a test of the client names."""
        named = [one if isinstance(one, str) else next(iter(one)) for one in self.invariants]
        more = CAREFUL if kind == "careful" else ()
        return [*self.invariants, *(name for name in more if name not in named)]


POLLS = {"calls_per_second": {"most": 2, "operation": "DescribeClusterDetail"}}

BUGS = (
    Bug("double create"),
    Bug("gives up at 503"),
    Bug("never gives up", calls=300),
    Bug("polls without a pause", (POLLS,)),
    Bug("deletes twice", ("nothing_left", "no_call_after_gone")),
    Bug("takes 202 for done", ("success_is_running",)),
    Bug("trusts a stale list"),
    Bug("leaks a half-made cluster", ("nothing_left",)),
    Bug("ignores partial pools", ("success_is_running",)),
    Bug("retries refusals", ("refusals_not_repeated",)),
)
