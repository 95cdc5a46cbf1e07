"""The errors of Kubernetes clusters that Swarm clusters do not have, one row each.

As in :mod:`cs_simulator.catalog.errors`: raise a row by calling it. A code with ``{name}`` takes
the name of the field in camel case.
"""

from cs_simulator.domain.errors import ErrorSpec as _Row

INVALID_FIELD = _Row("InvalidParameter.{name}", 400, "invalid parameter {field}")
MISSING_FIELD = _Row("MissingParameter.{name}", 400, "parameter {field} is missing")
WRONG_TYPE = _Row(
    "InvalidParameter",
    400,
    "Unmarshal type error: expected={expected}, got={got}, field={field}, offset={offset}",
)


def all_rows() -> dict[str, _Row]:
    """All rows by name, in the order of this table."""
    return {name: row for name, row in globals().items() if isinstance(row, _Row)}
