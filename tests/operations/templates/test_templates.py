"""Compose templates of the account."""

import pytest

from tests.support.worlds import a_tenant, call


@pytest.fixture
def tenant():
    return a_tenant()


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
    assert [template["name"] for template in listed["templates"]] == ["other"]
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
            found["name"] for found in call(tenant, "GET", f"/templates?{query}").body["templates"]
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
