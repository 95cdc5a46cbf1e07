"""Scenarios that nobody chose: strategies for Hypothesis, and what is judged of a run under one.

Needs the extra ``explore``. Hypothesis is loaded when a strategy is asked for, and not before.
"""

from typing import TYPE_CHECKING, Any

from cs_simulator.testing.explore.coverage import Acted, coverage_of
from cs_simulator.testing.explore.options import Options
from cs_simulator.testing.explore.severity import PATIENCE, Severity, severity_of

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = [
    "PATIENCE",
    "Acted",
    "Options",
    "Severity",
    "coverage_of",
    "explore",
    "require_hypothesis",
    "severity_of",
    "strategy",
]


def explore(**options: Any) -> "SearchStrategy[dict[str, Any]]":
    """Scenarios as JSON objects, as files have them; the keywords are those of :class:`Options`.

    Raises ``UsageError`` for kinds, operations or a base that there are not, and if Hypothesis is
    not installed.
    """
    return strategy(Options(**options))


def strategy(options: Options) -> "SearchStrategy[dict[str, Any]]":
    """Scenarios with these options; raises ``UsageError`` if Hypothesis is not installed."""
    require_hypothesis()
    from cs_simulator.testing.explore.scenarios import scenarios

    return scenarios(options)


def require_hypothesis() -> None:
    """Raise ``UsageError`` if Hypothesis is not installed.

    To be called before a module of this package is imported that needs it.
    """
    from cs_simulator.domain.errors import UsageError

    try:
        import hypothesis  # noqa: F401 - only to say what is missing
    except ModuleNotFoundError:
        cause, advice = "it needs Hypothesis", "pip install 'cs-simulator[explore]'"
        raise UsageError(cause, subject="explore", advice=advice) from None
