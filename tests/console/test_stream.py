"""The connection: cut and resumed, lost with the simulator and found again with another one."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

import pytest
from cs_simulator.testing import Simulator

from tests.console.support import Console, create, expect, is_live

JOURNAL = "async () => (await import('/_simulator/ui/base/store.js')).store.state.journal"
FOLLOW = """async () => {
  window.seen = [];
  const { events } = await import("/_simulator/ui/base/events.js");
  events.on("call", (call) => window.seen.push(call.number));
}"""


class Line:
    """A way to a simulator that can be cut, mended, and led to another one.

    Its own port stays the same: one that a simulator had may be another program's a moment later.
    """

    def __init__(self, simulator: Simulator) -> None:
        self._lock = threading.Lock()  # a way that is just being made is cut, too
        self.lead_to(simulator)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._is_cut = False
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def lead_to(self, simulator: Simulator) -> None:
        self._target = ("127.0.0.1", int(simulator.url.rpartition(":")[2]))

    def cut(self) -> None:
        """End every connection, and take no other."""
        with self._lock:
            self._is_cut = True
            for one in self._open:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
            self._open.clear()

    def mend(self) -> None:
        self._is_cut = False

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                with self._lock:
                    if self._is_cut:
                        near.close()
                        continue
                    far = socket.create_connection(self._target)
                    self._open += [near, far]
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=_carry, args=(source, target), daemon=True).start()


def _carry(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    for end in (source, target):
        with suppress(OSError):
            end.close()


@pytest.fixture
def line(simulator) -> Iterator[Line]:
    opened = Line(simulator)
    yield opened
    opened.close()


@contextmanager
def only_on(line: Line, **settings: object) -> Iterator[Simulator]:
    """A simulator at the end of the line, which is cut once it is gone."""
    with Simulator(**settings) as running:
        line.lead_to(running)
        line.mend()
        yield running
        line.cut()


def connection(page, text):
    expect(page.locator("cs-header .connection")).to_have_text(text)


def test_a_stream_that_was_cut_goes_on_with_what_was_missed(open_page, console, line):
    page = open_page(replace(console, url=line.url).address())
    page.watch.expect("ERR_", "Failed to load resource")
    is_live(page)
    page.evaluate(FOLLOW)
    create(console, "first")
    page.wait_for_function("() => window.seen.length === 1")
    asked = []
    page.on("request", lambda sent: asked.append(sent) if "/events" in sent.url else None)
    line.cut()
    connection(page, "no connection")
    console.call("GET", "/version")
    console.call("GET", "/version")
    line.mend()
    connection(page, "live")
    page.wait_for_function("() => window.seen.length === 3")
    assert page.evaluate("() => window.seen") == [1, 2, 3]
    assert asked[-1].headers["last-event-id"].startswith("1.")
    assert page.evaluate(JOURNAL)["total"] == 3


def test_a_simulator_that_was_started_again_is_read_anew(open_page, line):
    with only_on(line) as first:
        page = open_page(f"{line.url}/_simulator/ui/")
        page.watch.expect("ERR_", "Failed to load resource")
        create(Console(url=first.url, tenant=first.tenant(name="default-client")), "gone")
        first.tenant(name="other")
        is_live(page)
        before = page.evaluate(JOURNAL)["epoch"]
    connection(page, "no connection")
    with only_on(line):
        connection(page, "live")
        assert page.evaluate(JOURNAL)["epoch"] > before
        page.get_by_role("button", name="tenant").click()
        expect(page.get_by_role("menuitemradio")).to_have_count(1)


def test_without_the_simulator_the_clock_stands_still_and_controls_are_off(open_page, axe, line):
    now, moves = "cs-clock .now", "cs-clock .moves"
    with only_on(line, clock="scaled"):
        page = open_page(f"{line.url}/_simulator/ui/")
        page.watch.expect("ERR_", "Failed to load resource")
        is_live(page)
        page.wait_for_function(f"""() => {{
          const now = document.querySelector("{now}").textContent;
          return now !== (window.before ??= now);
        }}""")
    notice = page.get_by_role("alert").filter(has_text="does not answer")
    expect(notice).to_be_visible()
    expect(page.locator(moves)).to_have_attribute("inert", "")
    axe(page)
    shown = page.locator(now).text_content()
    unreachable = """async () => {
      const { failed } = await import("/_simulator/ui/base/toast.js");
      const { control } = await import("/_simulator/ui/base/control.js");
      for (const path of ["clock", "clock"]) await control.get(path).catch(failed);
    }"""
    page.evaluate(unreachable.replace("catch(failed)", "catch((problem) => failed(problem))"))
    expect(page.locator("cs-toasts")).to_contain_text("the simulator does not answer")
    expect(page.locator("cs-toasts > *")).to_have_count(1)
    assert page.locator(now).text_content() == shown
    with only_on(line):
        connection(page, "live")
        expect(notice).to_be_hidden()
        expect(page.locator(moves)).not_to_have_attribute("inert", "")
        expect(page.locator("cs-toasts > *")).to_have_count(0)


def test_a_reset_by_another_program_is_followed(page, console):
    page.watch.expect("status of 404")  # lanes of a cluster that the reset took away
    create(console)
    expect(page.locator("cs-clock .due")).to_contain_text("of shop")
    console.tenant.reset()
    expect(page.locator("cs-clock .due")).to_have_text("nothing is due")
    page.wait_for_function(f"async () => (await ({JOURNAL})()).total === 0")


def test_a_rule_that_another_program_adds_is_read(page, console):
    rule = {"id": "r", "when": {"operation": "CreateCluster"}, "then": {"error": "Throttling.User"}}
    console.tenant.faults.add(rule)
    page.wait_for_function(
        "async () => (await import('/_simulator/ui/base/store.js')).store.state.rules.length === 1"
    )
