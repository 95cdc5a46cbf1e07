"""The table of the kinds that clusters' own APIs have, as the README of that package shows it."""

from cs_simulator.kubernetes.kinds import Kind
from cs_simulator.kubernetes.kinds.registry import all_kinds

from tests.docs.tables import code, table

_SERVED_ALWAYS = 999


def kubernetes_kinds() -> str:
    """Every kind by group and plural: its versions, what is below its objects, its warning."""
    versions: dict[tuple[str, str], list[Kind]] = {}
    for kind in all_kinds():
        versions.setdefault((kind.group, kind.plural), []).append(kind)
    rows = [_row(found) for _, found in sorted(versions.items())]
    return table(("kind", "versions", "below an object", "warning"), rows)


def _row(versions: list[Kind]) -> tuple[str, ...]:
    first = versions[0]
    name = f"{first.plural}.{first.group}" if first.group else first.plural
    listed = ", ".join(f"{code(kind.version)}{_served(kind)}" for kind in versions)
    below = " ".join(code(each) for each in sorted(first.all_subresources))
    return code(name), listed, below, _warning(first)


def _served(kind: Kind) -> str:
    """By which versions of Kubernetes a version of a kind is served."""
    if kind.until == _SERVED_ALWAYS:
        return f" from 1.{kind.since}" if kind.since else ""
    return f" until 1.{kind.until}"


def _warning(kind: Kind) -> str:
    return kind.note if kind.is_kept else "answered, never kept"
