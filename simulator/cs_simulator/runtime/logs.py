"""Logging: structlog, as text on a terminal and as JSON lines otherwise, on standard error.

Events are in the past tense, with fields: ``call.answered``. No field ever holds a secret.
"""

import logging
import sys
from typing import Any

_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


_chosen = {"level": "info", "style": "auto"}


class Log:
    """A logger that loads structlog with its first line: loading takes as long as a start."""

    def __init__(self) -> None:
        self._logger: Any = None

    def debug(self, event: str, **fields: object) -> None:
        """Log what helps to find a fault."""
        self._log("debug", event, fields)

    def info(self, event: str, **fields: object) -> None:
        """Log what happened."""
        self._log("info", event, fields)

    def warning(self, event: str, **fields: object) -> None:
        """Log what may be a problem."""
        self._log("warning", event, fields)

    def error(self, event: str, **fields: object) -> None:
        """Log a failure."""
        self._log("error", event, fields)

    def exception(self, event: str, **fields: object) -> None:
        """Log a failure with the traceback of the exception that is being handled."""
        self._log("exception", event, fields)

    def _log(self, level: str, event: str, fields: dict[str, object]) -> None:
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
    # Warnings and errors of aiohttp and asyncio go to the same stream.
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
