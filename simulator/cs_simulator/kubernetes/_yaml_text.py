"""YAML as an API server reads it: the values of JSON, with no dates and no numbers of base 60."""

import re
from typing import Any

import yaml

# The parser in C, where PyYAML has it, takes a tenth of the time.
_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):  # type: ignore[misc]  # one of two classes
    """A loader for which a date is text, as is ``22:22``."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


def _resolvers() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    rows = _Safe.yaml_implicit_resolvers.items()
    return {
        first: [(tag, _PATTERNS.get(tag, pattern)) for tag, pattern in found if tag != _TIMESTAMP]
        for first, found in rows
    }


_TIMESTAMP = "tag:yaml.org,2002:timestamp"

_PATTERNS = {
    "tag:yaml.org,2002:int": re.compile(
        r"[-+]?0b[01_]+$|[-+]?0[0-7_]+$|[-+]?(?:0|[1-9][0-9_]*)$|[-+]?0x[0-9a-fA-F_]+$"
    ),
    "tag:yaml.org,2002:float": re.compile(
        r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?$|[-+]?[0-9]+[eE][-+]?[0-9]+$"
    ),
}

_Loader.yaml_implicit_resolvers = _resolvers()


def parse(content: bytes) -> Any:
    """The value of the one document; ``None`` of an empty one.

    Raises:
        ValueError: If it is no YAML.

    """
    try:
        return _Loader(content).get_single_data()
    except (yaml.YAMLError, RecursionError, ValueError, TypeError) as error:
        raise ValueError(" ".join(str(error).split())) from error
