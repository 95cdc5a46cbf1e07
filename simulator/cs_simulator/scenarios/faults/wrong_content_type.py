"""``wrong_content_type``: answers correctly, with the wrong content type.

Finds clients that choose how to parse by the label, or fail on a proxy's error page.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from cs_simulator.scenarios.declaration import Tried
from cs_simulator.scenarios.rules.effects import Effect, Phase, TransportFault
from cs_simulator.scenarios.rules.fault import Fault, FaultContext


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongContentType(Fault):
    phases: ClassVar[tuple[Phase, ...]] = ("reply", "read")
    main: ClassVar[str] = "content_type"

    content_type: Annotated[str, Tried(("text/plain", "application/xml", ""))] = "text/html"
    """The content type of the answer."""

    def effect(self, context: FaultContext) -> Effect | None:
        return TransportFault("wrong_content_type", text=self.content_type)
