"""Scenarios in force: through restarts, changes of their file, and changes by hand."""

LOST = {"id": "lost", "when": {"operation": "CreateCluster"}, "then": "lost_reply"}


async def test_rules_last_through_a_restart(begin):
    play = await begin()
    await play.rules(LOST)
    assert (await play.create())[0] == 0
    await play.api.close()
    play = await begin()
    assert (await play.faults())["lost"]["hits"] == 1
    assert (await play.create(2))[0] == 0
