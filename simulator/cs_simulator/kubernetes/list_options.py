"""What callers ask of a list or a watch besides a selector, and which of it goes together.

The rules and their words are those of ``ValidateListOptions`` of ``k8s.io/apimachinery``.
"""

from collections.abc import Iterator, Mapping

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.errors import ApiError
from cs_simulator.kubernetes.request import is_true

EXACT, NOT_OLDER = "Exact", "NotOlderThan"

_Problem = tuple[str, str]
"""A field, and what is wrong with it."""

Query = Mapping[str, str]


def check_list(query: Query) -> None:
    """Raise 422 for options of a list that do not go together."""
    _refuse([*_match_of_list(query), *_initial_events_of_list(query)])


def check_watch(query: Query) -> None:
    """Raise 422 for options of a watch that do not go together."""
    _refuse([*_initial_events_of_watch(query), *_match_of_watch(query)])


def version_of(query: Query) -> int:
    """The ``resourceVersion`` that is asked for, 0 without one; raises 400 for what is none."""
    return number_of(query, "resourceVersion", "invalid resource version")


def limit_of(query: Query) -> int:
    """How many objects an answer may have, 0 for all; raises 400 for what is no number."""
    return number_of(query, "limit", "invalid limit")


def number_of(query: Query, name: str, problem: str) -> int:
    """A natural number of the query, 0 without one; raises 400 for another text."""
    text = query.get(name) or "0"
    if not (text.isascii() and text.isdigit()) or len(text) > 19:
        raise errors.BAD_REQUEST(message=f'{problem}: "{text}" is not a natural number')
    return int(text)


def too_large(version: int, present: int) -> ApiError:
    """504: the version is still to come."""
    error = errors.TIMEOUT(message=f"Too large resource version: {version}, current: {present}")
    error.details = {
        "causes": [{"reason": "ResourceVersionTooLarge", "message": "Too large resource version"}],
        "retryAfterSeconds": 1,
    }
    return error


def _refuse(problems: list[_Problem]) -> None:
    if not problems:
        return
    texts = [f"{field}: {problem}" for field, problem in problems]
    message = texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
    error = errors.INVALID(kind="ListOptions.meta.k8s.io", name="", message=message)
    causes = [
        {"reason": _REASONS[problem.partition(":")[0]], "message": problem, "field": field}
        for field, problem in problems
    ]
    error.details = {"group": "meta.k8s.io", "kind": "ListOptions", "causes": causes}
    raise error


_REASONS = {"Forbidden": "FieldValueForbidden", "Unsupported value": "FieldValueNotSupported"}


def _match_of_list(query: Query) -> Iterator[_Problem]:
    match = query.get("resourceVersionMatch")
    if not match:
        return
    if not query.get("resourceVersion"):
        yield _forbidden_match("is forbidden unless resourceVersion is provided")
    if query.get("continue"):
        yield _forbidden_match("is forbidden when continue is provided")
    if match not in (EXACT, NOT_OLDER):
        yield _unsupported_match(match, f'"{EXACT}", "{NOT_OLDER}", ""')
    if match == EXACT and query.get("resourceVersion") == "0":
        yield _forbidden_match('"exact" is forbidden for resourceVersion "0"')


def _initial_events_of_list(query: Query) -> Iterator[_Problem]:
    if "sendInitialEvents" in query:
        yield "sendInitialEvents", "Forbidden: sendInitialEvents is forbidden for list"


def _initial_events_of_watch(query: Query) -> Iterator[_Problem]:
    if "sendInitialEvents" in query and query.get("resourceVersionMatch") != NOT_OLDER:
        yield (
            "resourceVersionMatch",
            f"Forbidden: sendInitialEvents requires setting resourceVersionMatch to {NOT_OLDER}",
        )


def _match_of_watch(query: Query) -> Iterator[_Problem]:
    match = query.get("resourceVersionMatch")
    if not match:
        return
    if "sendInitialEvents" not in query:
        yield _forbidden_match("is forbidden for watch unless sendInitialEvents is provided")
    if match != NOT_OLDER:
        yield _unsupported_match(match, f'"{NOT_OLDER}"')
    if query.get("continue"):
        yield _forbidden_match("is forbidden when continue is provided")


def _forbidden_match(why: str) -> _Problem:
    return "resourceVersionMatch", f"Forbidden: resourceVersionMatch {why}"


def _unsupported_match(match: str, supported: str) -> _Problem:
    words = f'Unsupported value: "{match}": supported values: {supported}'
    return "resourceVersionMatch", words


def sends_initial_events(query: Query) -> bool:
    """Whether a watch begins with everything that is there."""
    if "sendInitialEvents" in query:
        return is_true(query, "sendInitialEvents")
    return version_of(query) == 0
