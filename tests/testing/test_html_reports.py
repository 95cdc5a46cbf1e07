"""``pytest --cs-report DIR``: a page about each test that failed, and an index."""

import re
from html import unescape
from pathlib import Path

import pytest
from cs_simulator.pytest_plugin.html_reports import file_name

from tests.docs.pages import block
from tests.support.as_a_user import run_in

pytest_plugins = ["pytester"]

MANY = """
    import pytest

    @pytest.mark.parametrize("text", ["../../up", "<b>&", "é" * 300, "a/b", "a-b"])
    def test_strange(cs_tenant, text):
        print("said by the test")
        assert text == "x"

    @pytest.fixture
    def broken(cs_tenant):
        yield
        raise RuntimeError("in the teardown")

    def test_twice(broken):
        assert [1] == [2]

    def test_good(cs_tenant):
        pass

    def test_without_a_tenant():
        assert {"a": 1} == {"a": 2}

    def test_without_a_tenant_any_more(cs_tenant):
        cs_tenant.delete()
        raise ValueError("after the end")
"""


@pytest.fixture
def run(pytester):
    return lambda *options: run_in(pytester, "--cs-report", "out", *options)


def pages(pytester):
    return {path.name: path.read_text("utf-8") for path in (pytester.path / "out").iterdir()}


def text_of(html):
    """What a reader sees of a page, its style left out."""
    return unescape(re.sub(r"<style>.*?</style>|<[^>]*>", "", html, flags=re.DOTALL))


def failures(printed):
    """What the terminal said of each failure, by the name of the test."""
    whole = printed.partition("\ncs-simulator: 9 pages: ")[0]
    parts = re.split(r"^_{3,} (.*?) _{3,}$", whole, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("parallel", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_each_failed_test_has_a_page_that_tells_what_the_terminal_tells(run, pytester, parallel):
    pytester.makepyfile(test_many=MANY)
    result = run(*parallel)
    result.assert_outcomes(passed=1, failed=8, errors=1)
    found = pages(pytester)
    index = found.pop("index.html")
    assert "8 of 9 tests failed" in index
    assert re.search(r"cs-simulator · \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", index)
    assert {*re.findall(r'href="([^"]*)"', index)} == found.keys()
    assert len(found) == 9
    shown = {name: text_of(html) for name, html in found.items()}
    for name, said in failures(result.stdout.str()).items():
        lines = list(filter(None, map(str.strip, said.splitlines())))
        lines = [line for line in lines if not _FRAME.match(line)]
        assert any(all(line in page for line in lines) for page in shown.values()), (name, lines)


_FRAME = re.compile(r"[-=]{3}|=+ |_ _|\[gw|cs_tenant = ")


def test_the_page_of_the_first_failure_of_the_main_page_has_calls_lanes_and_proof(run, pytester):
    for name in ("clusters.py", "test_lost_answer.py"):
        (pytester.path / name).write_text(block(f"example: {name}"), "utf-8")
    result = run()
    result.stdout.fnmatch_lines(["cs-simulator: 1 page: *index.html"])
    [html] = [html for name, html in pages(pytester).items() if name != "index.html"]
    shown = text_of(html)
    for said in (
        "expected at most 1 cluster, found 2", "--cs-seed=323", "no answer (reset)",
        "answer-is-lost", "Timeline", "proof: call 1",
    ):  # fmt: skip
        assert said in shown, said
    assert "<svg" in html


def test_a_run_without_failures_has_an_index_that_says_so(run, pytester):
    pytester.makepyfile("def test_good(cs_tenant): pass")
    run("-q").assert_outcomes(passed=1)
    assert pages(pytester).keys() == {"index.html"}
    assert "No failure in 1 test" in pages(pytester)["index.html"]


def test_a_test_that_was_explored_has_the_calls_of_its_last_run(run, pytester):
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.cs_explore(examples=5)
        def test_fails_by_itself(cs_tenant):
            cs_tenant.calls.make("GET", "/clusters")
            assert False
        """
    )
    run()
    [html] = [html for name, html in pages(pytester).items() if name != "index.html"]
    assert "GET /clusters" in text_of(html)


def test_a_folder_that_cannot_be_made_is_refused(run, pytester):
    (pytester.path / "out").write_text("a file")
    result = run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--cs-report out: *"])


@pytest.mark.parametrize(
    "nodeid",
    ["t.py::t[../../x]", 'a/b.py::C::d[<>:"|?*]', f"t.py::t[{'é' * 300}]", "con", "../x", "-x"],
)
def test_the_name_of_a_page_is_safe_for_files(nodeid):
    name = file_name(nodeid, "call")
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\.html", name)
    assert len(name) < 128
    assert Path(name).name == name


def test_names_that_look_the_same_are_different():
    names = {file_name(nodeid, "call") for nodeid in ("t.py::t[a/b]", "t.py::t[a-b]")}
    assert len(names | {file_name("t.py::t[a/b]", "teardown")}) == 3
