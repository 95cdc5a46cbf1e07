"""Logging: structlog, as text on a terminal and as JSON lines otherwise, on standard error.

Imported, with structlog, only where something is really logged. Events are in the past tense, with
fields: ``cluster.created``. Nothing that holds a secret is ever a field.
"""

import logging
import sys
from typing import Any

import structlog

_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


def configure(level: str, style: str) -> None:
    """Set up logging for the process; *style* is ``auto``, ``text`` or ``json``."""
    as_text = style == "text" or (style == "auto" and sys.stderr.isatty())
    renderers: list[Any] = (
        [structlog.dev.ConsoleRenderer()]
        if as_text
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *renderers,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    # What aiohttp and asyncio have to say goes the same way, from warnings up.
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
