"""Label selectors: what they choose, and which texts are none."""

import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes.selectors import label_requirements

WEB = {"app": "web", "tier": "front", "build": "17", "empty": "", "example.com/owner": "team-1"}

CHOOSING = [
    "",
    "app",
    "app=web",
    "app==web",
    " app = web , tier=front ",
    "app!=db",
    "other!=web",
    "other!=",
    "empty=",
    "empty",
    "empty==,app=web",
    "app in (web)",
    "app in (db, web)",
    "app in(db,web),tier",
    "empty in (,a)",
    "empty in ()",
    "app notin (db,cache)",
    "other notin (web)",
    "!other",
    "! other,app=web",
    "build>16",
    "build<18",
    "build>-5",
    "example.com/owner=team-1",
    "in!=x",
    "notin notin (a)",
]
PASSING_BY = [
    "other",
    "app=db",
    "app=",
    "other=",
    "app!=web",
    "app=web,tier=back",
    "app in (db)",
    "other in (web)",
    "other in ()",
    "app notin (web)",
    "!app",
    "build>17",
    "build<17",
    "app>1",
    "other>1",
    "other<1",
]
UNREADABLE = [
    ("app=web,", "found '', expected: identifier"),
    (",app=web", "found ',', expected: identifier"),
    ("app=web tier", "found 'tier', expected: ',' or 'end of string'"),
    ("app in web", "found 'web', expected: '('"),
    ("app in", "found '', expected: '('"),
    ("app in (web", "found '', expected: ',', or ')'"),
    ("app in (web db)", "found 'db', expected: ',', or ')'"),
    ("app in (=)", "found '=', expected: ',', or ')'"),
    ("app web", "found 'web', expected: in, notin, =, ==, !=, gt, lt"),
    ("!", "found '', expected: identifier"),
    ("=web", "found '=', expected: identifier"),
    ("app>", "found '', expected: identifier"),
    ("app>many", 'values[0][app]: Invalid value: "many": for ">" and "<"'),
    ("-app", 'key: Invalid value: "-app"'),
    (f"{'a' * 64}", "key: Invalid value"),
    (f"{'a' * 254}/app", "key: Invalid value"),
    ("Example/app", "key: Invalid value"),
    ("app=-web", 'values[0][app]: Invalid value: "-web": a valid label must be'),
    ("app in (web,-db)", 'values[1][app]: Invalid value: "-db"'),
    (f"app={'w' * 64}", "values[0][app]: Invalid value"),
]


def _chooses(text: str) -> bool:
    return all(each.allows(WEB.get(each.key)) for each in label_requirements(text))


@pytest.mark.parametrize("text", CHOOSING)
def test_a_selector_chooses_what_meets_it(text: str) -> None:
    assert _chooses(text)


@pytest.mark.parametrize("text", PASSING_BY)
def test_a_selector_passes_by_what_does_not_meet_it(text: str) -> None:
    assert not _chooses(text)


@pytest.mark.parametrize(("text", "why"), UNREADABLE)
def test_a_text_that_is_no_selector_is_refused(text: str, why: str) -> None:
    with pytest.raises(ApiError) as caught:
        label_requirements(text)

    assert (caught.value.status, caught.value.code) == (400, "BadRequest")
    assert caught.value.message.startswith(f"unable to parse requirement: {why}")
