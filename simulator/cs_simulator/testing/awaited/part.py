"""What the awaited parts of a tenant have in common."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

Blocking = TypeVar("Blocking")
Given = ParamSpec("Given")
Outcome = TypeVar("Outcome")


class AwaitedPart(Generic[Blocking]):
    """An object whose methods block, with methods that are awaited."""

    def __init__(self, blocking: Blocking) -> None:
        self.blocking = blocking
        """The same for code that may block."""

    async def _wait(
        self, method: Callable[Given, Outcome], *given: Given.args, **named: Given.kwargs
    ) -> Outcome:
        """What a method returns, called in a thread."""
        return await asyncio.to_thread(method, *given, **named)

    if not TYPE_CHECKING:  # what is not declared is not there, to a type checker

        def __getattr__(self, name: str) -> Any:
            """Return an attribute of the object itself: one that subclasses have added."""
            if name == "blocking":
                raise AttributeError(name)
            found = getattr(self.blocking, name)
            if not callable(found):
                return found

            async def awaited(*given: Any, **named: Any) -> Any:
                return await asyncio.to_thread(found, *given, **named)

            return awaited
