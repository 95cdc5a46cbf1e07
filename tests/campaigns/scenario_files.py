"""Scenario files that somebody has damaged, by bytes and by structure, linted and run.

Whatever is in a file, lint says what is wrong with it or nothing, the run ends, and both take less
than a second of the processor's time: no traceback, no internal error, no problem without words.
"""

import json
import random
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from cs_simulator.cluster_types import registry
from cs_simulator.domain.errors import UsageError
from cs_simulator.kubernetes import vocabulary
from cs_simulator.runs.script import run_script
from cs_simulator.runtime.files import scenario_library
from cs_simulator.scenarios.file import lint
from cs_simulator.scenarios.file.problems import UnusableFileError

from tests.campaigns.campaign import Campaign, Figures, Run

MOST_SECONDS = 1.0
SCRAPS = [
    b"", b"{", b"}", b"[", b"]", b":", b"- ", b"  ", b"\t", b'"', b"'", b"&a ", b"*a", b"!!x ",
    b"%", b"~", b"-1", b"0", b"1e999", b"9" * 5000, b".nan", b"null", b"true", b"\xff\xfe", b"\0",
    b"\xed\xa0\x80", "😀".encode(), b"/[/", b"5m", b"/", b"?", b"|", b">", b"---\n", b"#", b"\n",
    b"@", b"<<: ", b"999999999", b"0001-01-01T00:00:00+14:00", b"[" * 2000, b"{a: " * 500,
    b"x" * 20_000, b"\\ud800", b"\r", b"\xe2\x80\xa8",
]  # fmt: skip
VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 2, 100, 999_999_999, 10**9, 2**63, -(2**63), 10**30, 1e308,
    -1e-308, 0.5, "", "x", "x" * 5000, "*", "**", "?" * 200, "[", "[!a-z]*", "/(a+)+$/",
    "/a{1,999}/", "/" + "(" * 30 + "a" + ")" * 30 + "/", "0s", "1ms", "999999999s", "99999d", "-5m",
    "30%",
    "1000%", "2/s", "0.0001/h", "+0s", "2018-01-08T09:00:00Z", "9999-12-31T23:59:59-14:00",
    "0001-01-01T00:00:00+14:00", "ecs", "init", "slb", "CreateCluster", "Describe*", "running",
    "healthy", "all", "\u0000", "\u202e", "reset", "cn-beijing-b", "POST /clusters", "idle",
    [], {}, [[]], {"": None}, [1, "2-4"], {"min": 3, "max": 1}, {"gte": 1}, {"count": 1},
    {"uniform": ["1s", "2s"]}, {"percentiles": {"50%": "1s"}}, {"fixed": 0},
    {"flapping": {"times": 1000, "after": "1s", "every": "2s", "lasts": "1s"}},
    {"throttled_inside": 100}, {"stale_read": {"reads": 999_999_999}}, {"error": "Throttling"},
]  # fmt: skip


def by_bytes(content: bytes, chance: random.Random) -> bytes:
    """Some of the text replaced, dropped or repeated."""
    for _ in range(chance.randint(1, 4)):
        start, length = chance.randint(0, len(content)), chance.randint(0, 30)
        taken = content[start : start + length] if chance.random() < 0.5 else b""
        times = chance.choice([1, 2, 2, 50])
        kept = content[:start] + chance.choice(SCRAPS) + taken * times
        content = kept + content[start + length :]
    return content


def by_structure(content: bytes, chance: random.Random) -> bytes:
    """Some of the values replaced, dropped, repeated, moved or given another key."""
    value = yaml.load(content, Loader=yaml.BaseLoader)
    for _ in range(chance.randint(1, 3)):
        inside = [part for part in parts(value) if part]
        place = chance.choice(inside)
        chance.choice(CHANGES)(place, chance.choice(keys(place)), inside, chance)
    text = json.dumps(plain(value))
    return text.encode("utf-8", "surrogatepass")


def parts(value: Any) -> list[Any]:
    """The objects and lists of a value, itself included."""
    found, index = [value], 0
    while index < len(found) < 5000:
        inside = found[index]
        items = inside.values() if isinstance(inside, dict) else inside
        found += [item for item in items if isinstance(item, dict | list)]
        index += 1
    return found


def keys(place: Any) -> list[Any]:
    return list(place) if isinstance(place, dict) else list(range(len(place)))


def plain(value: Any) -> Any:
    """Texts of YAML as the numbers that they are."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    is_number = isinstance(value, str) and value.isascii() and value.isdecimal()
    return int(value[:4000]) if is_number and value else value


Change = Callable[[Any, Any, list[Any], random.Random], None]


def replace(place: Any, key: Any, _inside: list[Any], chance: random.Random) -> None:
    place[key] = chance.choice(VALUES)


def drop(place: Any, key: Any, _inside: list[Any], _chance: random.Random) -> None:
    del place[key]


def repeat(place: Any, key: Any, _inside: list[Any], chance: random.Random) -> None:
    if isinstance(place, list):
        copies = (json.loads(json.dumps(place[key])) for _ in range(chance.choice([1, 30, 1000])))
        for number, copy in enumerate(copies):
            if isinstance(copy, dict) and "id" in copy:
                copy["id"] = f"{copy['id']}{number}"
            place.append(copy)


def rename(place: Any, key: Any, inside: list[Any], chance: random.Random) -> None:
    if isinstance(place, dict):
        names = [name for part in inside if isinstance(part, dict) for name in part]
        place[chance.choice([*names, "", "x" * 3000])] = place.pop(key)


def another(place: Any, key: Any, _inside: list[Any], chance: random.Random) -> None:
    """What another file has under the same key, or another number."""
    known = pool().get(key) if isinstance(key, str) else None
    if known:
        place[key] = json.loads(chance.choice(known))
    elif isinstance(place[key], str) and place[key].isdecimal():
        place[key] = str(chance.choice([0, 1, 2, 3, 7, 20, 100, 1000]))


@cache
def pool() -> dict[str, list[str]]:
    """The values of the shipped files, as JSON by their keys."""
    found: dict[str, set[str]] = {}
    for path in scenario_library.shipped():
        for part in parts(yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)):
            for key, value in part.items() if isinstance(part, dict) else ():
                found.setdefault(key, set()).add(json.dumps(value))
    return {key: sorted(values) for key, values in found.items()}


def swap(place: Any, key: Any, inside: list[Any], chance: random.Random) -> None:
    other = chance.choice(inside)
    place[key] = json.loads(json.dumps(other[chance.choice(keys(other))]))


CHANGES: list[Change] = [replace, another, another, another, another, drop, repeat, rename, swap]


async def try_out(path: Path) -> str:
    """How far the file came: unreadable, wrong, or run; raises ``AssertionError``."""
    began = time.process_time()
    try:
        loaded = scenario_library.read(str(path))
        problems = lint.lint(loaded, vocabulary(registry()))
    except UnusableFileError as refused:
        problems, loaded = list(refused.problems), None
    except UsageError:
        problems, loaded = [], None
    took = time.process_time() - began
    assert took < MOST_SECONDS, f"lint took {took:.1f} s"
    assert all(problem.message and len(problem.message) < 1000 for problem in problems), problems
    if loaded is None or any(problem.is_error for problem in problems):
        return "refused" if loaded is None else "wrong"
    began = time.process_time()
    try:
        run = await run_script(loaded)
    except UsageError:
        return "fixtures that do not fit"
    took = time.process_time() - began
    assert not run.problem, run.problem
    assert took < MOST_SECONDS, f"the run took {took:.1f} s"
    return "passed" if run.passed else "failed"


async def run(given: Run) -> Figures:
    """Damage shipped files again and again."""
    chance = random.Random(given.seed)
    originals = [path.read_bytes() for path in scenario_library.shipped()]
    counts: dict[str, int] = {}
    slowest = 0.0
    for number in range(given.amount):
        content = chance.choice(originals)
        damage = chance.choice([by_bytes, by_structure, by_structure])
        path = given.folder / f"{number}.yaml"
        path.write_bytes(damage(content, chance))
        began = time.process_time()
        try:
            outcome = await try_out(path)
        except Exception as problem:
            # The file stays in the folder, if that was given, and its text in the message.
            shown = path.read_bytes()[:2000]
            raise AssertionError(f"file {number}: {problem!r}\n{shown!r}") from problem
        slowest = max(slowest, time.process_time() - began)
        counts[outcome] = counts.get(outcome, 0) + 1
        path.unlink()
    assert counts.keys() >= {"passed", "refused"}, counts
    return {**dict(sorted(counts.items())), "slowest, in ms": round(slowest * 1000)}


CAMPAIGN = Campaign(
    name="scenario_files",
    proves="a damaged scenario file is refused in words, or runs; never a traceback or a second",
    unit="files",
    amount=5000,
    short=60,
    run=run,
    greatest=("slowest, in ms",),
)
