"""Logging: as text on a terminal and as JSON lines otherwise, on standard error.

Events are in the past tense, with fields: ``call.answered``. What looks like a secret is replaced,
wherever it comes from. Logging raises nothing and waits for nothing;
:mod:`cs_simulator.runtime.log_writer` says how.
"""

import atexit
import json
import logging
import os
import sys
import threading
import traceback
from typing import Any, NamedTuple

from cs_simulator.domain import instants
from cs_simulator.engine import redaction_text
from cs_simulator.runtime.log_writer import LineWriter
from cs_simulator.runtime.system_clock import SystemClock

_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}
# Characters of one value: a traceback of a deep recursion, a line of a hook.
_LONGEST = 32_768
# A shorter secret would be found in words that are none.
_SHORTEST_HIDDEN = 6
# About what a line takes beside its texts.
_FIXED = 500
# Real seconds that the end of the process may wait for lines to be written.
LAST_WAIT = 0.3
_STANDARD_ERROR = 2
_CONTROLS = {
    number: f"\\x{number:02x}" for number in (*range(32), *range(127, 160)) if number not in b"\t\n"
}

_chosen: dict[str, Any] = {
    "level": "info", "style": "auto", "replica": "", "is_own_process": False
}  # fmt: skip
_wall = SystemClock().wall


class _Line(NamedTuple):
    level: str
    event: str
    fields: dict[str, object]
    at: int


class Log:
    """Makes lines of events; they are rendered and written in a thread.

    Before :func:`configure` the process is another program's: lines are written at once where that
    does not have to wait.
    """

    def __init__(self) -> None:
        self._renderer: Any = None
        self._hidden: frozenset[str] = frozenset()
        self._is_text: bool | None = None
        self._writer = LineWriter(self._render, _notice)

    @property
    def dropped(self) -> int:
        """How many lines could not be written since the start of the process."""
        return self._writer.dropped

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
        self._log("error", event, fields, sys.exception())

    def hide(self, *secrets: str) -> None:
        """Replace these secrets wherever they stand in a value; too short ones are left alone."""
        self._hidden |= {secret for secret in secrets if len(secret) >= _SHORTEST_HIDDEN}

    def flush(self, seconds: float = LAST_WAIT) -> bool:
        """Wait until all lines so far are dealt with; false if that takes longer."""
        return self._writer.flush(seconds)

    def _log(
        self,
        level: str,
        event: str,
        fields: dict[str, object],
        exception: BaseException | None = None,
    ) -> None:
        if _LEVELS[level] < _LEVELS.get(_chosen["level"], 0):
            return
        try:
            if exception is not None:
                fields["exception"] = "".join(traceback.format_exception(exception)).rstrip()
            texts = {name: text for name, text in fields.items() if isinstance(text, str)}
            size = sum(map(len, texts.values()))
            if size > _LONGEST:
                fields.update({name: text[:_LONGEST] for name, text in texts.items()})
            line = _Line(level, event, fields, _wall())
            if _chosen["is_own_process"] or not self._writer.write_at_once(line):
                self._writer.put(line, size + _FIXED)
        except Exception:  # noqa: BLE001 - whatever cannot be logged touches nothing else
            self._writer.drop()

    def _without_secrets(self, value: object) -> object:
        if value is None or isinstance(value, (int, float)):
            return value
        if isinstance(value, dict):
            return {str(name): self._without_secrets(inner) for name, inner in value.items()}
        if isinstance(value, (list, tuple, set, frozenset)):
            return [self._without_secrets(inner) for inner in value]
        text = str(value)
        for secret in self._hidden:
            text = text.replace(secret, redaction_text.REPLACED)
        return redaction_text.text(text)

    def _render(self, line: _Line) -> str:
        values = {
            **{name: self._without_secrets(value) for name, value in line.fields.items()},
            "event": line.event,
            "level": line.level,
            "timestamp": instants.as_exact_text(line.at),
        }
        if _chosen["replica"]:
            values["replica"] = _chosen["replica"]
        if self._is_text is None:
            self._is_text = _is_text()
        if not self._is_text:
            return json.dumps(values)
        if self._renderer is None:
            self._renderer = _text_renderer()
        printable = {
            name: value.translate(_CONTROLS) if isinstance(value, str) else value
            for name, value in values.items()
        }
        text: str = self._renderer(None, line.level, printable)
        return text


def configure(level: str, style: str, replica: str = "") -> None:
    """Set up logging for the process; *style* is ``auto``, ``text`` or ``json``.

    Each line has the name of the *replica*, if it has one.

    What libraries and the interpreter have to say (warnings, exceptions that nobody handles) goes
    the same way from now on.
    """
    _occupy_standard_descriptors()
    _chosen.update(level=level, style=style, replica=replica, is_own_process=True)
    logging.basicConfig(level=logging.WARNING, handlers=[_FromLibraries()], force=True)
    logging.captureWarnings(True)
    threading.excepthook = _on_thread_exception
    sys.unraisablehook = _on_unraisable


def _occupy_standard_descriptors() -> None:
    """Open ``/dev/null`` in place of standard streams that were closed before the start.

    Otherwise a socket or the database gets one of their numbers, and what anybody writes there; the
    event loop ends the process with SIGABRT when it is to close such a descriptor.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _STANDARD_ERROR:
        os.set_inheritable(descriptor, True)
    os.close(descriptor)


class _FromLibraries(logging.Handler):
    """Passes on what aiohttp, asyncio and others log."""

    def handle(self, record: logging.LogRecord) -> bool:
        """Log the record; no lock is needed for that."""
        try:
            self.emit(record)
        except Exception:  # noqa: BLE001 - a message whose arguments do not fit, for example
            log.warning("library.logged", logger=record.name, message=str(record.msg))
        return True

    def emit(self, record: logging.LogRecord) -> None:
        """Log the record."""
        fields: dict[str, object] = {"logger": record.name, "message": record.getMessage()}
        if record.exc_info and record.exc_info[1]:
            fields["exception"] = "".join(traceback.format_exception(record.exc_info[1])).rstrip()
        write = log.error if record.levelno >= logging.ERROR else log.warning
        write("library.logged", **fields)


def _on_thread_exception(arguments: threading.ExceptHookArgs) -> None:
    name = arguments.thread.name if arguments.thread else ""
    text = "".join(traceback.format_exception(arguments.exc_value)).rstrip()
    log.error("thread.ended", thread=name, exception=text)


def _on_unraisable(arguments: "sys.UnraisableHookArgs") -> None:
    text = "".join(traceback.format_exception(arguments.exc_value)).rstrip()
    log.error("exception.ignored", message=arguments.err_msg or "", exception=text)


def _notice(lines: int) -> _Line:
    return _Line("warning", "log.dropped", {"lines": lines}, _wall())


def _is_text() -> bool:
    if _chosen["style"] != "auto":
        return bool(_chosen["style"] == "text")
    try:
        return sys.__stderr__ is not None and sys.__stderr__.isatty()
    except ValueError:  # it is closed
        return False


def _text_renderer() -> Any:
    import structlog  # loading it takes as long as a start

    return structlog.dev.ConsoleRenderer()


log = Log()
"""The logger of the whole process."""

atexit.register(log.flush)
