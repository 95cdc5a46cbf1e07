"""What the server fills in, and whether the object may be kept then."""

from collections.abc import Iterator

from cs_simulator.kubernetes import refusals
from cs_simulator.kubernetes.kinds import Body, Kind, Problem
from cs_simulator.kubernetes.refusals import Cause
from cs_simulator.kubernetes.writing import demands, fixed
from cs_simulator.kubernetes.writing import metadata as metadatas
from cs_simulator.kubernetes.writing.paths import value_at
from cs_simulator.kubernetes.writing.write import Write


def fill_in(write: Write, body: Body, before: Body | None) -> None:
    """Complete a new or changed object as the server does; raises 422 if it is not valid then."""
    kind = write.kind
    causes = list(demands.problems(kind, body))
    if kind.set_defaults is not None:
        kind.set_defaults(body)
    causes += list(_problems(kind, body, before))
    if before is not None:
        causes += _changes(write, body, before)
    if causes:
        raise refusals.invalid(kind, body["metadata"].get("name", ""), causes)
    if kind.complete is not None:
        kind.complete(write.unit, write.cluster, body, before)


def _problems(kind: Kind, body: Body, before: Body | None) -> Iterator[Cause]:
    yield from metadatas.problems(kind, body["metadata"])
    for path in kind.required:
        if value_at(body, path) in (None, "", [], {}):
            yield refusals.required(path)
    if kind.check is not None:
        yield from map(_cause, kind.check(body, before))


def _changes(write: Write, body: Body, before: Body) -> Iterator[Cause]:
    """Everything that is changed, and must not be."""
    for path in write.kind.immutable:
        value = value_at(body, path)
        if value != value_at(before, path):
            yield refusals.wrong(path, value, "field is immutable")
    if not write.subresource:
        yield from fixed.problems(write.kind.resource, body, before)
    yield from _new_finalizers(body, before)


def _cause(problem: Problem) -> Cause:
    if problem.supported:
        return refusals.unsupported(problem.field, problem.value, problem.supported)
    if problem.is_forbidden:
        return refusals.forbidden_field(problem.field, problem.what)
    if problem.is_unknown:
        return refusals.unknown(problem.field, problem.value)
    if problem.value is None:
        return refusals.required(problem.field, problem.what)
    return refusals.wrong(problem.field, problem.value, problem.what)


def _new_finalizers(body: Body, before: Body) -> Iterator[Cause]:
    """What is on its way out can lose finalizers, and get none."""
    present = before["metadata"].get("finalizers", [])
    added = [each for each in body["metadata"].get("finalizers", []) if each not in present]
    if added and "deletionTimestamp" in before["metadata"]:
        shown = ", ".join(f'"{each}"' for each in added)
        yield refusals.forbidden_field(
            "metadata.finalizers",
            "no new finalizers can be added if the object is being deleted, found new finalizers"
            f" []string{{{shown}}}",
        )
