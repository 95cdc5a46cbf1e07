"""Fixtures as people and callers of the control plane write them, checked."""

from cs_simulator.scenarios.file import document
from cs_simulator.scenarios.file.problems import UnusableFileError
from cs_simulator.scenarios.fixtures import Fixtures


def read(source: object) -> Fixtures:
    """The fixtures of a JSON value; raises ``ValueError`` saying what is wrong, and where."""
    try:
        return document.Document("fixtures", source).read_as(Fixtures)
    except UnusableFileError as refused:
        raise ValueError("; ".join(problem.message for problem in refused.problems)) from None


def read_text(text: str, name: str) -> Fixtures:
    """The fixtures of a file's text; raises :class:`UnusableFileError` with every problem."""
    return document.parse(text, name).read_as(Fixtures)
