"""The folder of ``--config-dir``: what is where in it. Whatever is missing there is empty."""

from pathlib import Path

from cs_simulator.domain.errors import UsageError

DEFAULT_SCENARIO = "default.yaml"


def check(folder: str) -> None:
    """Raise :class:`UsageError` if a folder is named that is not there."""
    if folder and not Path(folder).is_dir():
        raise UsageError(f"--config-dir {folder}: there is no such folder")


def scenarios(folder: str) -> str:
    """Where one's own scenarios are; nowhere without a folder."""
    return str(Path(folder) / "scenarios") if folder else ""


def default_scenario(folder: str) -> str:
    """The file that is in force where no scenario is named, if there is one."""
    path = Path(scenarios(folder)) / DEFAULT_SCENARIO
    return str(path) if folder and path.is_file() else ""


def fixtures(folder: str) -> str:
    """Where fixtures are; nowhere without a folder."""
    return str(Path(folder) / "fixtures") if folder else ""


def hooks(folder: str, moment: str) -> Path:
    """Where the hooks of a moment are."""
    return Path(folder) / "init" / moment
