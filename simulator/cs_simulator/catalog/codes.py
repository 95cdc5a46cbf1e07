"""Every error code that is known, the simulator's own and those of the products behind the service.

Scenarios name them. Source: ``sources/provider_errors.yaml`` (reference: catalog/errors), with the
rows of :mod:`cs_simulator.catalog.errors` before them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cs_simulator.catalog import errors
from cs_simulator.catalog._tables import read
from cs_simulator.domain.errors import ErrorSpec

_VARIABLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderError:
    """A code that a product behind the service answers with."""

    code: str
    service: str
    status: int
    message: str


@cache
def all_codes() -> Mapping[str, ErrorSpec]:
    """The status and the text of every code; of several rows of one code, the first."""
    found = {
        row.code: ErrorSpec(
            row.code, row.status, row.message, "gateway" if row.service == "gateway" else "service"
        )
        for row in read("provider_errors", ProviderError).values()
    }
    own = [value for value in vars(errors).values() if isinstance(value, ErrorSpec)]
    for row in reversed(own):
        found[row.code] = row
    return found


def text(spec: ErrorSpec) -> str:
    """The text of a code, where nothing is known of its variable parts."""
    return _VARIABLE.sub(lambda part: f"the {part[1].replace('_', ' ')}", spec.message)
