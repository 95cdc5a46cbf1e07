"""How the page is served: its files, what browsers may do with it, who is led to it."""

import re
import subprocess
import sys
from pathlib import Path

import cs_simulator
import pytest

from tests.support.builders import a_create_body

PAGE = "/_simulator/ui/"
STATIC = Path(cs_simulator.__file__).parent / "server" / "console" / "static"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
MODULES = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.js"))


async def test_a_browser_is_led_to_the_page_and_a_client_is_not(api):
    led = await api.get("/", headers=BROWSER, allow_redirects=False)
    assert (led.status, led.headers["Location"]) == (307, PAGE)
    for headers in ({}, {"Accept": "application/json"}, {"Accept": "*/*"}):
        assert (await api.get("/", headers=headers, allow_redirects=False)).status == 404
    described = await api.get("/?Action=DescribeRegions", headers=BROWSER, allow_redirects=False)
    assert described.status != 307
    asked = await api.get("/?a", headers=BROWSER, allow_redirects=False)
    assert (asked.status, asked.headers["Location"]) == (307, PAGE)
    short = await api.get("/_simulator/ui", allow_redirects=False)
    assert (short.status, short.headers["Location"]) == (308, PAGE)


async def test_who_asks_for_the_head_of_the_address_is_led_to_the_page(api):
    led = await api.head("/", headers={"Accept": "*/*"}, allow_redirects=False)
    assert (led.status, led.headers["Location"]) == (307, PAGE)
    signed = {"Authorization": "acs somebody:x"}
    assert (await api.head("/", headers=signed, allow_redirects=False)).status == 404


async def test_a_browser_gets_the_icon_where_it_looks_for_it_and_the_journal_has_no_call(api):
    for headers in (BROWSER, {"Accept": "image/avif,image/webp,*/*;q=0.8"}):
        icon = await api.get("/favicon.ico", headers=headers)
        assert (icon.status, icon.content_type) == (200, "image/svg+xml")
    await api.get("/?a", headers=BROWSER)
    await api.head("/")
    journal = await (await api.get("/_simulator/calls")).json()
    assert journal["calls"] == []
    assert (await api.get("/favicon.ico", headers={"Accept": "*/*"})).status == 404


@pytest.mark.parametrize("name", ["", "main.js", "style/tokens.css", "icon.svg"])
async def test_every_file_forbids_what_the_page_does_not_need(api, name):
    answer = await api.get(PAGE + name)
    assert answer.status == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_a_file_that_the_browser_has_is_not_sent_again(api):
    first = await api.get(PAGE + "main.js")
    again = await api.get(PAGE + "main.js", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, await again.read()) == (304, b"")


@pytest.mark.parametrize(
    "name",
    ["none.js", "../serving.py", "%2e%2e/serving.py", "..%2fserving.py", "/etc/passwd", "base/"],
)
async def test_nothing_but_the_pages_files_is_served(api, name):
    answer = await api.get(PAGE + name)
    assert answer.status == 404
    assert (await answer.json())["code"] == "NotFound"


async def test_the_files_are_only_read(api):
    answer = await api.post(PAGE, data="{}")
    assert answer.status == 405


@pytest.mark.parametrize("name", ["index.html", *MODULES])
def test_a_file_names_no_other_host_and_has_no_script_or_style_within(name):
    text = (STATIC / name).read_text("utf-8")
    assert set(re.findall(r"https?://[\w.]+", text)) <= {"http://www.w3.org"}
    assert "innerHTML" not in text
    assert "eval(" not in text
    if name == "index.html":
        assert " style=" not in text
        assert not re.search(r"\son\w+=", text)
        assert "<style" not in text
        assert text.count("<script") == text.count('<script type="module" src=')


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_short_enough_to_read(name):
    lines = len((STATIC / name).read_text("utf-8").splitlines())
    assert lines <= 250


def test_serving_without_opening_the_page_loads_nothing_of_it():
    script = """
import sys
import cs_simulator.server.app
assert "cs_simulator.server.console.serving" not in sys.modules
assert "cs_simulator.server.console.entry" in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], check=True)


async def test_the_api_is_answered_as_before(api):
    assert (await api.post("/clusters", json=a_create_body(), headers=BROWSER)).status == 202
