"""A cluster whose API a test calls, with a namespace for its objects."""

import pytest

from tests.support.cluster_writes import WritingApi


@pytest.fixture
def api() -> WritingApi:
    """The API of a cluster that runs, with the namespace ``shop``."""
    api = WritingApi()
    api.create("/api/v1/namespaces", {"metadata": {"name": "shop"}})
    return api
