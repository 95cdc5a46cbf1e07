"""JSONPath as definitions of custom resources use it for columns: simple paths and filters.

``.spec.replicas``, ``.metadata.labels['app.example/name']``, ``.spec.ports[0].port``,
``.spec.hosts[*]``, ``.status.conditions[?(@.type=="Ready")].status``.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from cs_simulator.kubernetes.kinds._reading import get

Step = Callable[[Any], Iterator[Any]]
Path = tuple[Step, ...]

_QUOTED = r"""'[^']*'|"[^"]*\""""
_LITERAL = rf"{_QUOTED}|[\w.-]+"
_FILTER = rf"""\[\?\(\s*@\.?(?P<key>[\w./-]+)\s*(?P<sign>==|!=)\s*(?P<value>{_LITERAL})\s*\)\]"""
_STEP = re.compile(
    rf"\.?(?:{_FILTER}|\[(?P<quoted>{_QUOTED})\]|\[(?P<index>-?\d{{1,9}})\]|\[(?P<all>\*)\])"
    r"|\.(?P<name>(?:\\.|[^.\[\]\\])+)"
)
_PLAIN = rf"(?:{_QUOTED}|[^\"'\[\]])"
# What Kubernetes can take apart, of which only a part is understood here: also slices, unions,
# descents and other filters.
_WELL_FORMED = re.compile(
    rf"""(?:\.(?:\\.|[^.\[\]\\{{}}()'"\s])*"""
    rf"|\[(?:[-\d:,*\s]*|(?:{_QUOTED})(?:,(?:{_QUOTED}))*|\?\((?:{_PLAIN}|\[{_PLAIN}*\])+\))\])+"
)
_WORDS = {"true": True, "false": False}


@lru_cache(maxsize=1024)
def parsed(text: str) -> Path | None:
    """The steps of a path; ``None`` for what is no path of this form."""
    text = text.strip().removeprefix("{").removesuffix("}")
    steps, at = [], 0
    while at < len(text):
        found = _STEP.match(text, at)
        if found is None:
            return None
        steps.append(_step(found))
        at = found.end()
    return tuple(steps) or None


def is_well_formed(text: str) -> bool:
    """Whether a text is a path, whether or not it is one of those that are understood here."""
    return parsed(text) is not None or _WELL_FORMED.fullmatch(text) is not None


def found_at(path: Path, value: Any) -> list[Any]:
    """Everything that a path leads to."""
    values = [value]
    for step in path:
        values = [inner for each in values for inner in step(each)]
    return values


def _step(found: re.Match[str]) -> Step:
    if found["key"] is not None:
        return _filter(found["key"], found["value"], is_equal=found["sign"] == "==")
    if found["index"] is not None:
        return _at(int(found["index"]))
    if found["quoted"] is not None:
        return _named(found["quoted"][1:-1])
    name = found["name"]
    return _everything if name in (None, "*") else _named(re.sub(r"\\(.)", r"\1", name))


def _named(name: str) -> Step:
    def step(value: Any) -> Iterator[Any]:
        if isinstance(value, dict) and name in value:
            yield value[name]

    return step


def _at(index: int) -> Step:
    def step(value: Any) -> Iterator[Any]:
        if isinstance(value, list) and -len(value) <= index < len(value):
            yield value[index]

    return step


def _everything(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, list) else ()
    yield from value.values() if isinstance(value, dict) else ()


def _filter(key: str, written: str, *, is_equal: bool) -> Step:
    wanted = _literal(written)

    def step(value: Any) -> Iterator[Any]:
        for each in value if isinstance(value, list) else ():
            present = get(each, key)
            if present is not None and (present == wanted) is is_equal:
                yield each

    return step


def _literal(written: str) -> object:
    if written[0] in "\"'":
        return written[1:-1]
    if written in _WORDS:
        return _WORDS[written]
    try:
        return int(written)
    except ValueError:
        return written
