"""What an answer that refuses is made of: a row of the catalogue, and that row raised.

The rows are in :mod:`cs_simulator.catalog.errors`; ``operations/_answers.py`` turns an
:class:`ApiError` into a body.
"""

from dataclasses import dataclass
from typing import Literal

Dialect = Literal["service", "gateway"]


@dataclass(frozen=True, slots=True)
class ErrorSpec:
    """One row of the catalogue: a code, its HTTP status and its text.

    The text may name details in braces; calling the row with those details gives the error to
    raise. *dialect* says which of the two body shapes carries it: ``gateway`` for what is refused
    before the service is reached, ``service`` for the rest (reference: swarm-api §5.1).
    """

    code: str
    status: int
    message: str
    dialect: Dialect = "service"

    def __call__(self, field: str = "", advice: str = "", **details: object) -> "ApiError":
        """The error to raise, about one *field* of the request, with *advice* on what to send."""
        message = (
            self.message.format(field=field, **details) if "{" in self.message else self.message
        )
        if advice:
            message = f"{message} ({field}: {advice})"
        elif field and field not in message:
            message = f"{message} ({field})"
        return ApiError(self, message, field)


class ApiError(Exception):
    """A refusal as the service would say it; raising it puts the unit of work back."""

    def __init__(
        self,
        spec: ErrorSpec,
        message: str,
        field: str = "",
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(message)
        self.headers = headers
        self.spec = spec
        self.message = message
        self.field = field

    @property
    def code(self) -> str:
        """The service's code, such as ``ErrorClusterNotFound``."""
        return self.spec.code

    @property
    def status(self) -> int:
        """The HTTP status of the answer."""
        return self.spec.status


class UsageError(Exception):
    """The simulator was asked for something it cannot do; the text says what to change."""


class HookError(Exception):
    """A program that was to be run before the simulator is ready failed; the text says which."""
