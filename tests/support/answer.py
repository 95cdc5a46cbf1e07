"""What a call was answered with, whichever way a test made it."""

from typing import Any, NamedTuple


class Answer(NamedTuple):
    """The status of a response, and its body as JSON."""

    status: int
    body: Any

    def ok(self) -> Any:
        """The body of a response that is no error."""
        assert self.status < 300, self
        return self.body

    @property
    def code(self) -> str:
        """The code of a refusal."""
        return str(self.body["code"])
