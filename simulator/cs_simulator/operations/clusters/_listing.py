"""What the paged lists of Kubernetes clusters share: their filters and their pages."""

from collections.abc import Iterator, Mapping

import orjson

from cs_simulator.cluster_types.ack import kept, kinds
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.engine.world import World
from cs_simulator.operations._clusters import rendered
from cs_simulator.operations._operation import Call, Reply
from cs_simulator.operations._paging import page_of

DEFAULT_PAGE_SIZE = 10
LARGEST_PAGE = 500
_OF_KIND = ("cluster_type", "profile", "cluster_spec")


def page_of_clusters(call: Call, unit: Unit, shape: str, region_id: str) -> Reply:
    """The page of clusters that a call requests, newest first; of one region, or of all of them."""
    page = page_of(call, "page_number", "page_size", DEFAULT_PAGE_SIZE, LARGEST_PAGE)
    world = unit.world
    found = list(_matching(world, call.query, region_id))
    found.reverse()
    shown = [orjson.Fragment(rendered(world, cluster, shape)) for cluster in page.of(found)]
    return Reply(body={"clusters": shown, "page_info": page.info(len(found))})


def _matching(world: World, query: Mapping[str, str], region_id: str) -> Iterator[Cluster]:
    """The Kubernetes clusters that the filters of a query let through, oldest first."""
    part, wanted_id = query.get("name", ""), query.get("cluster_id", "").lower()
    of_kind = {name: query[name] for name in _OF_KIND if query.get(name)}
    for cluster in world.clusters:
        if (
            cluster.cluster_type == "ack"
            and (not region_id or cluster.region_id == region_id)
            and (not wanted_id or cluster.cluster_id == wanted_id)
            and (not part or part in cluster.name)
            and (not of_kind or _is_of_kind(cluster, of_kind))
        ):
            yield cluster


def _is_of_kind(cluster: Cluster, wanted: Mapping[str, str]) -> bool:
    sent = kept.sent_of(cluster)
    shown = {
        "cluster_type": sent.get("cluster_type"),
        "profile": kinds.profile_of(sent),
        "cluster_spec": kinds.spec_of(sent),
    }
    return all(shown[name] == value for name, value in wanted.items())
