"""Words with which this code was once written and that nobody else would understand."""

import re

from tests.docs.pages import MAIN, PACKAGE, ROOT

RIDDLES = re.compile(
    r"\b(told|held against|becomes? of|misfortune|sieve|glances|courses|rehears\w*)\b", re.I
)
FILES = [
    path
    for path in (
        MAIN.path,
        *sorted((ROOT / "scenarios").glob("*.md")),
        *sorted((ROOT / "simulator").rglob("*")),
    )
    if path.suffix in (".py", ".md", ".sql", ".yaml", ".json", ".js", ".css", ".html")
]


def test_no_file_has_a_riddle():
    found = {
        path.relative_to(ROOT).as_posix(): RIDDLES.findall(path.read_text("utf-8"))
        for path in FILES
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_the_package_is_among_the_files():
    assert sum(path.is_relative_to(PACKAGE) for path in FILES) > 200
