"""Sets of indexes as texts, as the status of a Job has them: ``0,2-4,7``."""

from collections.abc import Iterator

from cs_simulator.kubernetes.kinds._reading import get


def read(written: object, limit: int) -> set[int]:
    """The indexes in a text that are below a limit; what cannot be read counts as none."""
    found: set[int] = set()
    for part in written.split(",") if isinstance(written, str) else ():
        first, _, last = part.partition("-")
        ends = (first, last or first)
        if all(end.isascii() and end.isdigit() for end in ends):
            found.update(range(int(ends[0]), min(int(ends[1]) + 1, limit)))
    return found


def text_of(indexes: set[int]) -> str:
    """The text of a set of indexes: three or more in a row as the first and the last."""
    return ",".join(_parts(sorted(indexes)))


def _parts(indexes: list[int]) -> Iterator[str]:
    begin = 0
    for place, index in enumerate(indexes):
        if place + 1 < len(indexes) and indexes[place + 1] == index + 1:
            continue
        first = indexes[begin]
        if index > first:
            yield f"{first}-{index}" if index > first + 1 else f"{first},{index}"
        else:
            yield str(index)
        begin = place + 1


def completed(status: object, limit: int) -> set[int]:
    """The indexes for which a pod has succeeded."""
    return read(get(status, "completedIndexes"), limit)
