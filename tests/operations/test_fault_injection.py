"""One call under rules, phase by phase, without a server."""

from functools import partial

import orjson
import pytest
from cs_simulator.domain.access_denied import account_id_of
from cs_simulator.domain.errors import ApiError
from cs_simulator.engine import scenario
from cs_simulator.engine.considered_rules import ConsideredRules
from cs_simulator.operations import ErrorKeys, Incoming, call_of
from cs_simulator.operations._answers import error_body
from cs_simulator.operations.fault_answers import (
    AnsweredByRuleError,
    answer_of_rule,
    with_effect,
)
from cs_simulator.operations.fault_injection import FaultInjector
from cs_simulator.scenarios.rules.effects import Respond, TransportFault, Wait

from tests.support.builders import a_create_body
from tests.support.scenario_client import A_SCENARIO
from tests.support.worlds import a_tenant


class Injected:
    """A call of a tenant under rules; *collected* are the units that were handed on."""

    def __init__(self, *rules, method="POST", path="/clusters", body=None, tenant=None):
        written = [{"id": f"r{number}"} | rule for number, rule in enumerate(rules)]
        self.tenant = tenant or a_tenant()
        self.tenant.change(0.0, lambda unit: scenario.begin(unit, {**A_SCENARIO, "rules": written}))
        self.now = self.tenant.now(0.0)
        self.considered = ConsideredRules()
        raw = orjson.dumps(body or a_create_body()) if method == "POST" else b""
        incoming = Incoming(method, path, path, {}, raw, "application/json", "")
        call = call_of(incoming, "R-1", self.tenant.world)
        self.handle = partial(call.operation.handle, call)
        self.injector = FaultInjector(
            self.tenant.world,
            call,
            self.considered,
            run_unit=self.tenant.run_unit,
            collect=self.tenant.collect_changes,
            past=self.tenant.past_states,
        )

    def run(self):
        return self.injector.run(self.now, self.handle)

    @property
    def names(self):
        return [cluster.name for cluster in self.tenant.world.clusters]


def test_without_a_rule_for_it_the_operation_is_run():
    injected = Injected({"when": {"operation": "Delete*"}, "then": "outage"})

    assert injected.injector.admit(injected.now) is None
    assert injected.run().status == 202
    assert injected.injector.reply(injected.now) is None
    assert (injected.names, injected.considered.fired) == (["my-test-cluster"], [])
    assert injected.considered.phases == ["admit", "apply", "reply"]


def test_what_was_decided_at_admission_answers_in_the_operations_place():
    injected = Injected({"then": "outage"})
    injected.injector.admit(injected.now)

    with pytest.raises(ApiError, match="temporary failure"):
        injected.run()

    assert injected.names == []
    assert [fired.rule for fired in injected.considered.fired] == ["r0"]


def test_a_forbidden_call_says_which_action_no_policy_allows():
    injected = Injected({"then": "forbidden"}, method="GET", path="/api/v1/clusters")
    injected.injector.admit(injected.now)

    with pytest.raises(ApiError) as refused:
        injected.run()

    body = orjson.loads(error_body(refused.value, "R-1", ErrorKeys.SERVICE))
    detail = body["accessDeniedDetail"]
    assert detail["AuthAction"] == "cs:GetClusters"
    assert detail["NoPermissionType"] == "ImplicitDeny"
    assert detail["AuthPrincipalOwnerId"] == account_id_of("default")
    assert body["message"] == "RAM policy Forbidden for action cs:GetClusters"


def test_a_call_that_is_forbidden_by_another_code_has_no_such_detail():
    injected = Injected({"then": {"forbidden": "ForbiddenHelmUsage"}})
    injected.injector.admit(injected.now)

    with pytest.raises(ApiError) as refused:
        injected.run()

    assert (refused.value.code, refused.value.access_denied) == ("ForbiddenHelmUsage", {})


def test_a_connection_that_is_broken_at_admission_does_nothing():
    injected = Injected({"phase": "admit", "then": "reset"})
    injected.injector.admit(injected.now)

    with pytest.raises(AnsweredByRuleError) as answered:
        injected.run()

    assert answered.value.effect == TransportFault("reset")
    assert injected.names == []


def test_a_wait_at_admission_lets_the_operation_run():
    injected = Injected({"phase": "admit", "then": {"delay": "1s"}})

    assert isinstance(injected.injector.admit(injected.now), Wait)
    assert injected.run().status == 202


def test_a_faked_success_does_nothing_and_uses_up_its_ids():
    injected = Injected({"then": "ghost_success"})
    tenant = injected.tenant
    tenant.has_changes = False

    faked = injected.run().body["cluster_id"]

    assert (faked[0], injected.names, tenant.has_changes) == ("c", [], True)
    real = Injected(tenant=tenant).run().body["cluster_id"]
    assert real != faked


def test_a_wrong_request_is_refused_before_the_rules_of_apply_are_asked():
    injected = Injected({"then": "ghost_success"}, body=a_create_body(size=99))

    with pytest.raises(ApiError):
        injected.run()

    assert injected.considered.phases == []
    assert len(injected.tenant.world.rule_counters) == 0


@pytest.mark.parametrize("answer", ["first", "second"])
def test_of_two_deliveries_one_answer_is_seen(answer):
    injected = Injected({"then": {"duplicate_delivery": {"answer": answer}}})

    if answer == "first":
        assert injected.run().status == 202
    else:
        with pytest.raises(ApiError, match="overlaps"):
            injected.run()

    assert injected.names == ["my-test-cluster"]


def test_a_transport_fault_of_the_read_phase_spoils_the_reply():
    injected = Injected({"phase": "read", "then": "truncate"}, method="GET")
    injected.run()

    assert injected.injector.reply(injected.now) == injected.considered.fired[0].effect


def test_a_response_that_a_rule_gives_has_a_code_only_if_it_is_an_error():
    codes = [
        answer_of_rule(Respond(status, b"{}"), "R-1", ErrorKeys.BOTH).code for status in (200, 503)
    ]

    assert codes == ["", "(response)"]


@pytest.mark.parametrize("how", ["reset", "empty", "hang"])
def test_a_response_that_is_never_sent_has_no_status_and_no_body(how):
    answer = answer_of_rule(Respond(200, b"{}"), "R-1", ErrorKeys.BOTH)

    spoiled = with_effect(TransportFault(how), answer, ErrorKeys.BOTH)

    assert (spoiled.status, spoiled.body, spoiled.code) == (0, b"", f"({how})")
    assert spoiled.transport_fault == TransportFault(how)


def test_a_rule_of_the_reply_phase_matches_the_name_that_the_cluster_has_by_then():
    tenant = a_tenant()
    cluster_id = Injected(tenant=tenant).run().body["cluster_id"]
    rules = [
        {"phase": "admit", "when": {"cluster": "my-test-cluster"}, "then": {"delay": "1s"}},
        {"phase": "reply", "when": {"cluster": "renamed"}, "then": "reset"},
    ]

    renaming = Injected(*rules, path=f"/clusters/{cluster_id}/name/renamed", tenant=tenant)

    assert renaming.injector.admit(renaming.now) is not None
    renaming.run()
    assert renaming.injector.reply(renaming.now) == TransportFault("reset")
