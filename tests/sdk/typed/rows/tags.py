"""Tags of clusters: listed, put on, taken off, replaced."""

from tests.sdk.typed import there as given
from tests.sdk.typed.rows._row import CLUSTER, row


def _tags(there):
    request = {
        "region_id": there.tenant.region_id,
        "resource_type": "CLUSTER",
        "resource_ids": [there.ids["cluster_id"]],
    }
    listed = there.ask("ListTagResources", request=request).raw["tag_resources"]["tag_resource"]
    return {tag["tag_key"]: tag["tag_value"] for tag in listed}


@row(
    "ListTagResources", given.a_cluster,
    request=lambda there: {"region_id": there.tenant.region_id, "resource_type": "CLUSTER",
                           "resource_ids": [there.ids["cluster_id"]],
                           "tags": [{"key": "team", "value": "shop"}]},
)  # fmt: skip
def _lists_tags(there, answer):
    [tag] = answer["tag_resources"]["tag_resource"]
    assert (tag["tag_key"], tag["tag_value"]) == ("team", "shop")
    assert tag["resource_id"] == there.ids["cluster_id"]


@row(
    "TagResources", given.a_cluster,
    request=lambda there: {"region_id": there.tenant.region_id, "resource_type": "CLUSTER",
                           "resource_ids": [there.ids["cluster_id"]],
                           "tags": [{"key": "stage", "value": "test"}]},
)  # fmt: skip
def _tags_a_cluster(there, answer):
    assert (_tags(there)["team"], _tags(there)["stage"]) == ("shop", "test")


@row(
    "UntagResources", given.a_cluster,
    request=lambda there: {"region_id": there.tenant.region_id, "resource_type": "CLUSTER",
                           "resource_ids": [there.ids["cluster_id"]], "tag_keys": ["team"]},
)  # fmt: skip
def _takes_a_tag_off(there, answer):
    assert "team" not in _tags(there)


@row(
    "ModifyClusterTags", given.a_cluster, *CLUSTER,
    request={"body": [{"key": "stage", "value": "test"}]},
)  # fmt: skip
def _replaces_tags(there, answer):
    assert _tags(there)["stage"] == "test"
    assert "team" not in _tags(there)
