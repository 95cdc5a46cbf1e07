"""A fact of the service names a source that its reader can find."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT

# How the notes were cited from which the simulator was made: they are not in the repository.
NOTES = re.compile(r"\breference: |\u00a7|\b(?:swarm-api|domain|clients) \d\.\d")


def files():
    for folder in ("simulator", "scenarios", "tests"):
        for path in (ROOT / folder).rglob("*.*"):
            if path.suffix in {".py", ".md", ".sql", ".yaml"} and "node_modules" not in path.parts:
                yield path


def test_no_file_cites_what_is_not_in_the_repository():
    citing = [path for path in files() if NOTES.search(path.read_text("utf-8"))]

    assert citing == [Path(__file__)]


@pytest.mark.parametrize("text", ["(reference: the notes)", "see \u00a7 4", "see swarm-api 4.2"])
def test_a_citation_of_the_notes_is_found(text):
    assert NOTES.search(text)
