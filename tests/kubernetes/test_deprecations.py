"""Versions of kinds that are to go: who still uses them is warned."""

import pytest
from cs_simulator.kubernetes.deprecations import is_to_go, warning_of
from cs_simulator.kubernetes.kinds.registry import all_kinds

from tests.support.cluster_api import ClusterApi

CRON_JOBS = (
    "batch/v1beta1 CronJob is deprecated in v1.21+, unavailable in v1.25+; use batch/v1 CronJob"
)
TO_GO = [kind for kind in all_kinds() if is_to_go(kind)]


@pytest.fixture(scope="module")
def cluster() -> ClusterApi:
    return ClusterApi(version="1.22.15-aliyun.1")


def _warnings(cluster: ClusterApi, path: str) -> list[str]:
    answer = cluster.request("GET", path)
    assert answer.status == 200
    return [value for name, value in answer.headers if name == "Warning"]


@pytest.mark.parametrize("query", ["", "?watch=true", "?limit=5"])
def test_a_version_that_is_to_go_is_read_with_a_warning(cluster: ClusterApi, query: str) -> None:
    assert _warnings(cluster, f"/apis/batch/v1beta1/cronjobs{query}") == [f'299 - "{CRON_JOBS}"']


def test_a_version_that_stays_is_read_without(cluster: ClusterApi) -> None:
    assert _warnings(cluster, "/apis/batch/v1/cronjobs") == []
    assert _warnings(cluster, "/api/v1/nodes") == []


def test_a_write_has_the_warnings_of_its_kind_and_of_its_version(cluster: ClusterApi) -> None:
    template = {"spec": {"containers": [{"name": "a", "image": "a"}], "restartPolicy": "Never"}}
    spec = {"schedule": "@daily", "jobTemplate": {"spec": {"template": template}}}
    body = {"metadata": {"name": "a"}, "spec": spec}

    answer = cluster.request("POST", "/apis/batch/v1beta1/namespaces/default/cronjobs", body)

    assert answer.status == 201, answer.body
    texts = [value for name, value in answer.headers if name == "Warning"]
    assert texts == [f'299 - "{CRON_JOBS}"']


def test_a_version_that_is_not_deprecated_yet_is_read_without() -> None:
    early = ClusterApi(version="1.20.11-aliyun.1")

    assert _warnings(early, "/apis/batch/v1beta1/cronjobs") == []
    (warning,) = _warnings(early, "/apis/extensions/v1beta1/ingresses")
    assert "extensions/v1beta1 Ingress is deprecated in v1.14+, unavailable in v1.22+" in warning


@pytest.mark.parametrize("kind", TO_GO, ids=lambda each: f"{each.api_version}/{each.plural}")
def test_before_a_version_goes_the_server_says_so(kind) -> None:
    assert f"unavailable in v1.{kind.until + 1}+" in warning_of(kind, kind.until)
    assert warning_of(kind, 18) == ""


def test_a_version_that_goes_for_good_names_nothing_to_use_instead() -> None:
    (policies,) = [kind for kind in TO_GO if kind.plural == "podsecuritypolicies"]

    assert warning_of(policies, 24) == (
        "policy/v1beta1 PodSecurityPolicy is deprecated in v1.21+, unavailable in v1.25+"
    )
