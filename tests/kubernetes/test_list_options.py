"""Options of lists and watches: which go together, and the words with which others are refused."""

from collections.abc import Callable, Mapping

import pytest
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes import list_options
from cs_simulator.kubernetes.list_options import check_list, check_watch

MATCH = "resourceVersionMatch"
Check = Callable[[Mapping[str, str]], None]


@pytest.mark.parametrize(
    ("check", "query"),
    [
        (check_list, {}),
        (check_list, {MATCH: ""}),
        (check_list, {MATCH: "Exact", "resourceVersion": "7"}),
        (check_list, {MATCH: "NotOlderThan", "resourceVersion": "0"}),
        (check_list, {"continue": "x", "limit": "5"}),
        (check_watch, {}),
        (check_watch, {"resourceVersion": "7"}),
        (check_watch, {"sendInitialEvents": "true", MATCH: "NotOlderThan"}),
        (check_watch, {"sendInitialEvents": "false", MATCH: "NotOlderThan"}),
    ],
)
def test_options_that_go_together_are_allowed(check: Check, query: dict[str, str]) -> None:
    check(query)


@pytest.mark.parametrize(
    ("check", "query", "message"),
    [
        (
            check_list,
            {MATCH: "Exact"},
            f"{MATCH}: Forbidden: {MATCH} is forbidden unless resourceVersion is provided",
        ),
        (
            check_list,
            {MATCH: "Exact", "resourceVersion": "7", "continue": "x"},
            f"{MATCH}: Forbidden: {MATCH} is forbidden when continue is provided",
        ),
        (
            check_list,
            {MATCH: "Newest", "resourceVersion": "7"},
            f'{MATCH}: Unsupported value: "Newest": supported values: "Exact", "NotOlderThan", ""',
        ),
        (
            check_list,
            {MATCH: "Exact", "resourceVersion": "0"},
            f'{MATCH}: Forbidden: {MATCH} "exact" is forbidden for resourceVersion "0"',
        ),
        (
            check_list,
            {"sendInitialEvents": "true"},
            "sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list",
        ),
        (
            check_list,
            {MATCH: "Newest", "sendInitialEvents": ""},
            (
                f"[{MATCH}: Forbidden: {MATCH} is forbidden unless resourceVersion is provided,"
                f' {MATCH}: Unsupported value: "Newest": supported values: "Exact", "NotOlderThan",'
                ' "", sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list]'
            ),
        ),
        (
            check_watch,
            {"sendInitialEvents": "true"},
            f"{MATCH}: Forbidden: sendInitialEvents requires setting {MATCH} to NotOlderThan",
        ),
        (
            check_watch,
            {MATCH: "NotOlderThan"},
            (
                f"{MATCH}: Forbidden: {MATCH} is forbidden for watch unless sendInitialEvents is"
                " provided"
            ),
        ),
        (
            check_watch,
            {MATCH: "NotOlderThan", "sendInitialEvents": "true", "continue": "x"},
            f"{MATCH}: Forbidden: {MATCH} is forbidden when continue is provided",
        ),
    ],
)
def test_options_that_do_not_go_together_are_invalid(
    check: Check, query: dict[str, str], message: str
) -> None:
    with pytest.raises(ApiError) as caught:
        check(query)

    error = caught.value
    assert (error.status, error.code) == (422, "Invalid")
    assert error.message == f'ListOptions.meta.k8s.io "" is invalid: {message}'
    assert error.details["kind"] == "ListOptions"
    causes = error.details["causes"]
    assert isinstance(causes, list)
    assert {each["reason"] for each in causes} <= {"FieldValueForbidden", "FieldValueNotSupported"}


def test_a_watch_knows_one_way_to_match_versions() -> None:
    with pytest.raises(ApiError, match='Unsupported value: "Exact": supported values') as caught:
        check_watch({MATCH: "Exact", "sendInitialEvents": "true"})

    causes = caught.value.details["causes"]
    assert isinstance(causes, list)
    assert [each["field"] for each in causes] == [MATCH, MATCH]


@pytest.mark.parametrize("text", ["-1", "1.5", "x", "+1", "٣", "9" * 20])
@pytest.mark.parametrize("name", ["resourceVersion", "limit"])
def test_numbers_are_natural_ones(name: str, text: str) -> None:
    read = list_options.version_of if name == "resourceVersion" else list_options.limit_of

    assert (read({}), read({name: ""}), read({name: "0"}), read({name: "17"})) == (0, 0, 0, 17)
    with pytest.raises(ApiError) as caught:
        read({name: text})
    assert caught.value.status == 400


@pytest.mark.parametrize(
    ("query", "sends"),
    [
        ({}, True),
        ({"resourceVersion": ""}, True),
        ({"resourceVersion": "0"}, True),
        ({"resourceVersion": "7"}, False),
        ({"sendInitialEvents": "true", "resourceVersion": "7"}, True),
        ({"sendInitialEvents": "True"}, True),
        ({"sendInitialEvents": "false"}, False),
        ({"sendInitialEvents": "yes"}, True),
    ],
)
def test_a_watch_begins_with_what_is_there_or_with_what_changes(
    query: dict[str, str], sends: bool
) -> None:
    assert list_options.sends_initial_events(query) is sends
