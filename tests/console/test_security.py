"""What foreign pages and strangers can do with the console: nothing."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from cs_simulator.server.control.routes import all_routes
from cs_simulator.testing import Simulator

from tests.console.support import create, expect, is_live, launch
from tests.support.process import call_url

TOKEN = "only-for-this-test"


class ForeignPage(BaseHTTPRequestHandler):
    """A page of somebody else, with nothing in it."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>foreign</title><body></body>")

    def log_message(self, *arguments: object) -> None: ...


@pytest.fixture(scope="module")
def foreign() -> Iterator[str]:
    """The address of a foreign page: another port of this machine is another origin."""
    with HTTPServer(("127.0.0.1", 0), ForeignPage) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


# What a page can try, each as a function of the simulator's address and a tenant's name. Each
# returns what it learned, or throws.
READS = {
    "fetch": """async (url, tenant) => (await fetch(
        `${url}/_simulator/state?tenant=${tenant}`)).text()""",
    "fetch without CORS": """async (url, tenant) => (await fetch(
        `${url}/_simulator/state?tenant=${tenant}`, {mode: "no-cors"})).text()""",
    "fetch of the API": "async (url) => (await fetch(`${url}/clusters`)).text()",
    "events": """(url, tenant) => new Promise((resolve) => {
        const source = new EventSource(`${url}/_simulator/events?tenant=${tenant}&from=start`);
        source.onopen = () => resolve("opened");
        source.onerror = () => resolve("");
    })""",
    "script": """(url, tenant) => new Promise((resolve) => {
        const script = document.createElement("script");
        script.src = `${url}/_simulator/ui/main.js`;
        script.onload = () => resolve("loaded");
        script.onerror = () => resolve("");
        document.head.append(script);
    })""",
    "module": """async (url) => Object.keys(
        await import(`${url}/_simulator/ui/base/store.js`)).join()""",
    "frame": """(url) => new Promise((resolve) => {
        const frame = document.createElement("iframe");
        frame.src = `${url}/_simulator/ui/`;
        frame.onload = () => {
            try { resolve(frame.contentDocument.title); } catch { resolve(""); }
        };
        document.body.append(frame);
    })""",
    "picture": """(url, tenant) => new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve("loaded");
        image.onerror = () => resolve("");
        image.src = `${url}/_simulator/ui/icon.svg`;
    })""",
}
WRITES = {
    "reset as text": """(url, tenant) => fetch(`${url}/_simulator/reset?tenant=${tenant}`,
        {method: "POST", mode: "no-cors", headers: {"Content-Type": "text/plain"}, body: "{}"})""",
    "reset as JSON": """(url, tenant) => fetch(`${url}/_simulator/reset?tenant=${tenant}`,
        {method: "POST", headers: {"Content-Type": "application/json"}, body: "{}"})""",
    "reset without a body": """(url, tenant) => fetch(`${url}/_simulator/reset?tenant=${tenant}`,
        {method: "POST", mode: "no-cors"})""",
    "beacon": """(url, tenant) => navigator.sendBeacon(
        `${url}/_simulator/reset?tenant=${tenant}`)""",
    "deletion": """(url, tenant) => fetch(`${url}/_simulator/tenants/${tenant}`,
        {method: "DELETE"})""",
}


@pytest.fixture
def stranger(open_page, foreign, console):
    """A foreign page, open; gives a function that tries something from it."""
    page = open_page(foreign)
    page.watch.expect("")  # whatever the browser says of what it refuses
    return attempts_from(page, console)


def attempts_from(page, console):
    def attempt(what):
        script = f"""async ([url, tenant]) => {{
            try {{ return String(await ({what})(url, tenant)); }} catch {{ return ""; }}
        }}"""
        return page.evaluate(script, [console.url, console.tenant.name])

    attempt.page = page
    return attempt


@pytest.mark.parametrize("what", READS)
def test_a_page_of_another_origin_reads_nothing(stranger, console, what):
    create(console, "secret-plan")
    assert stranger(READS[what]) == ""


@pytest.mark.parametrize("what", [name for name in READS if name != "frame"])
def test_its_own_page_reads_what_a_foreign_one_does_not(page, console, what):
    create(console)
    page.watch.expect("import statement")  # of a module that is loaded as a script
    assert attempts_from(page, console)(READS[what])


@pytest.mark.parametrize("what", WRITES)
def test_a_page_of_another_origin_changes_nothing(stranger, console, what):
    create(console, "stays")
    stranger(WRITES[what])
    assert [cluster["name"] for cluster in console.tenant.clusters.list()] == ["stays"]


def test_a_form_of_another_origin_changes_nothing(stranger, console):
    create(console, "stays")
    with stranger.page.expect_navigation():
        stranger.page.evaluate(
            """([url, tenant]) => {
                const form = document.createElement("form");
                form.method = "post";
                form.action = `${url}/_simulator/reset?tenant=${tenant}`;
                document.body.append(form);
                form.submit();
            }""",
            [console.url, console.tenant.name],
        )
    assert stranger.page.locator("body").inner_text().count("Foreign") == 1
    assert len(console.tenant.clusters.list()) == 1


def test_a_window_that_a_foreign_page_opens_is_out_of_its_reach(stranger, console):
    with stranger.page.context.expect_page() as opened:
        stranger.page.evaluate("(url) => { window.other = window.open(url); }", console.address())
    opened.value.wait_for_load_state()
    assert (
        stranger.page.evaluate(
            "() => { try { return window.other.document?.title ?? ''; } catch { return ''; } }"
        )
        == ""
    )


def test_a_name_that_leads_here_shows_no_page_and_reads_nothing(playwright, simulator, turn):
    """A foreign name may lead to this machine: then its page would have the simulator's origin."""
    port = simulator.url.rpartition(":")[2]
    browser = launch(playwright, args=["--host-resolver-rules=MAP foreign.example 127.0.0.1"])
    try:
        page = browser.new_page()
        answer = page.goto(f"http://foreign.example:{port}/_simulator/ui/")
        assert answer.status == 403
        assert "cs-header" not in page.content()
        read = page.evaluate("async () => (await fetch('/_simulator/state')).status")
        changed = page.evaluate(
            "async () => (await fetch('/_simulator/reset', {method: 'POST'})).status"
        )
        assert (read, changed) == (403, 403)
    finally:
        browser.close()


# ---- the token


@pytest.fixture(scope="module")
def guarded() -> Iterator[Simulator]:
    """A simulator that other machines can reach."""
    with Simulator(host="0.0.0.0", allow_remote=True, control_token=TOKEN) as running:
        yield running


@pytest.fixture
def asked(open_page, guarded):
    """The page of a simulator that needs its token, which it asks for."""
    page = open_page(f"{guarded.url}/_simulator/ui/")
    page.watch.expect("status of 401")
    expect(page.get_by_role("dialog", name="Control token")).to_be_visible()
    return page


def give(page, token):
    page.get_by_label("Token", exact=True).fill(token)
    page.get_by_role("button", name="Continue").click()


def test_the_token_is_asked_for_once_and_kept_for_the_session_only(asked, guarded, open_page):
    give(asked, TOKEN)
    is_live(asked)
    asked.reload()
    is_live(asked)
    kept = asked.evaluate(
        "() => JSON.stringify([{...localStorage}, document.cookie, location.href])"
    )
    assert TOKEN not in kept
    another = open_page(f"{guarded.url}/_simulator/ui/")
    another.watch.expect("status of 401")
    expect(another.get_by_role("dialog", name="Control token")).to_be_visible()


def test_a_wrong_token_is_asked_for_again_and_shows_nothing(asked):
    give(asked, "guessed")
    expect(asked.get_by_role("alert")).to_contain_text("not the token")
    expect(asked.locator("cs-clock .now")).to_have_text("")
    asked.keyboard.press("Escape")
    expect(asked.get_by_role("dialog")).to_be_visible()
    give(asked, TOKEN)
    is_live(asked)


def test_what_was_shown_is_not_to_be_seen_behind_the_tokens_dialog(asked, guarded):
    give(asked, TOKEN)
    is_live(asked)
    expect(asked.locator("cs-header .place")).to_contain_text("process")
    asked.evaluate("""async () => {
      sessionStorage.clear();
      (await import("/_simulator/ui/base/control.js")).control.get("clock");
    }""")
    expect(asked.get_by_role("dialog", name="Control token")).to_be_visible()
    expect(asked.locator("cs-header .place")).to_have_text("")
    expect(asked.locator("cs-clock .now")).to_have_text("")
    give(asked, TOKEN)
    is_live(asked)
    expect(asked.locator("cs-header .place")).to_contain_text("process")


def test_the_tokens_dialog_is_accessible(asked, axe):
    axe(asked)


def test_without_the_token_every_route_is_refused(guarded):
    answers = {
        f"{route.endpoint.method} {route.endpoint.path}": call_url(
            f"{guarded.url}/_simulator/{route.endpoint.filled('any')}", route.endpoint.method
        ).status
        for route in all_routes()
    }
    open_to_all = {"GET livez", "GET readyz"}
    assert {name for name, status in answers.items() if status != 401} == open_to_all
