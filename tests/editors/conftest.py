"""A language server that has the published schema, one for all tests of a process."""

from pathlib import Path

import pytest

from tests.editors.language_server import LanguageServer
from tests.support import npm

HERE = Path(__file__).parent
SCHEMA = HERE.parents[1] / "scenarios" / "schema.json"


@pytest.fixture(scope="session")
def editor(tmp_path_factory):
    """yaml-language-server, installed from the npm registry."""
    server = LanguageServer(npm.install(HERE, tmp_path_factory.mktemp("editor")), SCHEMA)
    yield server
    server.stop()
