"""What the lanes decide without the page: scales, ticks, labels, places, the focus, merged rows."""

import pytest

from tests.console.support import turned


@pytest.fixture(scope="module")
def origin(playwright, browser, simulator):
    """A page of the simulator that loads nothing: its icon."""
    with turned(playwright._loop):
        page = browser.new_page()
        page.goto(f"{simulator.url}/_simulator/ui/icon.svg")
    yield page
    with turned(playwright._loop):
        page.close()


@pytest.fixture
def run(origin):
    """Run JavaScript with modules of the lanes, and ``given``; returns what it returns."""

    def run_with(modules, script, **given):
        imports = "".join(
            f"const {name} = await import('/_simulator/ui/lanes/{name}.js');"
            for name in modules.split()
        )
        return origin.evaluate(f"async (given) => {{ {imports} {script} }}", given)

    return run_with


def item(start, end=None, **given):
    """A bar of a picture, or without an end a mark."""
    if end is None:
        mark = {"kind": "call", "text": f"at {start}", "request_id": f"r{start}", **given}
        return {"at": at(start), "rule": None, "task_id": None, **mark}
    bar = {"name": f"from {start}", "status": "done", "stage": "ecs", **given}
    return {"started": at(start), "ended": at(end), "detail": "", **bar}


def at(second):
    return f"2026-09-01T09:00:{second:02}Z"


def row(number, *items, kind="node", **given):
    bars = [one for one in items if "started" in one]
    marks = [one for one in items if "at" in one]
    shown = {"id": f"row {number}", "kind": kind, "label": f"row {number}", "note": ""}
    return {**shown, "cluster_id": "c", "task_id": None, "bars": bars, "marks": marks, **given}


def test_a_scale_keeps_what_is_under_the_pointer_where_it_is(run):
    found = run(
        "scale",
        """
        const one = new scale.Scale(1000, 2000, 100);
        const closer = one.zoomed(4, 50);
        const least = one.zoomed(1e9, 50);
        return [one.x(1500), one.at(25), closer.x(1500), closer.span, least.span,
                one.panned(10).start, one.showing(1500) === one, one.showing(9000).x(9000),
                scale.fitting(0, 100000, 100).x(0) > 0];
        """,
    )
    assert found == [50, 1250, 50, 250, 200, 1100, True, 60, True]


@pytest.mark.parametrize(
    ("span", "texts", "days"),
    [
        (600_000, ["09:00", "09:01", "09:02"], ["1 Sep 2026", "", ""]),
        (1_000, ["09:00:00.0", "09:00:00.1", "09:00:00.2"], ["1 Sep 2026", "", ""]),
        (86_400_000 * 5, ["12:00", "00:00", "12:00"], ["1 Sep 2026", "2 Sep 2026", ""]),
    ],
)
def test_ticks_are_round_and_say_the_day_where_it_begins(run, span, texts, days):
    found = run(
        "scale ticks",
        """
        const start = Date.parse(given.start);
        const shown = ticks.ticks(new scale.Scale(start, start + given.span, 1000));
        return shown.map(({ text, day }) => [text, day]);
        """,
        start=at(0),
        span=span,
    )
    assert [text for text, _ in found[:3]] == texts
    assert [day for _, day in found[:3]] == days


def test_days_do_not_overlap_however_long_the_window(run):
    apart = run(
        "scale ticks",
        """
        return [1, 3, 30, 365, 3650, 7300].map((days) => {
            const shown = ticks.ticks(new scale.Scale(0, days * 86400000, 1000));
            const places = shown.filter(({ day }) => day).map(({ x }) => x);
            return Math.min(...places.slice(1).map((x, index) => x - places[index]), 1000);
        });
        """,
    )
    assert min(apart) >= 84


def test_a_day_that_would_be_covered_is_said_at_the_next_tick(run):
    days = run(
        "scale ticks",
        """
        const shown = ticks.ticks(new scale.Scale(0, 600000, 1000), 76, [-30, 30]);
        return shown.map(({ day }) => day);
        """,
    )
    assert days[:3] == ["", "1 Jan 1970", ""]


def test_the_last_tick_has_no_text_where_it_would_be_cut(run):
    texts = run(
        "scale ticks",
        "return ticks.ticks(new scale.Scale(0, 600000, 1000)).map(({ text }) => text);",
    )
    assert texts[-2:] == ["00:09", ""]


def test_a_label_is_shortened_or_left_out_and_stands_on_one_colour(run):
    found = run(
        "labels",
        """
        const ten = (text) => text.length * 10;
        const label = (edges) => labels.labelOf("boot", edges, 500, ten);
        return [...[80, 70, 50].map((width) => labels.fitted("security", width, ten)),
                label([0, 100, 300]), label([0, 20, 300]), label([-200, 300, 300])];
        """,
    )
    assert found[:3] == ["security", "securi…", ""]
    assert found[3] == {"isPast": True, "offset": 0, "text": "boot"}
    assert found[4] == {"isPast": False, "offset": 20, "text": "boot"}
    assert found[5] == {"isPast": True, "offset": 200, "text": "boot"}


def test_marks_that_would_cover_each_other_are_one(run):
    found = run(
        "model placing scale",
        """
        const lane = model.laneOf(given.row);
        const start = Date.parse(given.start);
        const window = new scale.Scale(start, start + 60000, 600);
        return placing.placesOf(lane, window.perPixel).map((one) => [
          one.items.length, one.isCovered, Math.round(placing.roomAfter(one, window, 7))]);
        """,
        row=row(1, item(1), item(2), item(30), item(40, 50), item(45)),
        start=at(0),
    )
    assert found == [[2, False, 262], [1, False, 82], [1, False, -68], [1, True, 0]]


def test_keys_move_the_focus_along_a_lane_and_to_the_same_instant_in_others(run):
    found = run(
        "focus model",
        """
        const lanes = model.lanesOf(given.rows);
        const first = focus.labelOf(lanes[0]);
        const moved = (at, key) => focus.moved(lanes, at, { key }, 1);
        const walk = (from, ...keys) => keys.reduce(moved, from);
        const kept = (lane, key) => focus.kept(lanes, { lane, key, at: 4 }, 1);
        return [
          walk(null, "ArrowDown"), walk(first, "ArrowUp"), walk(first, "ArrowLeft"),
          walk(first, "End"), walk(first, "End", "ArrowRight"), walk(first, "End", "ArrowDown"),
          walk(first, "End", "ArrowDown", "ArrowDown"), kept("gone", ""), kept("row 2", "gone"),
        ].map((at) => [at.lane, at.key.slice(0, 10)]);
        """,
        rows=[row(1, item(1, 5), item(5, 9)), row(2), row(3, item(2, 4), item(4, 9))],
    )
    assert found == [
        ["row 1", ""], ["row 1", ""], ["row 1", ""],
        ["row 1", "bar from 5"], ["row 1", "bar from 5"], ["row 2", ""],
        ["row 3", "bar from 4"], ["row 1", ""], ["row 2", ""],
    ]  # fmt: skip


def test_without_lanes_there_is_no_focus(run):
    script = "return [focus.moved([], null, { key: 'End' }, 1), focus.kept([], null, 1)];"
    assert run("focus", script) == [None, None]


def call(number, **given):
    made = {"time": at(number), "method": "GET", "path": "/clusters", "status": 200, "code": None}
    return {**made, "request_id": f"r{number}", "task_id": None, "faults": [], **given}


def test_calls_that_come_are_added_with_the_rules_that_acted_on_them(run):
    lost = call(2, status=0, code="(reset)", faults=["lost:reset"])
    rows, marks, is_same = run(
        "picture_merge",
        """
        const rows = given.calls.reduce(picture_merge.withCalls, []);
        return [rows.map((row) => [row.id, row.note]),
                rows[0].marks.map((mark) => [mark.kind, mark.text]),
                picture_merge.withCalls(rows, []) === rows];
        """,
        calls=[
            [call(1), lost],
            [lost, call(3, status=429, code="Throttling", faults=["lost:error"])],
        ],
    )
    assert rows == [["calls", ""], ["rule:lost", "2 times"]]
    assert marks == [
        ["call", "GET /clusters: 200"],
        ["broken", "GET /clusters: no answer (reset)"],
        ["refused", "GET /clusters: 429 Throttling"],
    ]
    assert is_same is True


def test_what_a_picture_of_one_cluster_says_of_rules_replaces_what_was_known_of_its_tasks(run):
    def rule(*marks):
        return row("r", *marks, kind="rule", id="rule:r", label="r", cluster_id=None)

    def mark(second, task):
        return item(second, kind="fault", task_id=task, request_id=None)

    merged, removed = run(
        "picture_merge",
        """
        const { known, fresh, own } = given;
        return [picture_merge.withRules(known, fresh, own), picture_merge.withRules(known, [], own)]
          .map((rows) => rows.map((one) => [one.id, one.note, one.marks.map((mark) => mark.at)]));
        """,
        known=[rule(mark(1, "other"), mark(2, "mine"))],
        fresh=[rule(mark(3, "mine")), row("a", kind="actions", cluster_id=None)],
        own=[row(1, task_id="mine")],
    )
    assert merged == [["rule:r", "2 times", [at(1), at(3)]], ["row a", "", []]]
    assert removed == [["rule:r", "once", [at(1)]]]


def test_a_window_shows_all_goes_along_with_now_or_stays_where_the_user_left_it(run):
    found = run(
        "time_window",
        """
        const shown = new time_window.TimeWindow(() => {});
        const seen = () => [shown.mode, Math.round(shown.scale.start), Math.round(shown.scale.end)];
        const steps = [
          () => shown.resize(1000),
          () => shown.know({ began: 0, ended: 100000 }, 50000),
          () => shown.tick(90000),
          () => shown.tick(200000),
          () => shown.follow(10000),
          () => shown.tick(201000),
          () => shown.tick(300000),
          () => shown.pan(100),
          () => shown.tick(900000),
          () => shown.reveal(301000),
          () => shown.show(0, 100000),
          () => shown.all(),
        ];
        return steps.map((step) => { step(); return seen(); });
        """,
    )
    assert found == [
        ["all", -1_800, 61_800],
        ["all", -3_000, 103_000],
        ["all", -3_000, 103_000],
        ["all", -6_600, 226_600],
        ["follow", 193_000, 203_000],
        ["follow", 193_000, 203_000],
        ["follow", 293_000, 303_000],
        ["free", 294_000, 304_000],
        ["free", 294_000, 304_000],
        ["free", 294_000, 304_000],
        ["free", -3_000, 103_000],
        ["all", -29_700, 1_019_700],
    ]
