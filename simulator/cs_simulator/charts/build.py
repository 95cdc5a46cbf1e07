"""Building a picture from facts."""

from collections.abc import Generator, Iterator
from itertools import chain

from cs_simulator.charts.facts import Facts
from cs_simulator.charts.model import Picture, Row
from cs_simulator.charts.rows.above import rows_above
from cs_simulator.charts.rows.clusters import ClusterRows
from cs_simulator.charts.rows.index import FactIndex


def picture(facts: Facts) -> Picture:
    """The picture of all that is known."""
    building = in_pieces(facts)
    while True:
        try:
            next(building)
        except StopIteration as built:
            result: Picture = built.value
            return result


def in_pieces(facts: Facts) -> Generator[None, None, Picture]:
    """The same; yields after each cluster, since there may be very many."""
    index = FactIndex(facts)
    yield from index.fill()
    rows = list(rows_above(index))
    yield
    of_clusters = ClusterRows(index)
    for cluster_id in of_clusters.cluster_ids():
        rows += of_clusters.rows(cluster_id)
        yield
    instants = [facts.now, *chain.from_iterable(map(_instants, rows))]
    return Picture(
        now=facts.now,
        began=min(instants) if facts.began is None else facts.began,
        ended=max(instants),
        is_complete=facts.is_complete,
        rows=tuple(rows),
    )


def _instants(row: Row) -> Iterator[int]:
    for bar in row.bars:
        yield bar.started
        yield bar.ended or bar.started
    for mark in row.marks:
        yield mark.at
