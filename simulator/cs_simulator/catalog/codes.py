"""All known error codes, for scenarios: those of the service and of the products behind it.

The rows of :mod:`cs_simulator.catalog.errors` come first, then those of
:mod:`cs_simulator.catalog.ack_errors` whose code is fixed, then ``sources/provider_errors.yaml``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from cs_simulator.catalog import ack_errors, errors, vpc_errors
from cs_simulator.catalog._tables import read
from cs_simulator.domain.errors import ErrorSpec

_VARIABLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderError:
    """An error code of a product behind the service."""

    code: str
    service: str
    status: int
    message: str


@cache
def all_codes() -> Mapping[str, ErrorSpec]:
    """The row of each code; of several the first one with words of its own."""
    found: dict[str, ErrorSpec] = {}
    for spec in (*errors.all_rows().values(), *_fixed_rows(), *_provider_errors()):
        if spec.code not in found or _is_placeholder(found[spec.code].message):
            found[spec.code] = spec
    return found


def all_answers() -> Iterator[tuple[ErrorSpec, bool]]:
    """A row for each status of each code, by code, each with whether only scenarios give it.

    The first one of a code is that of :func:`all_codes`, which scenarios give unless they name a
    status; the others are what the simulator answers with by itself.
    """
    own = [
        spec for spec in (*errors.all_rows().values(), *_fixed_rows()) if not spec.only_in_scenarios
    ]
    by_itself = {(spec.code, spec.status) for spec in own}
    others: dict[str, dict[int, ErrorSpec]] = {}
    for spec in own:
        others.setdefault(spec.code, {}).setdefault(spec.status, spec)
    for code, first in sorted(all_codes().items()):
        yield first, (code, first.status) not in by_itself
        for status, spec in sorted(others.get(code, {}).items()):
            if status != first.status:
                yield spec, False


def only_in_scenarios(code: str) -> bool:
    """Whether the simulator never answers with a known code by itself."""
    return code not in _answered()


@cache
def _answered() -> frozenset[str]:
    """The codes of the rows that something modelled raises."""
    rows = (*errors.all_rows().values(), *_fixed_rows())
    return frozenset(spec.code for spec in rows if not spec.only_in_scenarios)


def _is_placeholder(message: str) -> bool:
    return _VARIABLE.fullmatch(message) is not None


def _fixed_rows() -> list[ErrorSpec]:
    rows = (*ack_errors.all_rows().values(), *vpc_errors.all_rows().values())
    return [spec for spec in rows if "{" not in spec.code]


def _provider_errors() -> Iterator[ErrorSpec]:
    for row in read("provider_errors", ProviderError).values():
        is_gateway = row.service == "gateway"
        yield ErrorSpec(row.code, row.status, row.message, "gateway" if is_gateway else "service")


def text(spec: ErrorSpec) -> str:
    """The message of a code, its placeholders replaced by their names: ``the vswitch id``."""
    return _VARIABLE.sub(lambda match: f"the {match[1].replace('_', ' ')}", spec.message)
