"""The scenario that every tenant has from its beginning, and the file that it is read from."""

from collections.abc import Mapping, Sequence

import orjson

from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.records import ActiveScenario
from cs_simulator.engine.unit import Unit
from cs_simulator.runtime.files import scenario_library
from cs_simulator.runtime.logs import log


class CommonScenario:
    """What ``--scenario`` names. Nothing is loaded where nothing is named.

    *own* is the folder of the scenarios that are found by name beside the shipped ones.
    """

    def __init__(
        self, name: str, own: str = "", stages: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self.path = str(scenario_library.find(name, own)) if name else ""
        self._own = own
        self._stages = stages or {}
        self.text = ""
        self._changed = 0

    def read(self) -> bool:
        """Read the file if it has changed; whether it has. Raises :class:`UsageError` in words."""
        if not self.path:
            return False
        try:
            changed = scenario_library.changed(self.path)
        except OSError as problem:
            raise UsageError(f"--scenario: {self.path}: {problem.strerror}") from None
        if changed == self._changed:
            return False
        from cs_simulator.scenarios.file import lint

        try:
            whole = scenario_library.read(self.path, self._own)
            lint.refuse_errors(whole, self._stages)
        except ValueError as problem:
            self._changed = changed
            raise UsageError(f"--scenario: {problem}") from None
        self._changed, self.text = changed, orjson.dumps(whole.source).decode()
        return True

    def read_again(self) -> bool:
        """Read the file if it has changed; what makes no sense is told, and the old one stays."""
        try:
            return self.read()
        except UsageError as problem:
            log.error("scenario.not_read", problem=str(problem))
            return False

    def begin(self, unit: Unit, own: str) -> None:
        """Put the tenant's *own* scenario in force, or else the common one, if there is one."""
        text, origin = (own, "") if own else (self.text, self.path)
        if not text:
            return
        from cs_simulator.engine import scenario

        scenario.begin(unit, orjson.loads(text), origin)

    def is_newer_than(self, active: ActiveScenario | None) -> bool:
        """Whether a tenant has another state of the same file."""
        if active is None or not self.path:
            return False
        return active.origin == self.path and active.text != self.text

    def edit(self, unit: Unit) -> None:
        """Put the file's present rules in place of those that it had; counts stay."""
        from cs_simulator.engine import scenario

        scenario.edit_from_file(unit, orjson.loads(self.text), self.path)
