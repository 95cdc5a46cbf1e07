"""YAML and JSON as values whose positions in the text are known.

Data only: no tags, no merge keys, no dates. Plain scalars are read as YAML 1.2 does (``no`` and
``2018-01-08`` are texts), and a key that is given twice is refused.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from cs_simulator.scenarios.declaration import TimeValueError
from cs_simulator.scenarios.file.model import checker, model_of
from cs_simulator.scenarios.file.problems import (
    BAD_TIME,
    BAD_VALUE,
    UNKNOWN_KEY,
    UNREADABLE,
    Problem,
    UnusableFileError,
)
from cs_simulator.scenarios.suggestions import did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

T = TypeVar("T")
Path = tuple[str | int, ...]
Position = tuple[int, int]
"""Line and column, from 1."""

# Aliases may make a small text into an enormous value.
_MAX_NODES = 100_000
_MAX_DIGITS = 4000
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
# What to write, by the types of pydantic's errors; the messages of the others are used as they are.
_LIST, _OBJECT, _TEXT = "write a list", "write keys and values", "write a text"
_NUMBER, _WHOLE, _BOOL = "write a number", "write a whole number", "write true or false"
_ADVICE = {
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "string_type": _TEXT + "; quotes turn a number into one",
    "string_pattern_mismatch": _TEXT + " that fits {pattern}",
    "string_too_short": _TEXT + " of {min_length} or more characters",
    "string_too_long": _TEXT + " of at most {max_length} characters",
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER + " that is finite",
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "bool_type": _BOOL,
    "bool_parsing": _BOOL,
    "greater_than": "write more than {gt}",
    "greater_than_equal": "write {ge} or more",
    "less_than": "write less than {lt}",
    "less_than_equal": "write {le} or less",
    "literal_error": "write {expected}",
    "missing": "it is missing",
}
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
            raise UnusableFileError(
                self.problem(*_explained(error, model_of(declared))) for error in refused.errors()
            ) from None


def parse(text: str, name: str) -> Document:
    """The document of a text; raises :class:`UnusableFileError` if it is neither YAML nor JSON."""
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = problem.problem or problem.context or "it cannot be read"
        raise UnusableFileError([Problem(name, line, column, UNREADABLE, reason)]) from None
    except (yaml.YAMLError, UnicodeEncodeError) as problem:
        reason = str(problem).partition("\n")[0]
        raise UnusableFileError([Problem(name, 1, 1, UNREADABLE, reason)]) from None
    if node is None:
        raise UnusableFileError([Problem(name, 1, 1, UNREADABLE, "it is empty")])
    document = Document(name, None)
    value = _Reader(document).value(node, ())
    return Document(name, value, document.keys, document.values)


def label(path: Path) -> str:
    """A path as people write it: ``vpcs[0].cidr``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


class _Reader:
    """Converts nodes to values, and records their positions."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._count = 0
        self._open: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Any:
        self._document.values[path] = _position(node)
        self._count += 1
        if self._count > _MAX_NODES:
            raise self._unreadable(node, "it is too large")
        kind = node.tag.removeprefix("tag:yaml.org,2002:")
        if kind not in (_SCALARS if isinstance(node, yaml.ScalarNode) else _COLLECTIONS):
            raise self._unreadable(node, f"tags are not known here: {node.tag}")
        if isinstance(node, yaml.ScalarNode):
            return node.value if node.style or kind == "str" else _plain(node.value)
        if id(node) in self._open:
            raise self._unreadable(node, "it contains itself")
        self._open.add(id(node))
        value = self._collection(node, path)
        self._open.discard(id(node))
        return value

    def _collection(self, node: yaml.Node, path: Path) -> Any:
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._unreadable(key_node, "a key must be a text")
            key = str(key_node.value)
            if key in found:
                raise self._unreadable(key_node, f"{key!r} is given twice")
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
    if _INTEGER.fullmatch(text) and len(text) < _MAX_DIGITS:
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _position(node: yaml.Node) -> Position:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _explained(error: "ErrorDetails", model: type[BaseModel]) -> tuple[Path, str, str]:
    """Path, code and message of what pydantic found."""
    path, kind = error["loc"], error["type"]
    where = label(path)
    if kind == "extra_forbidden":
        known = _fields_at(model, path[:-1])
        return path, UNKNOWN_KEY, f"{where}: unknown key{did_you_mean(str(path[-1]), known)}"
    details = error.get("ctx", {})
    raised = details.get("error")
    code = BAD_TIME if isinstance(raised, TimeValueError) else BAD_VALUE
    advice = _ADVICE.get(kind, "")
    message = advice.format(**details) or str(raised or error["msg"])
    return path, code, f"{where}: {message}" if where else message


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys of the model at a path below a model, as far as that can be followed."""
    found: list[Any] = [model]
    for part in path:
        if isinstance(part, int):
            continue
        found = [
            inner
            for outer in found
            for name, field in outer.model_fields.items()
            if part in (name, field.alias)
            for inner in _models_in(field.annotation)
        ]
    return [field.alias or name for model in found for name, field in model.model_fields.items()]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for inner in get_args(annotation) for found in _models_in(inner)]
