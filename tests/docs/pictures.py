"""The pictures of the READMEs, light and dark: charts of shipped scenarios, as SVG.

``python -m tests.docs.generate`` writes them. A README has both in a ``picture`` element.
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from tests.docs import pages

FOLDER = Path(__file__).parent / "pictures"
THEMES = ("light", "dark")
CHARTS = {"timeline": "ack-five-wanted-two-made"}
"""The scenarios whose runs are drawn, by the names of the pictures."""

_SHOWN = re.compile(r'(?:src|srcset)="([^"]+)"')


def drawn(name: str, theme: str) -> str:
    """The SVG that ``scenario test --svg`` writes."""
    from cs_simulator.cli.main import main

    with TemporaryDirectory() as folder:
        chart = Path(folder) / "chart.svg"
        arguments = ("scenario", "test", CHARTS[name], "--svg", str(chart), "--theme", theme)
        done = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return chart.read_text("utf-8")


def path_of(name: str, theme: str) -> Path:
    """The file of a picture."""
    return FOLDER / f"{name}-{theme}.svg"


def stale() -> list[Path]:
    """The files that are not what would be drawn today."""
    every = [(name, theme) for name in CHARTS for theme in THEMES]
    return [path_of(*each) for each in every if _text(path_of(*each)) != drawn(*each)]


def write() -> list[str]:
    """Draw all of them; returns the names of the files that changed."""
    FOLDER.mkdir(exist_ok=True)
    changed = stale()
    for path in changed:
        name, _, theme = path.stem.rpartition("-")
        path.write_text(drawn(name, theme), "utf-8")
    return [path.relative_to(pages.ROOT).as_posix() for path in changed]


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def shown_by(page: pages.Page) -> list[Path]:
    """The files that a README shows."""
    return [(page.path.parent / found).resolve() for found in _SHOWN.findall(page.text)]
