"""What others have written is data: no terminal obeys it, and no encoding stops a command."""

import ast
import inspect
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner
from cs_simulator import cli
from cs_simulator.cli.main import main
from cs_simulator.domain.printable import as_line, as_lines

from tests.cli.terminals import typed as typed_on_screen
from tests.support.as_a_user import environment
from tests.support.builders import a_create_body
from tests.support.command_line import commands
from tests.support.command_lines import ALONE, ASKING
from tests.support.process import call, call_url, command
from tests.support.scenario_files import SHRINKABLE

OF_A_FOLDER = ("status", "wait", "logs", "stop")
ENCODINGS = ("ascii", "latin-1", "gbk", "cp1252")
# A title of the window, a colour, a link, another direction of writing, and rich's own markup.
HOSTILE = "\x1b]0;owned\x07\x1b[31mred\x9b1m\u202egnp\u2028[/red][bold]x[/]"


def test_only_one_module_prints():
    printing = re.compile(r"\b(click\.echo|print|Console|sys\.std\w+\.write)\(")
    found = {
        path.name
        for path in Path(cli.__file__).parent.rglob("*.py")
        if printing.search(path.read_text("utf-8"))
    }
    assert found == {"_charts.py", "_output.py"}


# ---- texts


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\x1b[31m", "\\x1b[31m"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\x9b1m\x7f", "\\x9b1m\\x7f"),
        ("\u202eabc\u2066", "\\u202eabc\\u2066"),
        ("\ud800", "\\ud800"),
        ("我的集群\u3000é", "我的集群\u3000é"),
    ],
)
def test_what_a_terminal_would_obey_is_written_as_its_escape(text, line):
    assert as_line(text) == line


def test_lines_of_ours_stay_lines():
    assert as_lines("one\ntwo\x1b") == "one\ntwo\\x1b"


# ---- terminals


def screen_of(line, folder):
    variables = environment(TERM="xterm-256color")
    variables = {name: text for name, text in variables.items() if name not in ("COLUMNS", "LINES")}
    screen = typed_on_screen(line, folder, variables, columns=300)
    screen.expect(pexpect.EOF)
    screen.close()
    assert "Traceback" not in screen.before
    return screen.before


def obeyed(shown):
    """Whether the terminal was sent anything but the styles of ours."""
    rest = re.sub(r"\x1b\[[\d;]*m|\x1b\[\?25[hl]|\r", "", shown)
    return any(sign in rest for sign in "\x1b\x07\x9b\u202e\u2028")


@pytest.fixture
def hostile(serve):
    """A simulator with hostile texts wherever a user can put one."""
    served = serve("--clock=frozen")
    call_url(f"{served.url}/clusters/x[/red]y")
    call_url(f"{served.url}/clusters/%1b%5d0;owned%07[bold]")
    created = call(served, "POST", "/clusters", a_create_body()).body
    task = call(served, "GET", "/_simulator/tasks").body["tasks"][0]
    failed = {"state": "failed", "code": "[/red]Broken", "message": HOSTILE}
    call(served, "PATCH", f"/_simulator/tasks/{task['task_id']}", failed)
    return served, created["cluster_id"]


LINES = (
    "calls list", "clusters list", "clusters show {cluster_id}", "clusters watch --once",
    "faults list", "snapshot list", "calls verify {folder}/expected.json",
)  # fmt: skip


def test_data_is_never_markup_and_no_terminal_obeys_it(hostile, tmp_path):
    served, cluster_id = hostile
    expected = [{"calls": {"operation": HOSTILE}, "count": 1}]
    (tmp_path / "expected.json").write_text(json.dumps(expected))
    for line in LINES:
        words = line.format(cluster_id=cluster_id, folder=tmp_path)
        shown = screen_of(f"{words} --url {served.url}", tmp_path)
        assert not obeyed(shown), (line, shown)
    shown = screen_of(f"calls list --url {served.url}", tmp_path)
    assert "/clusters/x[/red]y" in shown


def test_descriptions_of_scenarios_are_not_obeyed(tmp_path):
    source = {
        "apiVersion": "simulator/v1", "kind": "Scenario",
        "metadata": {"name": "hostile", "description": HOSTILE},
        "rules": [{"id": "[/red]", "then": {"error": {"code": HOSTILE}}}],
        "script": [{"call": "GET /clusters"}],
    }  # fmt: skip
    (tmp_path / "hostile.json").write_text(json.dumps(source))
    for line in ("scenario show", "scenario lint", "scenario test"):
        shown = screen_of(f"{line} hostile.json", tmp_path)
        assert not obeyed(shown), (line, shown)


def test_a_log_is_printed_without_what_is_in_it_for_terminals(tmp_path):
    (tmp_path / ".cs-simulator").mkdir()
    (tmp_path / ".cs-simulator/server.log").write_text(f"\x1b[2mtime\x1b[0m {HOSTILE}\n", "utf-8")
    shown = screen_of("logs", tmp_path)
    assert not obeyed(shown)
    assert shown.startswith("time ")


# ---- encodings


class Shell:
    """Runs commands in this process, with an encoding for what they print."""

    def __init__(self, encoding):
        self.encoding = encoding
        self.runner = CliRunner(charset=encoding)

    def run(self, typed, **names):
        line = typed.line
        for name, text in names.items():
            line = line.replace(f"{{{name}}}", text)
        done = self.runner.invoke(main, shlex.split(line))
        assert done.exception is None or isinstance(done.exception, SystemExit), (line, done)
        assert done.exit_code == typed.code, (line, done.output)
        done.stdout_bytes.decode(self.encoding)
        return done.stdout


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_command_prints_in_every_encoding(encoding, serve, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    served = serve("--clock=frozen")
    monkeypatch.setenv("CS_SIMULATOR_URL", served.url)
    Path("wrong.yaml").write_text("apiVersion: simulator/v2\nmetadata: {name: 集群}\n", "utf-8")
    Path("failing.yaml").write_text(SHRINKABLE, "utf-8")
    created = call(served, "POST", "/clusters", a_create_body(name="我的集群")).body
    shell = Shell(encoding)
    ids = {name: created[name] for name in ("cluster_id", "request_id")}
    shown = {}
    for typed in (*ALONE, *ASKING):
        if not typed.interrupted and typed.line.split()[0] not in OF_A_FOLDER:
            shown[typed.line] = shell.run(typed, **ids)
    name = "我的集群" if encoding == "gbk" else "\\u6211\\u7684"
    assert name in shown["clusters list"]
    assert name in shown["clusters show {cluster_id}"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "line", ["scenario test flapping-node", "scenario --help", "start --help", "status", "serve -h"]
)
def test_a_process_ends_as_it_would_in_any_encoding(encoding, line, tmp_path):
    done = subprocess.run(
        command(*line.split()), capture_output=True, check=False, cwd=tmp_path,
        env=environment(PYTHONIOENCODING=encoding),
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    assert done.returncode == (1 if line == "status" else 0)
    done.stdout.decode(encoding)


def test_a_call_in_a_stream_of_calls_is_printed_in_every_encoding(serve):
    served = serve("--clock=frozen")
    call_url(f"{served.url}/clusters/%E9%9B%86%E7%BE%A4")
    following = subprocess.Popen(
        command("calls", "tail", "--all", "--url", served.url), stdout=subprocess.PIPE,
        env=environment(PYTHONIOENCODING="ascii"),
    )  # fmt: skip
    try:
        assert b"GET /clusters/" in following.stdout.readline()
    finally:
        following.terminate()
        following.communicate()


# ---- Python without docstrings


def printed(*arguments, options=()):
    done = subprocess.run(
        [sys.executable, *options, "-m", "cs_simulator", *arguments],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.mark.parametrize(
    "line",
    [
        "--help", "calls --help", "calls explain --help", "start --help", "scenario test --help",
        "reference faults --json", "reference control --json", "reference operations --json",
        "reference outputs", "scenario schema",
    ],
)  # fmt: skip
def test_help_and_tables_are_the_same_where_python_removes_docstrings(line):
    assert printed(*line.split(), options=["-OO"]) == printed(*line.split())


def test_the_description_of_the_api_is_the_same_where_python_removes_docstrings():
    program = (
        "import json; from cs_simulator.server.control.openapi_document import document\n"
        "print(json.dumps(document()))"
    )
    both = [
        subprocess.run([sys.executable, *options, "-c", program], capture_output=True, check=True)
        for options in ([], ["-OO"])
    ]
    assert both[0].stdout == both[1].stdout


def test_every_command_has_a_help_that_does_not_depend_on_how_python_was_started():
    program = (
        "from tests.support.command_line import commands\n"
        "print(*(words for words, command in commands() if not command.help), sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-OO", "-c", program], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stdout.strip() == ""
    assert all(found.help for _, found in commands())


def test_no_module_reads_the_attribute_of_docstrings_but_one():
    package = Path(inspect.getfile(main.callback)).parents[1]
    reading = {
        path.name
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "__doc__"
    }
    assert reading == {"docstrings.py"}
