"""``cs-simulator explore``: real runs of a small client, right or with one fault."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from cs_simulator.cli.main import main
from cs_simulator.testing.explore import finds

from tests.support.process import call

CLIENT = Path(__file__).parent / "clients" / "create.py"
# So few of them that whatever may break the client is met in a few runs.
HEAD = "apiVersion: simulator/v1\nkind: Scenario\nmetadata: {name: x}\n"
FEW = ("--examples=6", "--rules=1", "--operations=CreateCluster")


@pytest.fixture
def explore(tmp_path, monkeypatch):
    """Run the command in this process, with the client that its faults are named of."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CS_SIMULATOR_URL", raising=False)

    def run(*options, client=(), code=0):
        words = ["explore", *options, "--", sys.executable, str(CLIENT), *client]
        done = CliRunner().invoke(main, words)
        assert done.exit_code == code, done.output
        return done

    return run


@pytest.fixture
def explored(explore):
    """The same, as the object that it prints."""
    return lambda *options, **how: json.loads(explore("--json", *options, **how).stdout)


def test_a_careful_client_survives(explore):
    done = explore("--examples=10", "--seed=3")
    assert "10 examples, 0 finds; " in done.stdout
    assert done.stderr.count("\n") == 1  # the progress, round by round


def test_a_find_is_reported_with_all_that_is_needed_to_see_it_again(explore):
    done = explore(*FEW, "--kinds=maintenance", client=["gives-up"], code=1)
    said = done.stdout
    assert "the client gave up although all that went wrong passed by itself: exit code 3" in said
    assert "gave up at 503" in said
    assert "POST /clusters -> 503" in said
    [file] = finds.saved(next(Path(".cs-simulator/finds").iterdir()))
    assert f"  saved: {file}" in said
    again = f"cs-simulator explore --only {file} -- {sys.executable} {CLIENT} gives-up"
    assert f"  run it again: {again}" in said
    assert "    rules:\n" in said
    assert len(finds.load(file)["rules"]) == 1


def test_a_find_is_a_scenario_as_any_other(explored):
    [find] = explored(*FEW, "--kinds=lost_reply", client=["no-token"], code=1)["finds"]
    for words in (["scenario", "lint", find["file"]], ["scenario", "show", find["file"]]):
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
    assert find["scenario"]["expect"] == [{"invariant": find["kind"]}]


def test_what_makes_a_cluster_twice_is_found_by_an_invariant(explored):
    [find] = explored(*FEW, "--kinds=lost_reply", client=["no-token"], code=1)["finds"]
    assert find["kind"] in ("no_duplicates", "no_orphans")
    assert explored(*FEW, "--kinds=lost_reply")["finds"] == []


def test_whoever_gives_up_at_what_lasts_is_right(explored):
    assert explored(*FEW, "--kinds=forbidden", client=["gives-up"])["with_faults"] > 0


def test_a_crash_is_a_find_whatever_went_wrong(explored):
    [find] = explored(*FEW, "--kinds=forbidden", client=["crashes"], code=1)["finds"]
    assert (find["kind"], find["reason"]) == ("SIGSEGV", "ended by SIGSEGV")


def test_a_client_that_never_ends_is_found_and_ended(explored):
    [find] = explored(*FEW, "--kinds=fail", client=["never-ends"], code=1)["finds"]
    assert find["kind"] == "endless"
    assert "calls" in find["reason"]


def test_a_client_that_hangs_is_found_and_ended(explored):
    options = ("--kinds=maintenance", "--timeout=0.7", "--examples=1")
    [find] = explored(*FEW[1:], *options, client=["hangs"], code=1)["finds"]
    assert find["reason"].endswith("it did not end within 0.7 s")


def test_what_fails_without_any_fault_is_not_explored(explore, explored):
    said = explore(client=["broken"], code=1).stdout
    assert said.startswith("it breaks without any fault: ")
    assert "it never works" in said
    found = explored(client=["broken"], code=1)
    assert [find["file"] for find in found["finds"]] == [None]
    assert found["examples"] == 0


def test_a_client_that_makes_no_call_proves_nothing(explore):
    said = explore(client=["silent"], code=2).stderr
    assert "the command made no call of the simulator; its last line: there is no address" in said
    assert "CS_ENDPOINT" in said
    assert said.count("\n") == 1


def test_a_search_in_which_no_fault_acts_proves_nothing(explore):
    said = explore("--examples=3", "--operations=UpgradeCluster", code=2).stderr
    assert "no fault has acted in 3 examples: the command calls CreateCluster, Del" in said


def test_finds_do_not_depend_on_the_number_of_jobs(explored, tmp_path):
    options = (
        "--examples=40",
        "--operations=CreateCluster",
        "--kinds=maintenance,error",
        "--seed=5",
    )
    found = []
    for jobs in (1, 3):
        folder = f"--save={tmp_path / str(jobs)}"
        result = explored(*options, f"--jobs={jobs}", folder, client=["gives-up"], code=1)
        found.append([(find["reason"], find["scenario"]) for find in result["finds"]])
        assert result["coverage"]["combinations"] > 1
    assert found[0] == found[1]
    assert len(found[0]) > 1


def test_saved_finds_come_first_next_time_until_they_are_mended(explored, explore):
    options = (*FEW, "--kinds=maintenance", "--save=here")
    [first] = explored(*options, client=["gives-up"], code=1)["finds"]
    [again] = explored(*options, client=["gives-up"], code=1)["finds"]
    assert (first["is_new"], again["is_new"]) == (True, False)
    assert again["file"] == first["file"]
    assert explored(*options)["mended"] == [first["file"]]
    assert f"mended: {first['file']} does not break it any more" in explore(*options).stdout


def test_only_the_files_that_are_named_are_run(explored):
    [find] = explored(*FEW, "--kinds=maintenance", client=["gives-up"], code=1)["finds"]
    once = explored(f"--only={find['file']}", client=["gives-up"], code=1)
    assert (once["examples"], len(once["finds"])) == (1, 1)
    assert explored(f"--only={find['file']}")["mended"] == [find["file"]]


def test_a_file_of_which_no_fault_acts_says_nothing_of_the_command(explored):
    options = (*FEW, "--kinds=maintenance", "--save=here")
    [find] = explored(*options, client=["gives-up"], code=1)["finds"]
    done = CliRunner().invoke(main, ["explore", f"--only={find['file']}", "--", "true"])
    assert done.exit_code == 2
    assert f"--only {find['file']}: no fault of it has acted" in done.stderr


def test_a_scenario_is_varied(explored):
    found = explored(
        "--from=ack-lost-create-reply", "--examples=8", "--rules=1", client=["no-token"], code=1
    )
    assert "answer-is-lost" in [rule["id"] for rule in found["finds"][0]["scenario"]["rules"]]


def test_a_search_ends_after_some_seconds_and_goes_on_from_there(explored, explore):
    found = explored("--seconds=3", *FEW[1:])
    assert not found["is_complete"]
    assert found["examples"] > 0
    assert explored("--seconds=3", *FEW[1:])["resumed"] <= found["examples"]
    said = explore("--seconds=0.001", "--seed=1", code=2).stderr
    assert "--seconds: the time was over before anything was tried" in said


@pytest.mark.parametrize("text", [
    '[{"calls": {"operation": "DescribeClusterDetail"}, "count": {"max": 3}}]',
    "- calls: {operation: DescribeClusterDetail}\n  count: {max: 3}",
    f"{HEAD}expect: [{{calls: {{operation: DescribeClusterDetail}}, count: {{max: 3}}}}]\n",
])  # fmt: skip
def test_expectations_of_a_file_are_checked(explored, tmp_path, text):
    (tmp_path / "expected.yaml").write_text(text)
    found = explored("--examples=1", "--expect=expected.yaml", code=1)
    [find] = found["finds"]
    assert find["file"] is None  # it polls four times, also where nothing goes wrong
    assert "calls: {operation: DescribeClusterDetail}" in find["reason"]


def test_expectations_about_rules_are_left_out_with_a_note(explore):
    done = explore(*FEW, "--kinds=maintenance", "--expect=ack-lost-create-reply")
    assert "1 about rules left out" in done.stderr


def test_as_many_faulty_answers_have_to_be_coped_with_as_is_said(explored):
    options = (*FEW, "--kinds=maintenance")
    assert explored(*options, "--patience=0", client=["gives-up"])["finds"] == []


def test_a_poll_takes_an_interval(explored, tmp_path):
    """Ten seconds for each: four minutes until the cluster runs, three until it is gone."""
    many = '[{"calls": {"operation": "DescribeClusterDetail"}, "count": {"min": 40}}]'
    (tmp_path / "many.json").write_text(many)
    one = (*FEW[1:], "--examples=1", "--kinds=lost_reply", "--expect=many.json")
    assert explored(*one, "--interval=10s")["finds"] == []
    assert len(explored(*one, code=1)["finds"]) == 1


def test_a_find_that_cannot_be_used_is_named(explore, tmp_path):
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "old.yaml").write_text(f"{HEAD}rulse: []\n")
    said = explore(*FEW, "--save=here", code=2).stderr
    assert "here/old.yaml:4:1: E002" in said


def test_only_its_folder_is_written_to(explored, tmp_path):
    explored(*FEW, "--kinds=lost_reply", "--save=here")
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


def test_an_invariant_is_added(explored):
    options = (*FEW, "--kinds=slow", "--operations=CreateCluster")
    assert explored(*options)["finds"] == []
    [find] = explored(*options, "--invariant=ends_within: 6m", code=1)["finds"]
    assert (
        find["scenario"] is None
        or {"invariant": {"ends_within": "6m"}} in find["scenario"]["expect"]
    )


BAD = {
    "--kinds=no_such": "no_such",
    "--operations=NoSuch": "NoSuch",
    "--from=no-such": "no-such",
    "--invariant=no_such": "--invariant no_such: ",
    "--invariant={": "--invariant {: write a name",
    "--expect=no.yaml": "--expect no.yaml: there is no such file",
    "--expect=empty.yaml": "--expect empty.yaml: nothing is expected",
    "--expect=wrong.yaml": "wrong.yaml:2:15: E002: ",
    "--expect=text.yaml": "--expect text.yaml: ",
    "--only=no.yaml": "no.yaml",
    "--save=empty.yaml": "empty.yaml",
    "--jobs=0": "0",
    "--examples=0": "0",
    "--url=ftp://x": "--url: ",
}


@pytest.mark.parametrize("option", BAD)
def test_bad_use_is_said_in_words(explore, tmp_path, option):
    (tmp_path / "empty.yaml").write_text("[]")
    (tmp_path / "text.yaml").write_text("{")
    (tmp_path / "wrong.yaml").write_text("- {clusters: {}}\n- {clusters: {nmae: x}}\n")
    done = explore(option, code=2)
    assert BAD[option] in done.stderr
    assert done.stdout == ""


def test_a_command_that_is_not_there_is_said(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["explore", "--", "no-such-command", "x"])
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "no-such-command: there is no such command" in done.stderr
    (tmp_path / "file").write_text("")
    done = CliRunner().invoke(main, ["explore"])
    assert done.exit_code == 2
    assert "COMMAND" in done.stderr


WITHOUT_HYPOTHESIS = """
import sys
sys.modules["hypothesis"] = None  # its import fails, as if it were not installed
from cs_simulator.cli.main import main
main(["explore", "--", sys.executable, "client.py"])
"""


def test_without_hypothesis_the_extra_is_named(tmp_path):
    # In a process of its own: here the modules that import Hypothesis may be loaded already.
    words = [sys.executable, "-c", WITHOUT_HYPOTHESIS]
    done = subprocess.run(words, check=False, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    assert line.endswith("it needs Hypothesis; pip install 'cs-simulator[explore]'")


def test_a_running_simulator_is_used_and_left_clean(explored, serve):
    served = serve("--clock=frozen")
    found = explored(*FEW, f"--url={served.url}", "--kinds=lost_reply", client=["no-token"], code=1)
    assert len(found["finds"]) == 1
    names = CliRunner().invoke(main, ["env", f"--url={served.url}", "--json"])
    assert names.exit_code == 0
    assert call(served, "GET", "/_simulator/tenants").body["tenants"] == ["default"]


def test_a_simulator_that_does_not_answer_is_said(explore, unused_tcp_port):
    done = explore(f"--url=http://127.0.0.1:{unused_tcp_port}", code=1)
    assert "no simulator answers at" in done.stderr


def test_with_tls_the_command_trusts_the_simulator(explored):
    assert explored(*FEW, "--tls", client=["tls"])["with_faults"] > 0
