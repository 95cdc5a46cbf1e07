"""Why a step of a task failed."""

from typing import NamedTuple


class StepFailure(NamedTuple):
    """Why a step failed: a code and a text, or what a node printed, as the log shows it.

    Without any of them nothing says why.
    """

    code: str
    message: str
    shape: str = "ResponseException"
    output: str = ""

    def reason(self, resource: str) -> str:
        """The log's text about a resource; empty if nothing says why.

        Source: logs of Container Service clusters that users posted (``Resource CREATE failed:
        ResponseException: resources.…``), in the shape of the vendor's Resource Orchestration
        Service, whose model is OpenStack Heat.
        """
        if not (self.code or self.message or self.output):
            return ""
        if self.shape == "ResponseException":
            return f"resources.{resource}: {self.message} Code: {self.code}"
        return (
            f"resources.{resource}_wait_cond: {self.message}{self.output and chr(10)}{self.output}"
        )
