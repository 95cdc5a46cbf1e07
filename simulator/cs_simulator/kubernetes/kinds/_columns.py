"""Columns of the tables that ``kubectl get`` prints.

Which columns a kind has, and what is in them, is as in ``pkg/printers/internalversion`` of
Kubernetes; the modules of kinds have it as tables of these.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from cs_simulator.kubernetes.kinds._ages import age
from cs_simulator.kubernetes.kinds._reading import Body, get, items, mapping, number, text, texts

NONE, UNSET = "<none>", "<unset>"
_SHOWN = 3
"""How many parts of a list are shown before it is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the tables that ``kubectl get`` prints."""

    name: str
    value: Callable[[Body, int], object]
    """The cell for an object at a virtual instant, in microseconds since 1970."""
    type: str = "string"
    format: str = ""
    description: str = ""
    is_wide: bool = False
    """Whether it is shown only with ``-o wide``."""


def column(name: str, cell: Callable[[Body], object], of: str = "string") -> Column:
    """A column whose cells do not depend on time; *of* is their type."""
    return Column(name=name, value=lambda body, _: cell(body), type=of)


def wide(shown: Column) -> Column:
    """The column, to be shown only with ``-o wide``."""
    return replace(shown, is_wide=True)


def of_text(name: str, path: str, otherwise: str = NONE) -> Column:
    """A column with the text at a path."""
    return column(name, lambda body: text(body, path, otherwise))


def of_number(name: str, path: str) -> Column:
    """A column with the whole number at a path, 0 if there is none."""
    return column(name, lambda body: number(body, path), of="integer")


def of_flag(name: str, path: str) -> Column:
    """A column with the truth value at a path."""
    return column(name, lambda body: get(body, path) is True, of="boolean")


def of_count(name: str, path: str) -> Column:
    """A column with the number of parts of what is at a path."""
    return column(name, lambda body: _size(get(body, path)))


def of_age(name: str, path: str, otherwise: str = NONE) -> Column:
    """A column with the time that has passed since the instant at a path."""

    def cell(body: Body, now: int) -> object:
        since = get(body, path)
        return age(since, now) if since else otherwise

    return Column(name=name, value=cell)


def of_texts(name: str, path: str, otherwise: str = NONE) -> Column:
    """A column with the texts in the list at a path, joined by commas."""
    return column(name, lambda body: ",".join(texts(body, path)) or otherwise)


def labels_text(labels: Body) -> str:
    """Labels as kubectl writes them: ``app=web,tier=front``."""
    return ",".join(f"{name}={labels[name]}" for name in sorted(labels)) or NONE


def selector_text(selector: Body) -> str:
    """A label selector as kubectl writes it: ``app=web,tier in (back,front)``."""
    parts = [(name, f"{name}={value}") for name, value in mapping(selector, "matchLabels").items()]
    parts += [
        (text(each, "key"), _expression(each)) for each in items(selector, "matchExpressions")
    ]
    return ",".join(part for _, part in sorted(parts)) or NONE


def cut(parts: list[str]) -> str:
    """Parts joined by commas, of many only the first ones."""
    more = len(parts) - _SHOWN
    joined = ",".join(parts[:_SHOWN])
    return f"{joined} + {more} more..." if more > 0 else joined


def _expression(expression: Body) -> str:
    key, operator = text(expression, "key"), text(expression, "operator")
    values = ",".join(sorted(texts(expression, "values")))
    forms = {"In": f"{key} in ({values})", "NotIn": f"{key} notin ({values})", "Exists": key}
    return forms.get(operator, f"!{key}")


def _size(found: object) -> str:
    return str(len(found)) if isinstance(found, list | dict) else "0"


NAME = replace(of_text("Name", "metadata.name", ""), format="name")
AGE = of_age("Age", "metadata.creationTimestamp", "<unknown>")
CREATED_AT = of_text("Created At", "metadata.creationTimestamp", "<unknown>")


def _containers(template: str, field: str) -> Callable[[Body], object]:
    path = f"{template}.containers"
    return lambda body: ",".join(text(each, field) for each in items(body, path))


def containers(template: str) -> tuple[Column, Column]:
    """The wide columns with names and images of the containers of a Pod's spec at a path."""
    return (
        wide(column("Containers", _containers(template, "name"))),
        wide(column("Images", _containers(template, "image"))),
    )


SELECTOR = wide(column("Selector", lambda body: selector_text(mapping(body, "spec.selector"))))
