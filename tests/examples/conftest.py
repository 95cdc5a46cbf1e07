"""What the examples are run with: a copy in a folder of its own, and a simulator for it."""

import shutil
from pathlib import Path

import pytest

from tests.container import dockerfile

EXAMPLES = Path(__file__).parent
# The examples are run as a user would, in processes of their own; pytest does not collect them.
collect_ignore_glob = ["*/*"]


@pytest.fixture(scope="session")
def image():
    """What the last stage of the Dockerfile says."""
    return dockerfile.read()[-1]


@pytest.fixture
def copied(tmp_path):
    """Copy an example, or several, to where it is run; gives that folder."""

    def copy(*names):
        folder = tmp_path / names[0]
        for name in names:
            shutil.copytree(EXAMPLES / name, folder, dirs_exist_ok=True)
        return folder

    return copy


@pytest.fixture
def serve_container(serve, image, tmp_path):
    """Start what a container of the image would, on this machine: with the same words after the
    image's name and the same variables, and with files at paths that it has in the container.
    """
    config_dir = image.environment["CS_SIMULATOR_CONFIG_DIR"]
    here = tmp_path / "etc"
    here.mkdir()

    def start(words, variables, files=None):
        assert words[0] == "serve", words
        for path, text in (files or {}).items():
            file = here / Path(path).relative_to(config_dir)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        ours = {k: v for k, v in image.environment.items() if k.startswith("CS_SIMULATOR_")}
        own = {"CS_SIMULATOR_CONFIG_DIR": str(here), "CS_SIMULATOR_MASTER_PORT": "none"}
        return serve(*words[1:], **{**ours, **variables, **own})

    return start
