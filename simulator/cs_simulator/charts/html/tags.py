"""Elements of HTML as text in which nothing that is shown can be taken for markup."""

from collections.abc import Iterable
from html import escape

from cs_simulator.domain.printable import as_lines


class Markup(str):
    """A text that is HTML already; any other text is escaped."""

    __slots__ = ()


Content = str | Markup | None | Iterable["Content"]
_ALONE = frozenset({"meta"})


def tag(name: str, /, *content: Content, **attributes: str | bool | None) -> Markup:
    """An element; an attribute that is ``None`` or ``False`` is left out, ``True`` has no value.

    An underscore at the end of an attribute's name is dropped: ``class_``.
    """
    written = "".join(_attribute(key.rstrip("_"), value) for key, value in attributes.items())
    if name in _ALONE:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{''.join(map(text, content))}</{name}>")


def text(content: Content) -> str:
    """Content as HTML; control characters are written as escapes."""
    if content is None:
        return ""
    if isinstance(content, Markup):
        return content
    if isinstance(content, str):
        return escape(_shown(content))
    return "".join(map(text, content))


def _attribute(key: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    return f" {key}" if value is True else f' {key}="{escape(_shown(value))}"'


def _shown(plain: str) -> str:
    return as_lines(plain.expandtabs())
