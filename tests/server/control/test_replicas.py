"""A simulator that is one of several behind a proxy: what it says of itself and refuses."""

from cs_simulator import __version__
from prometheus_client.parser import text_string_to_metric_families

from tests.support.builders import a_create_body
from tests.support.http import control


async def samples(api):
    text = await (await api.get("/_simulator/metrics")).text()
    return [sample for family in text_string_to_metric_families(text) for sample in family.samples]


async def test_health_has_the_name_of_the_replica(an_api):
    assert (await control(await an_api(replica="cs-1"), "GET", "health"))["replica"] == "cs-1"
    assert (await control(await an_api(), "GET", "health"))["replica"] is None


async def test_each_metric_has_the_name_of_the_replica(an_api):
    api = await an_api(replica="cs-1")
    await api.post("/clusters", json=a_create_body())
    found = await samples(api)
    assert {sample.labels["replica"] for sample in found} == {"cs-1"}
    created = [one for one in found if one.labels.get("operation") == "CreateCluster"]
    assert created
    info = next(one for one in found if one.name == "cs_simulator_info")
    assert info.labels == {"version": __version__, "replica": "cs-1"}


async def test_metrics_of_a_simulator_that_stands_alone_have_no_replica(an_api):
    found = await samples(await an_api())
    assert not [sample for sample in found if "replica" in sample.labels]
    info = next(one for one in found if one.name == "cs_simulator_info")
    assert info.labels == {"version": __version__}
