"""What pydantic found wrong with a file, in words that say what to write."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from cs_simulator.scenarios.declaration import TimeValueError
from cs_simulator.scenarios.file.problems import BAD_TIME, BAD_VALUE, UNKNOWN_KEY
from cs_simulator.scenarios.suggestions import did_you_mean, instead

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]

_WHERE_IT_IS = ("missing", "extra_forbidden")
_CHOICE = re.compile(r"'([^']*)'")
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
    "too_long": "write at most {max_length} of them",
    "too_short": "write at least {min_length}",
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
    "missing": "it is missing; write it",
}


def label(path: Path) -> str:
    """A path as people write it: ``vpcs[0].cidr``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def explained(
    errors: "Iterable[ErrorDetails]", model: type[BaseModel], places: Collection[Path]
) -> Iterator[tuple[Path, str, str]]:
    """Path, code and message of each error; *places* are the paths that the file has.

    A value that fits none of several types is one problem, and not one for each of them.
    """
    found: dict[tuple[Path, str], list[str]] = {}
    for error in errors:
        path, kind = error["loc"], error["type"]
        # Where several types are possible, pydantic adds the name of the one that it tried.
        while kind not in _WHERE_IT_IS and places and path and path not in places:
            path = path[:-1]
        code, message = _message(error, path, model)
        messages = found.setdefault((path, code), [])
        if message not in messages:
            messages.append(message)
    for (path, code), messages in found.items():
        where = label(path)
        text = " or ".join([messages[0], *(text.removeprefix("write ") for text in messages[1:])])
        yield path, code, f"{where}: {text}" if where else text


def _message(error: "ErrorDetails", path: Path, model: type[BaseModel]) -> tuple[str, str]:
    """Code and message of one error."""
    kind, details = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return UNKNOWN_KEY, f"unknown key{instead(str(path[-1]), _fields_at(model, path[:-1]))}"
    raised = details.get("error")
    code = BAD_TIME if isinstance(raised, TimeValueError) else BAD_VALUE
    advice = _ADVICE.get(kind, "").format(**details)
    if kind == "literal_error" and isinstance(error["input"], str):
        advice += did_you_mean(error["input"], _CHOICE.findall(str(details["expected"])))
    return code, advice or str(raised or error["msg"])


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys of the model at a path below a model, as far as that can be followed."""
    found: list[Any] = [model]
    for part in path:
        if isinstance(part, int):
            continue
        inside = [
            inner
            for outer in found
            for name, field in outer.model_fields.items()
            if part in (name, field.alias)
            for inner in _models_in(field.annotation)
        ]
        found = inside or found  # keys of a mapping, such as paths of a body, are no fields
    return [field.alias or name for model in found for name, field in model.model_fields.items()]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for inner in get_args(annotation) for found in _models_in(inner)]
