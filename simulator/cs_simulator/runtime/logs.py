"""Logging: structlog, as text on a terminal and as JSON lines otherwise, on standard error.

Events are in the past tense, with fields: ``call.answered``. Nothing that holds a secret is ever
a field.
"""

import logging
import sys
from typing import Any

_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


_chosen = {"level": "info", "style": "auto"}


class Log:
    """A logger that loads structlog when there is something to say: it costs as much as a start."""

    def __init__(self) -> None:
        self._logger: Any = None

    def debug(self, event: str, **fields: object) -> None:
        """Tell what only somebody who looks for a fault wants to know."""
        self._tell("debug", event, fields)

    def info(self, event: str, **fields: object) -> None:
        """Tell what happened."""
        self._tell("info", event, fields)

    def warning(self, event: str, **fields: object) -> None:
        """Tell what somebody should look at."""
        self._tell("warning", event, fields)

    def error(self, event: str, **fields: object) -> None:
        """Tell what went wrong."""
        self._tell("error", event, fields)

    def exception(self, event: str, **fields: object) -> None:
        """Tell what must not have happened, with the traceback of the present exception."""
        self._tell("exception", event, fields)

    def _tell(self, level: str, event: str, fields: dict[str, object]) -> None:
        if _LEVELS.get(level, _LEVELS["error"]) < _LEVELS[_chosen["level"]]:
            return
        if self._logger is None:
            self._logger = _configured()
        getattr(self._logger, level)(event, **fields)


log = Log()
"""The logger of the whole process."""


def configure(level: str, style: str) -> None:
    """Set up logging for the process; *style* is ``auto``, ``text`` or ``json``."""
    _chosen.update(level=level, style=style)
    # What aiohttp and asyncio have to say goes the same way, from warnings up.
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)


def _configured() -> Any:
    import structlog

    style = _chosen["style"]
    as_text = style == "text" or (style == "auto" and sys.stderr.isatty())
    renderers: list[Any] = (
        [structlog.dev.ConsoleRenderer()]
        if as_text
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *renderers,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[_chosen["level"]]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    return structlog.get_logger()
