"""The options of a tenant that lives under a scenario: a file beside a test, or a shipped one."""

from pathlib import Path
from typing import Any

from cs_simulator.runtime.files import scenario_library


def tenant_options(name: str, folder: Path, seed: int | None = None) -> dict[str, Any]:
    """``scenario``, ``seed`` and ``clock`` of a tenant under the scenario of a name.

    A file of that name in *folder* is preferred to a shipped scenario. *seed* replaces the
    scenario's own; ``clock`` is ``None`` where the scenario has one. Raises ``UsageError`` or
    ``ValueError`` for a scenario that cannot be used.
    """
    path = folder / name
    loaded = scenario_library.read(str(path) if path.is_file() else name)
    scenario = dict(loaded.source)
    if seed is not None:
        scenario["seed"] = seed
    options = {"scenario": scenario, "seed": scenario.get("seed", 0)}
    return options | ({"clock": None} if scenario.get("clock") else {})
