"""The pictures of the READMEs: each is there in light and dark, and current."""

import re

import pytest

from tests.docs import pages, pictures

SHOWN = {page.name: pictures.shown_by(page) for page in pages.PAGES}


def test_every_picture_is_current():
    """Draw them with ``python -m tests.docs.generate``."""
    assert pictures.stale() == []


def test_every_picture_is_shown_once_and_every_one_that_is_shown_is_there():
    files = sorted(pictures.FOLDER.iterdir())
    assert sorted(path for shown in SHOWN.values() for path in shown) == files
    assert len(SHOWN[pages.MAIN.name]) <= 2 * len(pictures.THEMES)


@pytest.mark.parametrize("name", [name for name, shown in SHOWN.items() if shown])
def test_a_picture_follows_the_reader_s_colours_and_has_a_text(name):
    for element in re.findall(r"<picture>.*?</picture>", pages.page(name).text, re.DOTALL):
        assert '<source media="(prefers-color-scheme: dark)" srcset="' in element
        assert re.search(r'srcset="\S+-dark\.', element)
        assert re.search(r'<img alt="[^"]{20,}" src="\S+-light\.', element)
