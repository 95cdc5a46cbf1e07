"""Methods of classes that are replaced for a while."""

from collections.abc import Mapping
from typing import Any

Method = tuple[type, str]


class Patches:
    """Replacements by class and name."""

    def __init__(self) -> None:
        self._replacements: dict[Method, Any] = {}
        self._real: dict[Method, Any] = {}

    def add(self, replacements: Mapping[Method, Any]) -> None:
        """Have replacements for these methods."""
        self._replacements.update(replacements)
        self._real.update({(owner, name): vars(owner)[name] for owner, name in replacements})

    def put(self) -> None:
        """Replace the methods."""
        for (owner, name), replacement in self._replacements.items():
            setattr(owner, name, replacement)

    def put_back(self) -> None:
        """Put the methods back."""
        for (owner, name), method in self._real.items():
            setattr(owner, name, method)

    def method(self, owner: type, name: str) -> Any:
        """The method itself."""
        return self._real[owner, name]
