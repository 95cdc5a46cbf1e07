"""A page of one report or several, complete in itself.

It has no script, and its policy forbids whatever it does not have: where a viewer adds a policy of
its own, which may forbid the style, too, the text and the lanes are still there.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from operator import itemgetter

from cs_simulator.charts.axis import clock
from cs_simulator.charts.html.lanes import drawing
from cs_simulator.charts.html.report import Report, ShownCall, ShownExpectation, ShownRule
from cs_simulator.charts.html.tags import Content, Markup, tag
from cs_simulator.charts.svg import theme

_BROKEN, _REFUSED = 0, 400


def page(title: str, reports: Sequence[Report]) -> str:
    """The whole page."""
    body = [tag("h1", title), _contents(reports)] if len(reports) != 1 else []
    body += [_article(number, one, len(reports)) for number, one in enumerate(reports, 1)]
    return document(title, *body)


def document(title: str, *body: Content) -> str:
    """A page with that body."""
    style = _style()
    policy = f"default-src 'none'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        Markup('<meta name="color-scheme" content="light dark">'),
        tag("title", title),
        tag("style", Markup(style)),
    )
    return f"<!doctype html>\n{tag('html', head, tag('body', tag('main', *body)), lang='en')}\n"


@cache
def _style() -> str:
    return (files(__package__) / "style.css").read_text("utf-8") + theme.style()


def _hash(style: str) -> str:
    return f"sha256-{b64encode(sha256(style.encode()).digest()).decode()}"


def badge(passed: bool) -> Markup:
    """Whether something passed, in a word."""
    word, kind = ("passed", "good") if passed else ("failed", "bad")
    return tag("span", word, class_=f"badge {kind}")


def _contents(reports: Sequence[Report]) -> Markup:
    rows = [
        tag("li", badge(one.passed), " ", tag("a", one.title, href=f"#report-{number}"))
        for number, one in enumerate(reports, 1)
    ]
    passed = sum(one.passed for one in reports)
    counted = tag("p", f"{passed} of {len(reports)} passed")
    return tag("nav", counted, tag("ul", *rows), aria_label="Reports")


def _article(number: int, report: Report, of: int) -> Markup:
    heading = tag("h1" if of == 1 else "h2", report.title, " ", badge(report.passed))
    return tag("article", heading, *_sections(number, report), id=f"report-{number}")


def _sections(number: int, report: Report) -> Iterator[Content]:
    if report.description:
        yield tag("p", report.description)
    yield _facts(report)
    for heading, text in report.texts:
        yield tag("section", tag("h3", heading), tag("pre", text))
    places = {call.request_id: f"call-{number}-{call.number}" for call in report.calls}
    if report.picture is not None and report.picture.rows:
        label = f"Timeline of {report.title}"
        lanes = tag("div", Markup(drawing(report.picture, label)), class_="lanes", tabindex="0")
        yield tag("section", tag("h3", "Timeline"), lanes)
    yield _listed("Expectations", [_expectation(one, places) for one in report.expectations])
    yield _listed("Rules", [_rule(one) for one in report.rules])
    began = report.picture.began if report.picture else None
    yield _listed("Calls", [_call(one, places, began) for one in report.calls], _left_out(report))
    if report.scenario:
        shown = tag("details", tag("summary", "as YAML"), tag("pre", report.scenario))
        yield tag("section", tag("h3", "Scenario"), shown)


def _facts(report: Report) -> Markup | None:
    if not report.facts:
        return None
    return tag("section", _pairs(report.facts))


def _pairs(facts: Mapping[str, str]) -> Markup:
    rows = [
        (tag("dt", name), tag("dd", tag("code", value))) for name, value in facts.items() if value
    ]
    return tag("dl", *rows)


def _listed(heading: str, rows: Sequence[Markup], note: str = "") -> Markup | None:
    if not rows:
        return None
    below = tag("p", note, class_="muted") if note else None
    return tag("section", tag("h3", heading), tag("ul", *rows, class_="plain"), below)


def _left_out(report: Report) -> str:
    count = report.calls_left_out
    return f"{count:,} earlier calls are not shown" if count else ""


def _sign(good: bool) -> Markup:
    word, kind = ("met", "good") if good else ("missed", "bad")
    return tag("strong", "✓ " if good else "✗ ", word, class_=kind)


def _expectation(one: ShownExpectation, places: dict[str, str]) -> Markup:
    proof = [
        tag("a", f"call {places[request].rpartition('-')[2]}", href=f"#{places[request]}")
        for request in one.proof
        if request in places
    ]
    links = [(", " if number else "", link) for number, link in enumerate(proof)]
    shown = tag("div", "proof: ", *links) if proof else None
    reason = tag("pre", one.reason, class_="bad") if one.reason else None
    return tag("li", _sign(one.passed), " ", tag("code", one.text), reason, shown)


def _rule(one: ShownRule) -> Markup:
    acted = "once" if one.hits == 1 else f"{one.hits} times"
    said = f"acted {acted}" if one.hits else one.note or "never acted"
    head = (tag("strong", one.id), f" {one.kind}: ", tag("span", said, class_=_of_hits(one)))
    return tag("li", tag("details", tag("summary", *head), tag("pre", one.text)))


def _of_hits(one: ShownRule) -> str:
    return "bad" if one.hits else "warn"


def _call(call: ShownCall, places: dict[str, str], began: int | None) -> Markup:
    since = "" if began is None else f" · {clock(call.at - began)}"
    answered, kind = _answered(call)
    head = tag(
        "summary",
        f"{call.number}{since} · {call.method} {call.path} ",
        tag("strong", answered, class_=kind),
        tag("span", f" {' '.join(call.faults)}", class_="bad") if call.faults else None,
    )
    facts = {"operation": call.operation, "request id": call.request_id}
    if call.unread:
        facts["not read"] = ", ".join(call.unread)
    texts = [("request", call.body), ("answer", call.answer)]
    bodies = [
        (tag("p", what, class_="muted"), tag("pre", body) if body else None)
        for what, body in (*filter(itemgetter(1), texts), *call.made)
    ]
    return tag("li", tag("details", head, _pairs(facts), *bodies), id=places[call.request_id])


def _answered(call: ShownCall) -> tuple[str, str]:
    """How a call was answered, and what that is."""
    if call.status == _BROKEN:
        return f"no answer {call.code}".strip(), "bad"
    return f"{call.status} {call.code}".strip(), "good" if call.status < _REFUSED else "bad"
