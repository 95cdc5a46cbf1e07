"""How far ``explore`` has come, while it searches."""

import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from cs_simulator.cli._explored import summary
from cs_simulator.cli._output import echo, error_console

if TYPE_CHECKING:
    from rich.live import Live

    from cs_simulator.testing.explore.search_status import Status


class Progress:
    """A line on standard error while a block runs: it changes on a terminal.

    Elsewhere it is printed whenever the function that the block gets is called.
    """

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self.status: Status | None = None
        self._live: Live | None = None

    def __enter__(self) -> Callable[[], None]:
        if not sys.stderr.isatty():
            return lambda: echo(self._line(), err=True)
        from rich.live import Live
        from rich.text import Text

        console = error_console()
        self._live = Live(
            get_renderable=lambda: Text(self._line()), console=console, transient=True
        )
        self._live.start()
        return lambda: None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live:
            self._live.stop()

    def _line(self) -> str:
        return summary(self.status, self._seconds()) if self.status else ""
