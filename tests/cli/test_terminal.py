"""Every command on a real terminal: what a person sees who types it, and how Ctrl-C ends it."""

import re

import pexpect
import pytest

from tests.cli.terminals import typed as typed_on_screen
from tests.support.as_a_user import environment
from tests.support.builders import a_create_body
from tests.support.command_line import commands
from tests.support.command_lines import ALONE, ASKING, START, Typed
from tests.support.process import call_url
from tests.support.scenario_files import SHRINKABLE

COLOUR = re.compile(r"\x1b\[[\d;]*\b3[1-7]m")
STYLE = re.compile(r"\x1b\[[\d;]*m")


class Terminal:
    """A terminal in a folder, of so many columns."""

    def __init__(self, folder, columns=100, **variables):
        self.folder = folder
        self.columns = columns
        answer = environment(TERM="xterm-256color", **variables)
        self.environment = {k: v for k, v in answer.items() if k not in ("COLUMNS", "LINES")}

    def open(self, line):
        """Type a line; gives the terminal with its screen, as pexpect has it."""
        return typed_on_screen(line, self.folder, self.environment, self.columns)

    def open_bash(self, line):
        return pexpect.spawn(
            f"bash {line}", cwd=str(self.folder), dimensions=(40, self.columns),
            env=self.environment, encoding="utf-8", timeout=120,
        )  # fmt: skip

    def type(self, typed):
        """Type a line and read the screen to its end; gives all that was written on it."""
        screen = self.open(typed.line)
        seen = screen.expect([typed.shows, pexpect.EOF])
        shown = screen.before + (screen.after if seen == 0 else "")
        assert seen == 0, (typed.line, shown)
        if typed.interrupted:
            screen.sendintr()
        screen.expect(pexpect.EOF)
        shown += screen.before
        screen.close()
        assert "Traceback" not in shown, shown
        assert (typed.line, screen.exitstatus) == (typed.line, typed.code), shown
        return shown


@pytest.fixture
def terminal(tmp_path):
    return Terminal(tmp_path)


@pytest.fixture
def started(terminal):
    """The address of a simulator that runs in the background of the terminal's folder."""
    shown = terminal.type(START)
    yield re.search(r"http://[\d.:]+", shown)[0]
    screen = terminal.open("stop")
    screen.expect(pexpect.EOF)
    screen.close()


def verb(line):
    """The words of a line that name its command."""
    known = [words for words, _ in commands() if f"{line} ".startswith(f"{words} ")]
    return max(known, key=len)


def test_every_command_is_typed_here():
    typed = {verb(each.line) for each in (START, *ALONE, *ASKING)}
    assert typed == {words for words, _ in commands()}


@pytest.mark.parametrize("typed", ALONE, ids=lambda each: verb(each.line))
def test_a_command_that_needs_no_simulator(terminal, typed):
    (terminal.folder / "wrong.yaml").write_text("apiVersion: simulator/v2\n")
    (terminal.folder / "failing.yaml").write_text(SHRINKABLE)
    terminal.type(typed)


def test_commands_that_ask_a_simulator_that_runs(terminal, started):
    created = call_url(f"{started}/clusters", "POST", a_create_body()).body
    for typed in ASKING:
        line = typed.line
        for name in ("cluster_id", "request_id"):
            line = line.replace(f"{{{name}}}", created[name])
        terminal.type(Typed(line, typed.shows, typed.code, typed.interrupted))


# ---- what is there on terminals only


def test_a_table_that_is_watched_moves_with_the_nodes(terminal, started):
    call_url(f"{started}/clusters", "POST", a_create_body(size=3)).ok()
    screen = Terminal(terminal.folder, columns=60).open("clusters watch")
    screen.expect("initial.*0/3")
    call_url(f"{started}/_simulator/clock/advance", "POST", {"until": "idle"}).ok()
    screen.expect("running.*3/3")
    screen.sendintr()
    screen.expect(pexpect.EOF)
    assert "\x1b[?25h" in screen.before  # the cursor is shown again
    screen.close()
    assert screen.exitstatus == 0


def test_colours_are_for_terminals_that_want_them(terminal, tmp_path):
    typed = Typed("scenario test flapping-node", "1 of 1 passed")
    assert COLOUR.search(terminal.type(typed))
    assert not COLOUR.search(Terminal(tmp_path, NO_COLOR="1").type(typed))


def test_a_narrow_terminal_gets_a_narrow_chart(tmp_path):
    def widest(columns):
        shown = Terminal(tmp_path, columns).type(Typed("scenario test healthy", "1 of 1 passed"))
        return max(len(line) for line in STYLE.sub("", shown).splitlines() if "─" in line)

    assert widest(80) <= 80 < widest(120) <= 120


def test_bash_completes_commands_by_tab(tmp_path):
    screen = Terminal(tmp_path, PS1="ready> ").open_bash("--norc -i")
    screen.expect("ready> ")
    screen.sendline('eval "$(_CS_SIMULATOR_COMPLETE=bash_source cs-simulator)"; echo d""one')
    screen.expect("\rdone")
    screen.send("cs-simulator snapsh\t")
    screen.expect("snapshot ")
    screen.send("downl\t")
    screen.expect("download ")
    screen.sendintr()
    screen.expect("ready> ")  # a terminal drops what was typed before it has dealt with that
    screen.sendline("exit")
    screen.expect(pexpect.EOF)


@pytest.mark.parametrize("line", ["calls list", "scenario list", "reference operations"])
def test_a_reader_that_leaves_is_no_mishap(terminal, started, line):
    del started
    lines = f"set -o pipefail; cs-simulator {line} | true; echo code $?"
    screen = terminal.open_bash(f"-c '{lines}'")
    screen.expect(pexpect.EOF)
    assert "Traceback" not in screen.before
    assert "BrokenPipe" not in screen.before
