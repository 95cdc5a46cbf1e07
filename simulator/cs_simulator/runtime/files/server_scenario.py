"""The scenario of all tenants, ``serve --scenario``, and the file that it is read from."""

import orjson

from cs_simulator.cluster_types import registry
from cs_simulator.domain.errors import UsageError
from cs_simulator.domain.records import ActiveScenario
from cs_simulator.engine.cluster_behavior import ClusterTypes
from cs_simulator.engine.unit import Unit
from cs_simulator.kubernetes import vocabulary
from cs_simulator.runtime.files import scenario_library
from cs_simulator.runtime.logs import log


class ServerScenario:
    """The scenario of a file or a known name; without a name there is none.

    *user_folder* has the user's scenarios; lint knows the words of *cluster_types*.
    """

    def __init__(
        self, name: str, user_folder: str = "", cluster_types: ClusterTypes | None = None
    ) -> None:
        self.path = str(scenario_library.find(name, user_folder)) if name else ""
        self._user_folder = user_folder
        self._cluster_types = cluster_types or registry()
        self.text = ""
        """The scenario as JSON."""
        self._fingerprint = 0

    def read(self) -> bool:
        """Read the file if it has changed, and return whether it has.

        Raises :class:`UsageError` with every problem of the file.
        """
        if not self.path:
            return False
        try:
            fingerprint = scenario_library.fingerprint(self.path)
        except OSError as error:
            raise UsageError(str(error.strerror), subject=f"--scenario: {self.path}") from None
        if fingerprint == self._fingerprint:
            return False
        from cs_simulator.scenarios.file import lint  # imports pydantic

        try:
            loaded = scenario_library.read(self.path, self._user_folder)
            lint.refuse_errors(loaded, vocabulary(self._cluster_types))
        except ValueError as error:
            self._fingerprint = fingerprint  # reading it again would find the same errors
            raise UsageError(str(error), subject="--scenario") from None
        self._fingerprint, self.text = fingerprint, orjson.dumps(loaded.source).decode()
        return True

    def read_again(self) -> bool:
        """Read the file if it has changed; a file with errors is logged, and changes nothing."""
        try:
            return self.read()
        except UsageError as error:
            log.error("scenario.not_read", problem=str(error))
            return False

    def begin(self, unit: Unit, own: str) -> None:
        """Put the tenant's *own* scenario in force, or else this one, if there is one."""
        text, origin = (own, "") if own else (self.text, self.path)
        if not text:
            return
        from cs_simulator.engine import scenario  # most worlds have none

        scenario.begin(unit, orjson.loads(text), origin)

    def is_newer_than(self, active: ActiveScenario | None) -> bool:
        """Whether a tenant has an earlier state of the same file in force."""
        if active is None or not self.path:
            return False
        return active.origin == self.path and active.text != self.text

    def edit(self, unit: Unit) -> None:
        """Replace the rules in force by those of the file; counts stay."""
        from cs_simulator.engine import scenario  # most worlds have none

        scenario.edit_from_file(unit, orjson.loads(self.text), self.path)
