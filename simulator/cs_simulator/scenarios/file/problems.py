"""What is wrong with a file: where it is, its code, and what to change."""

from collections.abc import Iterable
from typing import NamedTuple

UNREADABLE, UNKNOWN_KEY, UNKNOWN_NAME, DUPLICATE_ID = "E001", "E002", "E003", "E004"
BAD_TIME, INCLUDE_CYCLE, IMPOSSIBLE_FIRE, BAD_VALUE = "E005", "E006", "E007", "E008"
CANNOT_ACT, TOO_LARGE = "E009", "E010"
SHADOWED, WRONG_PHASE, NO_SUCH_STAGE, UNKNOWN_PLACE = "W101", "W102", "W103", "W104"
NO_EFFECT, UNKNOWN_FIELD = "W105", "W106"

CODES = {
    UNREADABLE: "unreadable",
    UNKNOWN_KEY: "unknown key",
    UNKNOWN_NAME: "unknown operation, path, stage, state, code or rule",
    DUPLICATE_ID: "an id that is taken",
    BAD_TIME: "bad duration or distribution",
    INCLUDE_CYCLE: "a file that includes or loads itself",
    IMPOSSIBLE_FIRE: "a fire or a select that never chooses anything",
    BAD_VALUE: "bad value",
    CANNOT_ACT: "a rule about what never occurs together",
    TOO_LARGE: "too large, too deep or too many",
    SHADOWED: "a rule that never acts, since one before it always does",
    WRONG_PHASE: "a fault in a phase where it cannot act",
    NO_SUCH_STAGE: "a stage that the operation does not have",
    UNKNOWN_PLACE: "unknown region, zone or instance type",
    NO_EFFECT: "a part that has no effect",
    UNKNOWN_FIELD: "a field that no request has, or an id or a name that this file does not have",
}
"""What each code means. ``E…`` cannot be used, and neither can W102; the rest are warnings."""

MOST_PROBLEMS = 100
"""Of one file: whoever has more has one mistake many times."""


class Problem(NamedTuple):
    """One problem with its position; as text, one line that editors can jump from."""

    file: str
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.code}: {self.message}"

    @property
    def is_error(self) -> bool:
        """Whether the file cannot be used; if not, it is a warning."""
        return self.code.startswith("E") or self.code == WRONG_PHASE


class UnusableFileError(ValueError):
    """A file cannot be used; has every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
