"""Operators that kopf runs, each a process of its own beside the test."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

_RUN = [sys.executable, "-m", "kopf", "run", "--standalone"]


def require() -> None:
    """Have kopf, or else skip the test; in CI fail."""
    if find_spec("kopf") is None:
        assert not os.environ.get("CI"), "there is no kopf here"
        pytest.skip("this needs kopf, of the extra `test`")


@contextmanager
def operating(program: Path, kubeconfig: Path, namespace: str, folder: Path) -> Iterator[Path]:
    """Run an operator for a namespace during a block; gives the file with what it logs."""
    log = folder / "operator.log"
    kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    with log.open("a") as file:
        process = subprocess.Popen(
            [*_RUN, f"--namespace={namespace}", str(program)],
            env={**kept, "KUBECONFIG": str(kubeconfig)},
            stdout=file,
            stderr=file,
        )
    try:
        yield log
        assert process.poll() is None, log.read_text()
    finally:
        process.terminate()
        try:
            process.wait(60)
        finally:
            process.kill()
