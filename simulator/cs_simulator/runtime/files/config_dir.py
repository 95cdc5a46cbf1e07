"""The folder of ``--config-dir``: where in it things are. What is missing there counts as empty."""

from pathlib import Path

from cs_simulator.domain.errors import UsageError

DEFAULT_SCENARIO = "default.yaml"


def check(folder: str) -> None:
    """Raise :class:`UsageError` if a folder is given that does not exist."""
    if folder and not Path(folder).is_dir():
        raise UsageError("there is no such folder", subject=f"--config-dir {folder}")


def scenarios_folder(folder: str) -> str:
    """The path of the user's scenarios; empty without a folder."""
    return str(Path(folder) / "scenarios") if folder else ""


def default_scenario_path(folder: str) -> str:
    """The path of the scenario that is in force if no other one is named; empty if none is."""
    path = Path(scenarios_folder(folder)) / DEFAULT_SCENARIO
    return str(path) if folder and path.is_file() else ""


def fixtures_folder(folder: str) -> str:
    """The path of the fixtures of all tenants; empty without a folder."""
    return str(Path(folder) / "fixtures") if folder else ""


def hooks_folder(folder: str, moment: str) -> Path:
    """The path of the hooks that run at a moment, such as ``ready.d``."""
    return Path(folder) / "init" / moment
