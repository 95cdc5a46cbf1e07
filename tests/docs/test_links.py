"""Links, paths, commands, options, routes and variables that the READMEs and the changelog name."""

import re
from itertools import takewhile
from pathlib import Path

import click
import pytest
from cs_simulator.cli.main import main
from cs_simulator.server.control.routes import all_routes

from tests.docs.pages import MAIN, PACKAGE, PAGES, ROOT, Page

DOCUMENTS = [*PAGES, Page(ROOT / "CHANGELOG.md")]
each_page = pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.name)


def _commands(command, path=()):
    """Every command by the words that call it, with the options that it takes."""
    options = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    yield path, options | {"--help"}
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from _commands(command.get_command(context, name), (*path, name))


COMMANDS = dict(_commands(main))
ROUTE = re.compile(r"(?:(GET|PUT|POST|PATCH|DELETE) )?/_simulator/([^\s?]+)(?:\?\S+)?")
# Options of programs that are named beside ours, and of pytest.
OTHER_OPTIONS = {
    "--add",
    "--amount",
    "--figures",
    "--type",
    "--check",
    "--write",
    "--cov",
    "--cs-seed",
    "--cs-clock",
    "--cs-url",
    "--cs-scenario",
    "--cs-report",
    "--cs-save",
    "--hypothesis-seed",
    "--screenshots",
}


@each_page
def test_a_link_leads_to_a_file_and_a_heading(page):
    for link in page.links:
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.path.parent / path).resolve() if path else page.path
        assert target.exists(), link
        if anchor:
            [there] = [one for one in PAGES if one.path == target]
            assert there.anchors.count(anchor) == 1, link


def test_every_readme_can_be_reached_from_the_main_one():
    reached, waiting = set(), [MAIN]
    while waiting:
        page = waiting.pop()
        reached.add(page.name)
        linked = {(page.path.parent / link.partition("#")[0]).resolve() for link in page.links}
        waiting += [one for one in PAGES if one.path in linked and one.name not in reached]
    assert {page.name for page in PAGES} - reached == set()


@each_page
def test_a_file_that_is_named_is_there(page):
    for text in page.inline:
        if re.fullmatch(r"[\w.-]+(/[\w.-]+)+\.(py|md|sql|json|yaml)", text):
            folders = (page.path.parent, ROOT, PACKAGE)
            assert any((folder / text).is_file() for folder in folders), text


@each_page
def test_a_folder_that_a_table_lists_is_there(page):
    """But for those that users make, which no path of ours is like."""
    for row in re.findall(r"^\| ((?:`[\w./-]+/`(?:, )?)+) \|", page.prose, re.MULTILINE):
        for folder in re.findall(r"`([\w./-]+)/`", row):
            is_ours = any((base / folder).is_dir() for base in (page.path.parent, ROOT, PACKAGE))
            assert is_ours or folder.startswith(("fixtures", "scenarios", "init/")), folder


@each_page
def test_a_command_that_is_named_exists_and_takes_its_options(page):
    for text in page.inline:
        if not text.startswith("cs-simulator "):
            continue
        words = text.removeprefix("cs-simulator ").replace("COMMAND", "").split()
        path = ()
        while words and (*path, words[0]) in COMMANDS:
            path = (*path, words.pop(0))
        assert path or not words or words[0].startswith("-"), text
        takes = COMMANDS[path] | (COMMANDS[("serve",)] if path[:1] == ("start",) else set())
        for word in takewhile(lambda word: word != "--", words):  # then a command of its own
            assert not word.startswith("--") or word.partition("=")[0] in takes, text


@each_page
def test_an_option_that_is_named_exists(page):
    known = set().union(*COMMANDS.values()) | OTHER_OPTIONS
    for text in page.inline:
        if re.match(r"--[a-z]", text):
            assert re.match(r"--[\w-]+", text)[0] in known, text


@each_page
def test_a_module_that_is_named_can_be_run(page):
    for text in page.inline:
        for module in re.findall(r"python -m ((?:tests|cs_simulator)[\w.]*)", text):
            base = ROOT if module.startswith("tests") else ROOT / "simulator"
            path = base / Path(*module.split("."))
            assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), text


@each_page
def test_a_folder_of_tests_that_is_named_is_there(page):
    for text in page.inline:
        if text.startswith("python -m pytest"):
            for word in re.findall(r"\btests/\S+", text):
                assert (ROOT / word).exists(), word


@each_page
def test_a_route_of_the_control_plane_that_is_named_exists(page):
    routes = {(route.endpoint.method, route.endpoint.path) for route in all_routes()}
    paths = {path for _, path in routes} | {"ui"}  # the console
    for text in page.inline:
        found = ROUTE.fullmatch(text)
        if found:
            method, path = found[1], found[2].rstrip("/")
            assert (method, path) in routes if method else path in paths, text


@each_page
def test_a_variable_of_the_environment_that_is_named_is_read(page):
    read = {
        name
        for path in PACKAGE.rglob("*.py")
        for name in re.findall(r"CS_SIMULATOR_\w+", path.read_text("utf-8"))
    }
    read |= {
        "CS_SIMULATOR_" + option.removeprefix("--").replace("-", "_").upper()
        for option in COMMANDS[("serve",)]
    }
    read |= {"CS_SIMULATOR_CONFIG", "CS_SIMULATOR_CONTROL_TOKEN", "CS_SIMULATOR_URL"}
    for text in page.inline:
        assert set(re.findall(r"(?<![\w])CS_SIMULATOR_\w+", text)) <= read, text


# What the checks above look for. None of them may pass because a page is no longer understood.
LOOKED_FOR = {
    "file": r"[\w.-]+(/[\w.-]+)+\.(py|md|sql|json|yaml)",
    "command": r"cs-simulator \w.*",
    "option": r"--[a-z].*",
    "module": r"python -m (tests|cs_simulator).*",
    "folder of tests": r"python -m pytest tests/.*",
    "route": ROUTE.pattern,
    "variable": r"CS_SIMULATOR_\w+.*",
}


@pytest.mark.parametrize("pattern", LOOKED_FOR.values(), ids=LOOKED_FOR)
def test_the_pages_name_several_of_what_is_checked(pattern):
    named = [text for page in DOCUMENTS for text in page.inline if re.fullmatch(pattern, text)]

    assert len(named) > 3


def test_the_pages_have_links_to_check():
    assert sum(len(page.links) for page in PAGES) > len(PAGES)
