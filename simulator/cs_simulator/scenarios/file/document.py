"""YAML and JSON as values whose positions in the text are known.

Data only: no tags, no merge keys, no dates. Plain scalars are read as YAML 1.2 does (``no`` and
``2018-01-08`` are texts), and a key that is given twice is refused.
"""

import re
from dataclasses import dataclass, field
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from cs_simulator.domain.utf8 import is_utf8
from cs_simulator.scenarios.file.explanations import Path, explained
from cs_simulator.scenarios.file.model import checker, model_of
from cs_simulator.scenarios.file.problems import (
    BAD_VALUE,
    MOST_PROBLEMS,
    TOO_LARGE,
    UNKNOWN_KEY,
    UNREADABLE,
    Problem,
    UnusableFileError,
)
from cs_simulator.scenarios.suggestions import short

T = TypeVar("T")
Position = tuple[int, int]
"""Line and column, from 1."""

LONGEST_TEXT = 500_000
"""The most characters of a file: a thousand rules have a fifth of that."""

# Aliases may make a small text into an enormous value, in number or in length.
_MAX_NODES = 20_000
_MAX_DEPTH = 40
_LONGEST_MESSAGE = 600
_MOST_DIGITS = 19
_LARGEST = 2**63 - 1
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_COLLECTIONS, _SCALARS = ("map", "seq"), ("str", "int", "float", "bool", "null", "timestamp")


@dataclass(frozen=True, slots=True)
class Document:
    """The value of a file, with the positions of its keys and values."""

    name: str
    value: Any
    keys: dict[Path, Position] = field(default_factory=dict)
    values: dict[Path, Position] = field(default_factory=dict)
    _read: dict[type, Any] = field(default_factory=dict, compare=False, repr=False)

    def problem(self, path: Path, code: str, message: str) -> Problem:
        """A problem of the value at that path, or of the nearest one around it."""
        positions = self.keys if code == UNKNOWN_KEY else self.values
        while path and path not in positions:
            path = path[:-1]
        if len(message) > _LONGEST_MESSAGE:  # it shows a value; what to write stands at the end
            half = _LONGEST_MESSAGE // 2
            message = f"{message[:half]}…{message[-half:]}"
        return Problem(self.name, *positions.get(path, (1, 1)), code, message)

    def read_as(self, declared: type[T]) -> T:
        """The value as declared; raises :class:`UnusableFileError` with every problem."""
        if declared not in self._read:
            self._read[declared] = self._checked(declared)
        found: T = self._read[declared]
        return found

    def _checked(self, declared: Any) -> Any:
        try:
            return checker(declared).validate_python(self.value)
        except ValidationError as refused:
            errors = refused.errors(include_url=False)[:MOST_PROBLEMS]
            found = explained(errors, model_of(declared), {*self.values, *self.keys})
            raise UnusableFileError(self.problem(*problem) for problem in found) from None


def parse(text: str, name: str, what: str = "a scenario") -> Document:
    """The document of a text; raises :class:`UnusableFileError` if it is neither YAML nor JSON.

    *what* is to be written, if the text is empty.
    """
    if len(text) > LONGEST_TEXT:
        raise too_long(name)
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = problem.problem or problem.context or "it cannot be read"
        message = f"{reason}; write YAML or JSON here"
        raise UnusableFileError([Problem(name, line, column, UNREADABLE, message)]) from None
    except (yaml.YAMLError, UnicodeEncodeError) as problem:
        reason = str(problem).partition("\n")[0]
        message = f"{reason}; leave such characters out"
        raise UnusableFileError([Problem(name, 1, 1, UNREADABLE, message)]) from None
    if node is None:
        raise UnusableFileError([Problem(name, 1, 1, UNREADABLE, f"it is empty; write {what}")])
    document = Document(name, None)
    value = _Reader(document).value(node, ())
    return Document(name, value, document.keys, document.values)


def too_long(name: str) -> UnusableFileError:
    """The problem of a file with too many characters."""
    message = f"it is too large; write at most {LONGEST_TEXT:,} characters, and include the rest"
    return UnusableFileError([Problem(name, 1, 1, TOO_LARGE, message)])


class _Reader:
    """Converts nodes to values, and records their positions."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._count = 0
        self._length = 0
        self._open: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Any:
        self._document.values[path] = _position(node)
        self._count += 1
        if self._count > _MAX_NODES:
            raise self._too_large(node, f"it has too many values; write at most {_MAX_NODES:,}")
        if len(path) > _MAX_DEPTH:
            raise self._too_large(node, f"it is too deep; nest at most {_MAX_DEPTH}")
        kind = node.tag.removeprefix("tag:yaml.org,2002:")
        if kind not in (_SCALARS if isinstance(node, yaml.ScalarNode) else _COLLECTIONS):
            raise self._unreadable(node, f"tags are not known here; leave out {short(node.tag)}")
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, is_text=bool(node.style) or kind == "str")
        if id(node) in self._open:
            raise self._unreadable(node, "it contains itself; write it without the alias")
        self._open.add(id(node))
        value = self._collection(node, path)
        self._open.discard(id(node))
        return value

    def _scalar(self, node: yaml.ScalarNode, *, is_text: bool) -> Any:
        text: str = node.value
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            message = f"its texts are too long; write at most {LONGEST_TEXT:,} characters"
            raise self._too_large(node, message)
        if not is_utf8(text):
            raise self._unreadable(node, "a half of a character is no text; write the whole one")
        value = text if is_text else _plain(text)
        if isinstance(value, int | float) and not -_LARGEST <= value <= _LARGEST:
            message = "a number has at most 63 bits; write a smaller one, or quotes for a text"
            raise UnusableFileError(
                [Problem(self._document.name, *_position(node), BAD_VALUE, message)]
            )
        return value

    def _too_large(self, node: yaml.Node, message: str) -> UnusableFileError:
        return UnusableFileError(
            [Problem(self._document.name, *_position(node), TOO_LARGE, message)]
        )

    def _collection(self, node: yaml.Node, path: Path) -> Any:
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._unreadable(key_node, "a key must be a text; write one")
            key = str(key_node.value)
            self._length += len(key)
            if not is_utf8(key):
                raise self._unreadable(key_node, "a half of a character is no text; write it whole")
            if key in found:
                raise self._unreadable(key_node, f"{short(key)} is given twice; leave one out")
            self._document.keys[*path, key] = _position(key_node)
            found[key] = self.value(value_node, (*path, key))
        return found

    def _unreadable(self, node: yaml.Node, message: str) -> UnusableFileError:
        return UnusableFileError(
            [Problem(self._document.name, *_position(node), UNREADABLE, message)]
        )


def _plain(text: str) -> Any:
    """The value of a scalar without quotes."""
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.fullmatch(text):
        digits = text.lstrip("+-").lstrip("0") or "0"
        if len(digits) <= _MOST_DIGITS:
            return -int(digits) if text.startswith("-") else int(digits)
    return float(text) if _FLOAT.fullmatch(text) else text


def _position(node: yaml.Node) -> Position:
    return node.start_mark.line + 1, node.start_mark.column + 1
