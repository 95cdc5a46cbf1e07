"""What a Dockerfile says: its stages with their steps, and what the image will be run with.

Only the words that ours uses are known; another one is an error, and not passed over.
"""

import json
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]

_NOTED = ("ENV", "LABEL", "USER", "WORKDIR", "VOLUME", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD")
_DONE = ("RUN", "COPY")


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction, with its flags taken off."""

    word: str
    text: str
    flags: dict[str, str]

    @property
    def pairs(self) -> dict[str, str]:
        """The names and values of an ENV or a LABEL."""
        return dict(each.split("=", 1) for each in shlex.split(self.text))


@dataclass(slots=True)
class Stage:
    """One FROM with its steps."""

    base: str
    name: str
    steps: list[Step] = field(default_factory=list)

    def said(self, word: str) -> list[Step]:
        """The steps of that word."""
        return [each for each in self.steps if each.word == word]

    def last(self, word: str) -> str:
        """What the last step of that word says; the others do not count."""
        return self.said(word)[-1].text

    @property
    def environment(self) -> dict[str, str]:
        """Every variable as written, with what refers to others left as it is."""
        return {name: value for step in self.said("ENV") for name, value in step.pairs.items()}

    @property
    def health_command(self) -> list[str]:
        """The command of HEALTHCHECK."""
        return json.loads(self.last("HEALTHCHECK").removeprefix("CMD "))

    @property
    def command(self) -> list[str]:
        """ENTRYPOINT and CMD."""
        return [*json.loads(self.last("ENTRYPOINT")), *json.loads(self.last("CMD"))]


def read(path: Path = ROOT / "Dockerfile") -> list[Stage]:
    """The stages of a Dockerfile; raises ``ValueError`` for a word that is not known here."""
    stages: list[Stage] = []
    for line in _lines(path.read_text("utf-8")):
        word, _, text = line.partition(" ")
        if word == "FROM":
            base, _, name = text.partition(" AS ")
            stages.append(Stage(base, name))
        elif word in (*_NOTED, *_DONE):
            stages[-1].steps.append(_step(word, text.strip()))
        else:
            raise ValueError(f"{word}: this is no step that is known here")
    return stages


def _lines(text: str) -> list[str]:
    """The instructions, each on one line."""
    code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return [line.strip() for line in re.sub(r"\\\n", " ", code).splitlines() if line.strip()]


def _step(word: str, text: str) -> Step:
    flags = {}
    while found := re.match(r"--([a-z-]+)=(\S+)\s+", text):
        flags[found[1]] = found[2]
        text = text[found.end() :]
    return Step(word, text, flags)


def is_sent(path: str, ignore: str) -> bool:
    """Whether a file of the context is sent to the builder, by the text of ``.dockerignore``.

    The last line that matches the path, or a folder that it is in, decides.
    """
    parts = path.split("/")
    above = ["/".join(parts[: n + 1]) for n in range(len(parts))]
    is_in = True
    for line in ignore.splitlines():
        if not line or line.startswith("#"):
            continue
        pattern = _pattern(line.removeprefix("!"))
        if any(pattern.fullmatch(each) for each in above):
            is_in = line.startswith("!")
    return is_in


def _pattern(text: str) -> re.Pattern[str]:
    words = {"**/": "(.*/)?", "*": "[^/]*"}
    cut = re.split(r"(\*\*/|\*)", text.strip("/"))
    return re.compile("".join(words.get(each, re.escape(each)) for each in cut))
