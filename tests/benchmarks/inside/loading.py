"""From a file of a thousand rules to a tenant under them."""

import statistics
import time
from functools import partial

from cs_simulator.runtime.files.server_scenario import ServerScenario
from cs_simulator.scenarios import compiler

from tests.benchmarks.rules import written
from tests.support.worlds import a_tenant


async def measure(folder: str) -> dict[str, float]:
    """What is loaded for the first file is not counted."""
    took = []
    for count in (1, 1000, 1000, 1000):
        compiler.compiled.cache_clear()
        began = time.thread_time()
        common = ServerScenario(written(folder, count))
        common.read()
        tenant = a_tenant()
        tenant.change(0.0, partial(common.begin, own=""))
        assert len(tenant.world.rules.all) == count
        took.append(time.thread_time() - began)
    return {"ms": statistics.median(took[1:]) * 1000}
