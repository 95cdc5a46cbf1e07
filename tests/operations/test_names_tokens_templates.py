"""What is kept beside clusters: names, tags, tokens, templates."""

import pytest
from cs_simulator.domain.instants import DAY, SECOND

from tests.support.worlds import a_running_cluster, a_tenant, advance, call, create


@pytest.fixture
def tenant():
    return a_tenant()


@pytest.fixture
def cluster_id(tenant):
    return create(tenant)


def rename(tenant, cluster_id, name):
    return call(tenant, "POST", f"/clusters/{cluster_id}/name/{name}")


@pytest.mark.parametrize(
    ("sent", "name"), [("other", "other"), ("%E6%96%B0", "新"), ("a-1", "a-1")]
)
def test_a_cluster_gets_another_name(tenant, cluster_id, sent, name):
    assert rename(tenant, cluster_id, sent).status == 200
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["name"] == name
    assert [each["name"] for each in call(tenant, "GET", "/clusters").body] == [name]


def test_a_name_that_is_taken_is_refused_the_clusters_own_among_them(tenant, cluster_id):
    create(tenant, name="other", subnet_cidr="172.30.0.0/24")
    for name in ("other", "my-test-cluster"):
        status, body = rename(tenant, cluster_id, name)
        assert (status, body["code"]) == (400, "ErrorClusterNameAlreadyExist")


def test_a_name_that_was_given_up_is_free_and_the_new_one_is_taken(tenant, cluster_id):
    rename(tenant, cluster_id, "other")
    create(tenant, name="my-test-cluster", subnet_cidr="172.30.0.0/24")
    _, body = rename(tenant, cluster_id, "my-test-cluster")
    assert body["code"] == "ErrorClusterNameAlreadyExist"


@pytest.mark.parametrize("name", ["-begins", "has%20blank", "x" * 64, "a%2Fb"])
def test_a_bad_name_is_refused(tenant, cluster_id, name):
    status, body = rename(tenant, cluster_id, name)
    assert (status, body["code"]) == (400, "InvalidParameter")


def test_tags_are_shown_and_replaced(tenant, cluster_id):
    path = f"/clusters/{cluster_id}/tags"
    tags = [{"key": "team", "value": "one"}, {"key": "empty", "value": ""}]
    assert call(tenant, "POST", path, tags).status == 200
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["tags"] == tags
    call(tenant, "POST", path, [])
    assert call(tenant, "GET", f"/clusters/{cluster_id}").body["tags"] == []


@pytest.mark.parametrize(
    "tags",
    [
        None,
        {"key": "a", "value": "b"},
        ["a"],
        [{"key": ""}],
        [{"key": 1}],
        [{"key": "a", "value": "b", "more": "c"}],
        [{"key": "a" * 129}],
        [{"key": "a"}, {"key": "a"}],
        [{"key": str(number)} for number in range(21)],
    ],
)
def test_bad_tags_are_refused(tenant, cluster_id, tags):
    status, body = call(tenant, "POST", f"/clusters/{cluster_id}/tags", tags)
    assert (status, body["code"]) == (400, "InvalidParameter")


def test_a_token_lives_for_a_day_of_virtual_time(tenant, cluster_id):
    status, made = call(tenant, "POST", f"/clusters/{cluster_id}/token")
    now = tenant.now(0.0)
    assert (status, made["is_active"]) == (200, 1)
    assert made["expired"] == (now + DAY) // SECOND
    path = f"/clusters/{cluster_id}/tokens/{made['token']}"
    advance(tenant, now + DAY - SECOND)
    assert call(tenant, "GET", path).body["is_active"] == 1
    advance(tenant, now + DAY)
    assert call(tenant, "GET", path).body["is_active"] == 0


def test_a_token_may_end_at_a_given_instant_or_never(tenant, cluster_id):
    path = f"/clusters/{cluster_id}/token"
    now = tenant.now(0.0)
    soon = call(tenant, "POST", path, {"expired": now // SECOND + 60}).body
    forever = call(tenant, "POST", path, {"is_permanently": True}).body
    advance(tenant, now + 10 * DAY)
    active = {t["token"]: t["is_active"] for t in call(tenant, "GET", f"{path}s").body}
    assert active == {soon["token"]: 0, forever["token"]: 1}


def test_a_token_is_revoked(tenant, cluster_id):
    made = call(tenant, "POST", f"/clusters/{cluster_id}/token").body
    assert call(tenant, "DELETE", f"/token/{made['token']}/revoke").status == 200
    [listed] = call(tenant, "GET", f"/clusters/{cluster_id}/tokens").body
    assert (listed["token"], listed["is_active"]) == (made["token"], 0)


def test_tokens_differ_and_belong_to_their_cluster(tenant, cluster_id):
    other = create(tenant, name="other", subnet_cidr="172.30.0.0/24")
    tokens = [
        call(tenant, "POST", f"/clusters/{c}/token").body["token"] for c in (cluster_id, other)
    ]
    assert len(set(tokens)) == 2
    status, body = call(tenant, "GET", f"/clusters/{cluster_id}/tokens/{tokens[1]}")
    assert (status, body["code"]) == (404, "ErrorTokenNotFound")


def test_a_token_goes_with_its_cluster(tenant):
    cluster_id = a_running_cluster(tenant)
    token = call(tenant, "POST", f"/clusters/{cluster_id}/token").body["token"]
    call(tenant, "DELETE", f"/clusters/{cluster_id}")
    advance(tenant, tenant.now(0.0) + DAY)
    status, body = call(tenant, "DELETE", f"/token/{token}/revoke")
    assert (status, body["code"]) == (404, "ErrorTokenNotFound")
    assert token not in body["message"]


@pytest.mark.parametrize(
    "body", [{"expired": 1}, {"expired": "soon"}, {"expired": 2**60}, {"is_permanently": "yes"}, []]
)
def test_a_bad_token_is_refused(tenant, cluster_id, body):
    status, answer = call(tenant, "POST", f"/clusters/{cluster_id}/token", body)
    assert (status, answer["code"]) == (400, "InvalidParameter")


TEMPLATE = {"name": "web", "template": "web:\n  image: nginx\n", "description": "d", "tags": "t"}


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_a_template_is_kept_shown_changed_and_forgotten(tenant, method):
    status, made = call(tenant, method, "/templates", TEMPLATE)
    assert status == 200
    path = f"/templates/{made['template_id']}"
    [shown] = call(tenant, "GET", path).body
    assert TEMPLATE.items() <= shown.items()
    assert (shown["id"], shown["template_type"]) == (made["template_id"], "compose")

    assert call(tenant, "PUT", path, {**TEMPLATE, "name": "other"}).status == 200
    listed = call(tenant, "GET", "/templates").body
    assert [each["name"] for each in listed["templates"]] == ["other"]
    assert listed["page_info"] == {"page_number": 1, "page_size": 20, "total_count": 1}

    assert call(tenant, "DELETE", path).status == 200
    status, gone = call(tenant, "GET", path)
    assert (status, gone["code"]) == (404, "ErrorTemplateNotFound")


def test_templates_come_in_pages_and_by_type(tenant):
    for number in range(5):
        kind = "compose" if number % 2 else "kubernetes"
        call(tenant, "PUT", "/templates", {**TEMPLATE, "name": f"t{number}", "template_type": kind})

    def names(query):
        return [
            each["name"] for each in call(tenant, "GET", f"/templates?{query}").body["templates"]
        ]

    assert names("page_size=2&page_num=2") == ["t2", "t3"]
    assert names("template_type=compose") == ["t1", "t3"]
    assert names("page_num=9") == []
    assert call(tenant, "GET", "/templates?page_num=0").body["code"] == "InvalidParameter"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": None}, "MissingParameter"),
        ({"template": None}, "MissingParameter"),
        ({"name": "x" * 65}, "InvalidParameter"),
        ({"template": {}}, "InvalidParameter"),
    ],
)
def test_a_bad_template_is_refused(tenant, changes, code):
    assert call(tenant, "PUT", "/templates", {**TEMPLATE, **changes}).body["code"] == code
