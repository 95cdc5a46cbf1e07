"""``edit_answer``: sets, drops or nulls fields of a successful answer, by their paths.

Finds clients that rely on a field that is not always there, or is not always what it was.

Paths are written as ``nodes[0].state``: ``[-1]`` is the last element, ``[*]`` is each of them. What
is JSON within a text, such as ``meta_data``, is changed inside. What is changed is the answer, and
nothing else: the work is done, and the next answer is right.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from cs_simulator.scenarios.declaration import Tried
from cs_simulator.scenarios.rules.answer_edits import Edit, answer_path, problem_of
from cs_simulator.scenarios.rules.effects import ChangeAnswer, Effect, Phase
from cs_simulator.scenarios.rules.fault import Fault, FaultContext
from cs_simulator.scenarios.values import Texts

_CHANGES = ({"state": "paused"}, {"name": ""}, {"nodes[0].state": None})
_PATHS = ("state", "cluster_id", "clusters", "nodes[0].state", "clusters[-1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditAnswer(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("reply",)
    not_explored: ClassVar[str] = "the answers are some that the service never gave"

    set: Annotated[dict[str, Any], Tried(({"state": "paused"}, {"name": ""}))] = field(
        default_factory=dict
    )
    """Values by path; a field is added where its object has none."""
    drop: Annotated[Texts, Tried(_PATHS)] = ()
    """The paths of what is left out: fields, or elements of lists."""
    null: Annotated[Texts, Tried(_PATHS)] = ()
    """The paths of what becomes null."""
    text: Annotated[str, Tried(("", "<html></html>"))] | None = None
    """The whole body in place of the right one; an empty one leaves the answer without a body."""
    content_type: str = ""
    """The content type of the text; without it, the right one."""

    def effect(self, context: FaultContext) -> Effect | None:
        return ChangeAnswer(tuple(self._edits()), text=self.text, content_type=self.content_type)

    def _edits(self) -> Iterator[Edit]:
        for path, value in self.set.items():
            yield Edit("set", answer_path(path), value)
        for path in self.null:
            yield Edit("null", answer_path(path))
        for path in self.drop:
            yield Edit("drop", answer_path(path))

    def problems(self, phase: Phase) -> list[str]:
        paths = (*self.set, *self.drop, *self.null)
        if bool(paths) == (self.text is not None):
            return ["give text, or some of set, drop and null"]
        if self.content_type and self.text is None:
            return ["content_type is that of a text; give text, or leave it out"]
        return [problem for problem in map(problem_of, paths) if problem]
