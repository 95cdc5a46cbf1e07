"""The colours of charts, light and dark: those of the console, and paler ones for what will be."""

from collections.abc import Iterator, Mapping
from typing import Literal, get_args

from cs_simulator.charts.colours import COLOURS

Theme = Literal["auto", "light", "dark"]
"""``auto`` follows what the reader's system prefers."""
THEMES: tuple[Theme, ...] = get_args(Theme)

# The same values as in server/console/static/style/tokens.css.
LIGHT: Mapping[str, str] = {
    "panel": "#ffffff",
    "line": "#dfe3ea",
    "line-strong": "#8c96a6",
    "text": "#1a2029",
    "muted": "#5a6473",
    "accent": "#2458d6",
    "good": "#13713f",
    "on-good": "#ffffff",
    "warn": "#8a5300",
    "on-warn": "#ffffff",
    "bad": "#c02440",
    "on-bad": "#ffffff",
    "stage-1": "#d6e2f9",
    "stage-2": "#bdd1f5",
    "stage-3": "#a4c0f1",
    "stage-4": "#8caeed",
    "stage-5": "#c7c8f4",
    "stage-6": "#aeaff0",
    "on-stage": "#16202e",
    "busy": "#8caeed",
    "on-busy": "#16202e",
    "quiet": "#5a6473",
    "on-quiet": "#ffffff",
}
DARK: Mapping[str, str] = {
    "panel": "#1a1f27",
    "line": "#2d3541",
    "line-strong": "#728096",
    "text": "#e7ebf1",
    "muted": "#a0acbc",
    "accent": "#7aa8ff",
    "good": "#52ce8f",
    "on-good": "#07160e",
    "warn": "#f0b352",
    "on-warn": "#1c1403",
    "bad": "#ff8494",
    "on-bad": "#1d070b",
    "stage-1": "#24344f",
    "stage-2": "#2a4065",
    "stage-3": "#314d7c",
    "stage-4": "#385a94",
    "stage-5": "#3c4283",
    "stage-6": "#4b4f9c",
    "on-stage": "#eef3fb",
    "busy": "#385a94",
    "on-busy": "#eef3fb",
    "quiet": "#a0acbc",
    "on-quiet": "#12161c",
}
_PALE = 0.35  # how much of its colour a bar keeps that is only expected

_FONT = 'system-ui,"Segoe UI","Noto Sans","Liberation Sans","DejaVu Sans",sans-serif'


def style(theme: Theme = "auto") -> str:
    """The style sheet of charts; all of its rules are about what is in a ``cs-chart``."""
    if theme != "auto":
        return _SHAPES + _colours(DARK if theme == "dark" else LIGHT)
    return f"{_SHAPES}{_colours(LIGHT)}@media (prefers-color-scheme:dark){{{_colours(DARK)}}}"


def pale(colours: Mapping[str, str], name: str) -> str:
    """The paler kind of a colour: mixed with what is behind it."""
    parts = zip(_channels(colours[name]), _channels(colours["panel"]), strict=True)
    return "#" + "".join(f"{round(a * _PALE + b * (1 - _PALE)):02x}" for a, b in parts)


def text_on(fill: str) -> str:
    """The name of the colour of a text on a bar."""
    return "on-stage" if fill.startswith("stage") else f"on-{fill}"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


_SHAPES = (
    f".cs-chart text{{font:11px {_FONT}}}"
    ".cs-chart .title{font-size:14px;font-weight:600}"
    ".cs-chart .strong{font-weight:600}"
    ".cs-chart .mark{stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}"
    ".cs-chart .full{paint-order:stroke;stroke-width:2.5}"
    ".cs-chart .grid,.cs-chart .now{fill:none;stroke-width:1}"
    ".cs-chart .p{stroke-width:1;stroke-dasharray:3 2}"
    ".cs-chart .hatch{fill:none;stroke-width:1;opacity:.6}"
)


def _colours(colours: Mapping[str, str]) -> str:
    rules = [f".cs-chart {selector}{{{what}}}" for selector, what in _rules(colours)]
    return "".join(rules)


def _rules(colours: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "text", f"fill:{colours['text']}"
    yield ".muted", f"fill:{colours['muted']}"
    yield ".panel", f"fill:{colours['panel']}"
    yield ".grid", f"stroke:{colours['line']}"
    yield ".p", f"stroke:{colours['line-strong']}"
    yield ".now", f"stroke:{colours['bad']}"
    yield ".hatch", f"stroke:{colours['warn']}"
    for fill in COLOURS:
        yield f".f-{fill}", f"fill:{colours[fill]}"
        yield f".p-{fill}", f"fill:{pale(colours, fill)}"
        yield f".on-{fill}", f"fill:{colours[text_on(fill)]}"
    yield ".mark", f"fill:{colours['panel']}"
    for name in ("accent", "good", "warn", "bad", "muted"):
        yield f".m-{name}", f"stroke:{colours[name]}"
        yield f".t-{name}", f"fill:{colours[name]}"
        yield f".m-{name}.full", f"fill:{colours[name]};stroke:{colours['panel']}"
