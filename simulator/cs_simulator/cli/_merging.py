"""Kubeconfigs on disk: one cluster's entries, merged into a file that has others."""

import os
import tempfile
from pathlib import Path
from typing import Any

import yaml

from cs_simulator.domain.errors import UsageError

_LISTS = ("clusters", "users", "contexts")


def renamed(config: dict[str, Any], name: str) -> dict[str, Any]:
    """A kubeconfig of one cluster whose entries all have that name."""
    entries = {each: [{**config[each][0], "name": name}] for each in _LISTS}
    context = {**entries["contexts"][0]["context"], "cluster": name, "user": name}
    entries["contexts"] = [{"context": context, "name": name}]
    return {**config, **entries, "current-context": name}


def merge_into(path: Path, config: dict[str, Any]) -> None:
    """Put the entries of a kubeconfig into a file, in place of those of their names.

    The file is made if there is none, and is replaced at once. Its context is then the one in
    force. Raises :class:`UsageError` for a file that cannot be used.
    """
    try:
        _replace(path, yaml.safe_dump(_merged(path, _read(path), config), sort_keys=False))
    except OSError as problem:
        raise UsageError(problem.strerror or str(problem), subject=f"--merge {path}") from None


def _read(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise _foreign(path) from None


def _merged(path: Path, found: Any, config: dict[str, Any]) -> dict[str, Any]:
    if found is None:
        return config
    if not isinstance(found, dict) or not all(
        isinstance(each, dict) for name in _LISTS for each in _entries(path, found, name)
    ):
        raise _foreign(path)
    merged = {**found, "current-context": config["current-context"]}
    for name in _LISTS:
        own = {each["name"] for each in config[name]}
        kept = [each for each in _entries(path, found, name) if each.get("name") not in own]
        merged[name] = [*kept, *config[name]]
    return merged


def _entries(path: Path, found: dict[str, Any], name: str) -> list[Any]:
    entries = found.get(name) or []
    if not isinstance(entries, list):
        raise _foreign(path)
    return entries


def _foreign(path: Path) -> UsageError:
    advice = "give another file, or move it away"
    return UsageError("it is no kubeconfig", subject=f"--merge {path}", advice=advice)


def _replace(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
