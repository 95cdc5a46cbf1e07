"""``tenants move`` between two processes: wherever it breaks, the same command goes on.

A proxy before each of them cuts the chosen call, before the simulator gets it or after it has
answered, and kills the simulator at that moment.
"""

import json
import signal
import urllib.error
import urllib.request
from contextlib import ExitStack

import pytest
from click.testing import CliRunner
from cs_simulator.cli.main import main

from tests.support.builders import a_create_body
from tests.support.cutting_proxy import cutting
from tests.support.process import call

NAME = "team-a"
SIGNED = {"Authorization": f"acs {NAME}:x"}


class Replica:
    """A simulator with a database of its own behind a proxy, which can be killed."""

    def __init__(self, name, serve, folder, proxy):
        self.name, self.proxy = name, proxy
        self._start = lambda *more: serve(
            f"--db={folder / name}.db", f"--replica={name}", "--clock=frozen", *more
        )
        self.start()

    def start(self, *more):
        self.served = self._start(*more)
        self.proxy.target = self.served.port

    @property
    def url(self):
        return self.proxy.url

    def cut(self, method, end, *, is_sent_on):
        """Kill it at a call."""
        self.proxy.is_sent_on, self.proxy.on_cut = is_sent_on, self.served.kill
        self.proxy.cuts = (method, end)

    def clusters(self):
        """The clusters of the tenant, or the code by which the call is refused."""
        answer = call(self.served, "GET", "/clusters", **SIGNED)
        if answer.status != 200:
            return answer.body["Code"]
        return sorted(cluster["name"] for cluster in answer.body)

    def has_tenant(self):
        names = call(self.served, "GET", f"/_simulator/tenants?replica={self.name}").ok()
        return NAME in names["tenants"]


@pytest.fixture
def replicas(serve, tmp_path):
    """Two of them; the first one has the tenant."""
    with ExitStack() as stack:
        made = []
        for name in ("one", "two"):
            proxy = stack.enter_context(cutting())
            made.append(Replica(name, serve, tmp_path, proxy))
        call(made[0].served, "POST", "/clusters", a_create_body(name="shop"), **SIGNED).ok()
        query = f"?tenant={NAME}"
        call(made[0].served, "PUT", f"/_simulator/snapshots/first{query}").ok()
        yield made


def move(source, target, *options, code=0):
    """Run the command; returns what it says."""
    words = ["tenants", "move", NAME, f"--url={source.url}", f"--to={target.url}", *options]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == code, done.output
    return done.output


STEPS = {
    "leave": ("source", "PUT", "/move"),
    "export": ("source", "GET", "/move/file"),
    "arrive": ("target", "PUT", "/move/file"),
    "end": ("source", "POST", "/move/end"),
}


def broken(replicas, step, *, is_sent_on):
    """Have the move broken at a step by the death of the simulator that does it; start that."""
    source, target = replicas
    side, method, end = STEPS[step]
    victim = source if side == "source" else target
    victim.cut(method, end, is_sent_on=is_sent_on)
    said = move(source, target, code=1)
    victim.start()
    return said


@pytest.mark.parametrize("is_sent_on", [False, True], ids=["not received", "answer lost"])
@pytest.mark.parametrize("step", STEPS)
def test_the_same_command_goes_on_after_a_kill_at_any_step(replicas, step, is_sent_on):
    source, target = replicas
    broken(replicas, step, is_sent_on=is_sent_on)

    assert f"{NAME}: lives at {target.url} (replica two)" in move(source, target)

    assert (source.clusters(), target.clusters()) == ("TenantMoved", ["shop"])
    assert (source.has_tenant(), target.has_tenant()) == (False, True)
    saved = call(target.served, "GET", f"/_simulator/snapshots?tenant={NAME}").ok()["snapshots"]
    assert [snapshot["name"] for snapshot in saved] == ["first"]


@pytest.mark.parametrize("step", ["export", "arrive"])
def test_a_move_that_broke_before_the_tenant_arrived_can_be_canceled(replicas, step):
    source, target = replicas
    said = broken(replicas, step, is_sent_on=False)
    assert "is lost, but it is closed now: the same command goes on" in said
    assert source.clusters() == "TenantLeaving"

    assert f"{NAME}: open again at {source.url}" in move(source, target, "--cancel")

    assert source.clusters() == ["shop"]
    assert not target.has_tenant()
    move(source, target)
    assert target.clusters() == ["shop"]


def test_a_move_that_has_arrived_is_not_canceled_but_finished(replicas):
    source, target = replicas
    broken(replicas, "arrive", is_sent_on=True)
    assert "it has arrived at" in move(source, target, "--cancel", code=1)
    move(source, target)
    assert target.clusters() == ["shop"]


def test_a_move_that_has_ended_is_not_canceled_but_can_be_made_the_other_way_round(replicas):
    source, target = replicas
    assert "is not leaving" in move(source, target, "--cancel", code=1)
    move(source, target)
    said = move(source, target, "--cancel", code=1)
    assert f"has left for {target.url} (replica two); to have it back, move it" in said
    assert said.endswith(f" tenants move {NAME} --url {target.url} --to {source.url}\n")
    move(target, source)
    assert source.clusters() == ["shop"]


def test_without_a_target_a_move_is_canceled_only_if_that_is_said_to_be_lost(replicas):
    source, target = replicas
    broken(replicas, "arrive", is_sent_on=False)
    target.served.stop(signal.SIGTERM)
    said = move(source, target, "--cancel", code=1)
    assert said.endswith("; if it is gone for good: --cancel --target-is-lost\n")
    assert source.clusters() == "TenantLeaving"
    move(source, target, "--cancel", "--target-is-lost")
    assert source.clusters() == ["shop"]


def test_a_tenant_that_the_target_refuses_is_open_again_where_it_was(replicas):
    source, target = replicas
    target.served.stop(signal.SIGTERM)
    target.start("--tenant-limit=1")
    call(target.served, "POST", "/clusters", a_create_body(), Authorization="acs other:x").ok()
    said = move(source, target, code=1)
    assert "there are 1 tenants already" in said
    assert "it is open again where it was" in said
    assert source.clusters() == ["shop"]


def test_nothing_happens_if_the_target_has_the_tenant_or_is_the_source(replicas):
    source, target = replicas
    call(target.served, "POST", "/clusters", a_create_body(name="other"), **SIGNED).ok()
    assert "already, or is the simulator that it is to leave" in move(source, target, code=1)
    assert "already, or is the simulator that it is to leave" in move(source, source, code=1)
    assert (source.clusters(), target.clusters()) == (["shop"], ["other"])


def test_nothing_happens_if_nobody_answers_there_or_there_is_no_such_tenant(replicas):
    source, target = replicas
    target.served.stop(signal.SIGTERM)
    move(source, target, code=1)
    assert source.clusters() == ["shop"]
    assert "there is no tenant" in CliRunner().invoke(
        main, ["tenants", "move", "nobody", f"--url={source.url}", f"--to={source.url}"]
    ).output  # fmt: skip


def with_tokens(replicas, *tokens):
    """Start both anew, each with a token of its control plane."""
    for replica, token in zip(replicas, tokens, strict=True):
        replica.served.stop(signal.SIGTERM)
        replica.start(f"--control-token={token}")


def test_a_target_that_refuses_the_token_is_named_with_the_option_to_give(replicas):
    source, target = replicas
    with_tokens(replicas, "of-source", "of-target")
    said = move(source, target, "--token=of-source", code=2)
    assert f"{target.url} refuses the token" in said
    assert "--to-token" in said
    assert source.clusters() == ["shop"]
    move(source, target, "--token=of-source", "--to-token=of-target")
    assert target.clusters() == ["shop"]


def test_a_source_that_refuses_the_token_is_not_taken_for_the_target(replicas):
    source, target = replicas
    with_tokens(replicas, "of-source", "of-target")
    said = move(source, target, "--token=wrong", "--to-token=of-target", code=2)
    assert "the control plane needs its token" in said
    assert "--to-token" not in said


def test_replicas_with_the_same_token_need_it_once(replicas):
    source, target = replicas
    with_tokens(replicas, "of-both", "of-both")
    move(source, target, "--token=of-both")
    assert target.clusters() == ["shop"]


def test_an_address_of_a_target_at_which_nothing_answers_is_to_be_checked(
    replicas, unused_tcp_port
):
    source = replicas[0]
    words = ["tenants", "move", NAME, f"--to=http://127.0.0.1:{unused_tcp_port}"]
    done = CliRunner().invoke(main, words, env={"CS_SIMULATOR_URL": source.url})
    assert done.exit_code == 1
    assert done.stderr.endswith("; check the address\n")
    assert source.clusters() == ["shop"]


def test_a_refusal_says_when_to_come_again_and_where_the_tenant_is(replicas):
    source, target = replicas
    move(source, target)
    request = urllib.request.Request(f"{source.served.url}/clusters", headers=SIGNED)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=60)
    with refused.value as answer:
        assert answer.code == 503
        assert answer.headers["Retry-After"] == "1"
        assert answer.headers["X-Simulator-Moved-To"] == "two"
        assert json.loads(answer.read())["Code"] == "TenantMoved"


def test_the_list_shows_where_a_tenant_has_gone(replicas):
    source, target = replicas
    move(source, target)
    assert f"{NAME}\tleft\t{target.url} (replica two)" in listed(source, "--replica=one").output


def listed(replica, *options):
    """Type ``tenants list`` at the address of a replica."""
    return CliRunner().invoke(main, ["tenants", "list", f"--url={replica.url}", *options])


def test_a_replica_that_is_not_named_does_not_list_its_tenants_as_if_they_were_all(replicas):
    done = listed(replicas[0])
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "this one is 'one'" in done.stderr
    assert "--replica NAME" in done.stderr
    assert "'two'" in listed(replicas[0], "--replica=two").stderr


@pytest.mark.parametrize("words", [["list"], ["move", NAME, "--to=http://127.0.0.1:1"]])
def test_commands_of_tenants_refuse_the_option_that_they_do_not_use(replicas, words):
    url = f"--url={replicas[0].url}"
    done = CliRunner().invoke(main, ["tenants", *words, url, "--tenant=other"])
    assert done.exit_code == 2
    assert "--tenant" in done.stderr
    variable = {"CS_SIMULATOR_TENANT": "other"}  # set for all commands
    done = CliRunner().invoke(main, ["tenants", *words, url], env=variable)
    assert "No such option" not in done.output
