"""What programs wrote into the READMEs is what they would write today."""

from collections import Counter

import pytest

from tests.docs import generate, pages


@pytest.mark.parametrize("name", generate.REGIONS)
def test_a_generated_region_is_current(name):
    assert pages.region(name) == generate.REGIONS[name]().rstrip() + "\n"


def test_every_region_stands_once_and_has_a_program_that_writes_it():
    names = Counter((region.kind, region.name) for region in pages.REGIONS)
    known = {("generated", name) for name in generate.REGIONS}
    known |= {("measured", name) for name in ("benchmark", "campaigns", "planted-bugs")}
    assert names == Counter(known)


@pytest.mark.parametrize("page", pages.PAGES, ids=lambda page: page.name)
def test_every_mark_of_a_region_belongs_to_one(page):
    marks = page.text.count("<!-- generated: ") + page.text.count("<!-- measured: ")
    assert marks == page.text.count("<!-- end -->") == len(page.regions)


def test_a_stale_region_is_named(monkeypatch):
    monkeypatch.setitem(generate.REGIONS, "quotas", lambda: "something else")
    assert generate.stale() == ["scenarios/README.md: quotas"]


def test_a_region_is_replaced_and_the_rest_stays():
    text = "before\n<!-- generated: a -->\nold\n<!-- end -->\nafter\n"
    assert pages.replaced(text, "a", "new\n\n") == text.replace("old", "new")
    assert pages.replaced(text, "b", "new") == text


def test_every_parameter_of_every_fault_has_a_meaning():
    rows = pages.region("fault-parameters").splitlines()[2:]
    assert [row for row in rows if not row.removesuffix("|").rpartition("|")[2].strip()] == []
