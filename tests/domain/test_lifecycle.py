"""A table of changes is read as it is written; what has no row cannot happen."""

import pytest
from cs_simulator.domain.lifecycle import ImpossibleTransitionError, Trigger, after

TABLE = {("young", Trigger.PROVISIONED): "old", ("old", Trigger.DELETE): "old"}


def test_a_trigger_leads_to_the_state_of_its_row():
    assert after(TABLE, "young", Trigger.PROVISIONED) == "old"
    assert after(TABLE, "old", Trigger.DELETE) == "old"


def test_a_trigger_without_a_row_is_refused_with_state_and_trigger():
    with pytest.raises(ImpossibleTransitionError, match=r"^what is young cannot be delete$"):
        after(TABLE, "young", Trigger.DELETE)


def test_the_triggers_have_the_names_that_messages_show():
    assert [*Trigger] == [
        "provisioned", "emptied", "failed", "scale", "update", "upgrade", "migrate", "repair",
        "remove", "remove_nodes", "connect", "disconnect", "delete", "deleted",
    ]  # fmt: skip
