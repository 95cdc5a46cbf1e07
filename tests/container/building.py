"""Doing the steps of a Dockerfile, each stage in a folder that becomes its root."""

import os
import shutil
import string
import time
from pathlib import Path

from tests.container.dockerfile import ROOT, Stage, Step, is_sent, read
from tests.container.reporting import run, say
from tests.container.standin import for_pip, run_in

BARE_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def build(base: Path, folder: Path) -> tuple[Stage, Path, dict[str, str]]:
    """Do all steps; gives the last stage, its root and its environment."""
    roots: dict[str, Path] = {}
    for number, stage in enumerate(read()):
        say(f"stage {number} {stage.name or '(the image)'}: FROM {stage.base}")
        root = roots[stage.name] = folder / f"stage-{number}"
        run("cp", "-a", "--reflink=auto", str(base), str(root))
        environment = Building(root, roots).do_all(stage)
    return stage, root, environment


class Building:
    """One stage while its steps are done."""

    def __init__(self, root: Path, roots: dict[str, Path]) -> None:
        self.root = root
        self.roots = roots
        self.environment = {"PATH": BARE_PATH}
        self.folder = "/"

    def do_all(self, stage: Stage) -> dict[str, str]:
        """Do the steps in order; gives the environment at the end."""
        for step in stage.steps:
            began, text = time.perf_counter(), " ".join(step.text.split())[:90]
            getattr(self, f"_{step.word.lower()}", self._noted)(step)
            say(f"  {step.word} {text} ({time.perf_counter() - began:.1f} s)")
        return self.environment

    def _noted(self, step: Step) -> None:
        """Whatever counts only when the image is run."""

    def _env(self, step: Step) -> None:
        for name, value in step.pairs.items():
            self.environment[name] = string.Template(value).safe_substitute(self.environment)

    def _workdir(self, step: Step) -> None:
        self.folder = step.text
        (self.root / step.text.lstrip("/")).mkdir(parents=True, exist_ok=True)

    def _run(self, step: Step) -> None:
        run_in(self.root, self.folder, {**self.environment, **for_pip()}, step.text)

    def _copy(self, step: Step) -> None:
        *sources, target = step.text.split()
        inside = self.root / os.path.join(self.folder, target).lstrip("/")
        if name := step.flags.get("from"):
            [source] = sources
            shutil.copytree(self.roots[name] / source.lstrip("/"), inside, symlinks=True)
            return
        for source in sources:
            copy_context(source, inside, is_folder=target.endswith("/"))


def copy_context(source: str, target: Path, *, is_folder: bool) -> None:
    """Copy a file or a folder of this checkout, but for what .dockerignore holds back."""
    ignore = (ROOT / ".dockerignore").read_text("utf-8")
    sent = [
        each for each in all_files(ROOT / source) if is_sent(str(each.relative_to(ROOT)), ignore)
    ]
    if not sent:
        raise SystemExit(f"COPY {source}: nothing of it is sent to the builder")
    for each in sent:
        if (ROOT / source).is_dir():
            to = target / each.relative_to(ROOT / source)
        else:
            to = target / each.name if is_folder else target
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(each, to)


def all_files(path: Path) -> list[Path]:
    return [each for each in path.rglob("*") if each.is_file()] if path.is_dir() else [path]
