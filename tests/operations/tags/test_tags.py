"""Tags of clusters: adding, removing, listing, replacing."""

import json
from urllib.parse import quote

import pytest

from tests.support.kubernetes import a_kubernetes_cluster
from tests.support.worlds import a_running_cluster, a_tenant, call

ASK = "/tags?region_id=cn-beijing&resource_type=CLUSTER"


@pytest.fixture
def tenant():
    return a_tenant()


@pytest.fixture
def cluster_id(tenant):
    return a_kubernetes_cluster(tenant, tags=[{"key": "team", "value": "web"}])


def tag(tenant, *ids, **tags):
    body = {
        "region_id": "cn-beijing",
        "resource_type": "CLUSTER",
        "resource_ids": ids,
        "tags": [{"key": key, "value": value} for key, value in tags.items()],
    }
    return call(tenant, "PUT", "/tags", body)


def tags_of(tenant, cluster_id):
    found = call(tenant, "GET", f"/clusters/{cluster_id}").ok()["tags"]
    return {tag["key"]: tag["value"] for tag in found}


def listed(tenant, more):
    rows = call(tenant, "GET", f"{ASK}&{more}").ok()["tag_resources"]["tag_resource"]
    return [(row["resource_id"], row["tag_key"], row["tag_value"]) for row in rows]


def refused(answer, code, status=400):
    assert (answer.status, answer.body["code"]) == (status, code), answer.body


def test_tags_are_added_and_keys_that_are_there_get_new_values(tenant, cluster_id):
    answer = tag(tenant, cluster_id, team="shop", stage="test")

    assert answer.ok().keys() == {"RequestId"}
    assert tags_of(tenant, cluster_id) == {
        "team": "shop",
        "stage": "test",
        "ack.aliyun.com": cluster_id,
    }


def test_a_swarm_cluster_can_be_tagged_and_gets_no_tag_of_the_service(tenant):
    swarm = a_running_cluster(tenant)

    tag(tenant, swarm, team="web").ok()

    assert tags_of(tenant, swarm) == {"team": "web"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"region_id": None}, "MissingParameter.RegionId"),
        ({"resource_type": ""}, "MissingParameter.ResourceType"),
        ({"resource_type": "INSTANCE"}, "InvalidParameter.ResourceType"),
        ({"resource_ids": None}, "MissingParameter.ResourceIds"),
        ({"resource_ids": ["c"] * 51}, "InvalidParameter.ResourceIds"),
        ({"tags": None}, "MissingParameter.Tags"),
        ({"tags": [{"key": "a"}]}, "MissingParameter.Value"),
        ({"tags": [{"key": "a", "value": ""}]}, "MissingParameter.Value"),
        ({"tags": [{"value": "a"}]}, "MissingParameter.Key"),
        ({"tags": [{"key": "a" * 65, "value": "b"}]}, "InvalidParameter.Key"),
        ({"tags": [{"key": "a", "value": "b" * 129}]}, "InvalidParameter.Value"),
        ({"tags": [{"key": "a", "value": "b"}] * 2}, "InvalidParameter.Tags"),
        ({"tags": [{"key": "acs:a", "value": "b"}]}, "InvalidParameter.Tags"),
        ({"tags": [{"key": f"k{n}", "value": "b"} for n in range(21)]}, "InvalidParameter.Tags"),
        ({"tags": [{"key": 1, "value": "b"}]}, "InvalidParameter"),
        ({"resource_ids": ["c0"]}, "ErrorClusterNotFound"),
    ],
)
def test_what_cannot_be_tagged_is_refused(tenant, cluster_id, changes, code):
    body = {
        "region_id": "cn-beijing",
        "resource_type": "CLUSTER",
        "resource_ids": [cluster_id],
        "tags": [{"key": "a", "value": "b"}],
        **changes,
    }

    answer = call(tenant, "PUT", "/tags", body)

    assert answer.body["code"] == code
    assert tags_of(tenant, cluster_id).keys() == {"team", "ack.aliyun.com"}


def test_a_cluster_has_no_more_than_twenty_tags_of_its_own(tenant, cluster_id):
    tag(tenant, cluster_id, **{f"k{number}": "v" for number in range(19)}).ok()

    refused(tag(tenant, cluster_id, another="v"), "InvalidParameter.Tags")
    assert len(tags_of(tenant, cluster_id)) == 21


@pytest.mark.parametrize(
    "keys",
    [
        'tag_keys=["team","stage"]',
        "tag_keys=team,stage",
        "tag_keys=team&tag_keys=stage",
        "all=True",
    ],
)
def test_tags_are_taken_off_but_for_that_of_the_service(tenant, cluster_id, keys):
    tag(tenant, cluster_id, stage="test").ok()

    answer = call(tenant, "DELETE", f'{ASK}&resource_ids=["{cluster_id}"]&{keys}')

    assert answer.ok().keys() == {"RequestId"}
    assert tags_of(tenant, cluster_id) == {"ack.aliyun.com": cluster_id}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("resource_ids=c0", "MissingParameter.TagKeys"),
        ("tag_keys=a", "MissingParameter.ResourceIds"),
        ("resource_ids=c0&tag_keys=a", "ErrorClusterNotFound"),
        ("resource_ids=c0&all=perhaps", "InvalidParameter.All"),
    ],
)
def test_what_cannot_be_taken_off_is_refused(tenant, query, code):
    assert call(tenant, "DELETE", f"{ASK}&{query}").body["code"] == code


def test_tags_are_listed_by_cluster(tenant, cluster_id):
    other = a_kubernetes_cluster(tenant)

    assert listed(tenant, f'resource_ids=["{cluster_id}","{other}","c0"]') == [
        (cluster_id, "team", "web"),
        (cluster_id, "ack.aliyun.com", cluster_id),
        (other, "ack.aliyun.com", other),
    ]


@pytest.mark.parametrize(
    ("tags", "amount"),
    [
        ([{"key": "team"}], 1),
        ([{"key": "team", "value": "web"}], 1),
        ([{"key": "team", "value": "shop"}], 0),
        ({"key": "team", "value": None}, 1),
        ([{"key": "team"}, {"key": "ack.aliyun.com"}], 2),
    ],
)
def test_tags_are_listed_by_key_and_value(tenant, cluster_id, tags, amount):
    found = listed(tenant, f"tags={quote(json.dumps(tags))}")

    assert len(found) == amount
    assert {row[0] for row in found} <= {cluster_id}


def test_a_long_list_is_read_on_by_its_token(tenant):
    ids = [a_kubernetes_cluster(tenant) for _ in range(3)]
    tag(tenant, *ids, **{f"k{number}": "v" for number in range(19)}).ok()
    query = f"{ASK}&resource_ids={','.join(ids)}"

    first = call(tenant, "GET", query).ok()
    second = call(tenant, "GET", f"{query}&next_token={first['next_token']}").ok()

    assert len(first["tag_resources"]["tag_resource"]) == 50
    assert len(second["tag_resources"]["tag_resource"]) == 10
    assert second["next_token"] == ""


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("/tags?resource_ids=c0", "MissingParameter.ResourceType"),
        (ASK, "MissingParameter.ResourceIds"),
        (f"{ASK}&tags=team", "InvalidParameter.Tags"),
        (f"{ASK}&tags=[1]", "InvalidParameter.Tags"),
        (f"{ASK}&resource_ids=[1]", "InvalidParameter.ResourceIds"),
        (f"{ASK}&resource_ids=c0&next_token=x", "InvalidParameter.NextToken"),
    ],
)
def test_what_cannot_be_listed_is_refused(tenant, query, code):
    refused(call(tenant, "GET", query), code)


def test_replacing_the_tags_leaves_that_of_the_service(tenant, cluster_id):
    present = call(tenant, "GET", f"/clusters/{cluster_id}").ok()["tags"]
    wanted = [*present, {"key": "empty", "value": ""}]

    answer = call(tenant, "POST", f"/clusters/{cluster_id}/tags", wanted)

    assert (answer.status, answer.body) == (200, None)
    assert tags_of(tenant, cluster_id) == {
        "team": "web",
        "empty": "",
        "ack.aliyun.com": cluster_id,
    }
    call(tenant, "POST", f"/clusters/{cluster_id}/tags", {"tags": []}).ok()
    assert tags_of(tenant, cluster_id) == {"ack.aliyun.com": cluster_id}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ([{"key": "aliyun.a", "value": ""}], "InvalidParameter.Tags"),
        ([{"value": "a"}], "MissingParameter.Key"),
        ([{"key": "a"}, {"key": "a"}], "InvalidParameter.Tags"),
        ({"key": "a"}, "InvalidParameter"),
    ],
)
def test_tags_that_cannot_replace_others_are_refused(tenant, cluster_id, body, code):
    refused(call(tenant, "POST", f"/clusters/{cluster_id}/tags", body), code)
