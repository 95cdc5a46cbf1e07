"""The image that the Dockerfile makes, and containers of it as the examples describe them."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DOCKERFILE = Path(__file__).parents[2] / "Dockerfile"


@dataclass(frozen=True, kw_only=True)
class Image:
    """What an example must agree with."""

    user: int
    group: int
    volume: str
    ports: frozenset[int]
    environment: Mapping[str, str]
    entrypoint: str
    is_checked: bool
    """It tells Docker when it is healthy."""


@dataclass(frozen=True, kw_only=True)
class Container:
    """How an example starts the image."""

    arguments: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    mounts: Mapping[str, Path] = field(default_factory=dict)
    """Folders of this machine, by where the container finds them."""

    @property
    def options(self) -> list[str]:
        """What it gives to ``serve``, with the paths of this machine."""
        assert self.arguments[0] == "serve", self.arguments
        return [self._here(each) for each in self.arguments[1:]]

    def _here(self, argument: str) -> str:
        for path, folder in self.mounts.items():
            if argument.startswith(f"{path}/"):
                return argument.replace(path, str(folder), 1)
        assert not argument.startswith("/"), f"nothing is mounted at {argument}"
        return argument


def read_image() -> Image:
    """The image, from the last stage of the Dockerfile."""
    told = dict(_instructions(DOCKERFILE.read_text().rpartition("\nFROM ")[2]))
    user, group = map(int, told["USER"].split(":"))
    variables = dict(each.split("=", 1) for each in shlex.split(told["ENV"]))
    return Image(
        user=user,
        group=group,
        volume=told["VOLUME"],
        ports=frozenset(map(int, told["EXPOSE"].split())),
        environment={k: v for k, v in variables.items() if k.startswith("CS_SIMULATOR_")},
        entrypoint=told["ENTRYPOINT"],
        is_checked="HEALTHCHECK" in told,
    )


def _instructions(stage: str) -> list[tuple[str, str]]:
    lines = re.sub(r"(?m)^#.*\n", "", stage).replace("\\\n", " ").splitlines()
    found = [re.fullmatch(r"([A-Z]+)\s+(.*)", line) for line in lines]
    return [(each[1], each[2]) for each in found if each]
