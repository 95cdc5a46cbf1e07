"""The scenarios that are installed with the package: each runs, passes, and can fail."""

import pytest
from cs_simulator.cluster_types import registry
from cs_simulator.kubernetes import vocabulary
from cs_simulator.runs.script import run_script
from cs_simulator.runtime.files import scenario_library
from cs_simulator.scenarios.file import lint

every_scenario = pytest.mark.parametrize(
    "path", scenario_library.shipped(), ids=lambda path: path.stem
)


def test_the_library_has_enough_scenarios():
    assert len(scenario_library.shipped()) >= 20


@every_scenario
def test_a_shipped_scenario_lints_and_is_described(path):
    loaded = scenario_library.read(path.stem)
    metadata = loaded.scenario.metadata
    assert lint.lint(loaded, vocabulary(registry())) == []
    assert metadata.name == path.stem
    assert metadata.description
    assert metadata.tags
    assert loaded.scenario.expect
    assert loaded.scenario.seed is not None


@every_scenario
async def test_a_shipped_scenario_passes_the_same_every_time(path):
    one, other = [await run_script(scenario_library.read(path.stem)) for _ in range(2)]
    assert one.passed, one.failures
    assert one == other


@every_scenario
async def test_a_shipped_scenario_fails_without_its_faults(path):
    """Without its rules, its timeline and its fixtures the same script does not pass."""
    loaded = scenario_library.read(path.stem)
    kept = ("apiVersion", "kind", "metadata", "seed", "script", "expect")
    without_faults = {name: value for name, value in loaded.source.items() if name in kept}
    result = await run_script(loaded._replace(source=without_faults))
    assert result.passed == path.stem.endswith("healthy")
