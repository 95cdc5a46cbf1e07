"""The polling clock: a client with a loop of its own sees every state and waits for none."""

from cs_simulator.domain.instants import LATEST, SECOND
from cs_simulator.engine import manual_override, polling

from tests.support.builders import a_create_body
from tests.support.worlds import a_tenant, call, create


def states_seen(tenant, path, key="state", reads=4):
    return [call(tenant, "GET", path).body.get(key) for _ in range(reads)]


def hold_all(tenant):
    [task_id] = tenant.world.tasks.records
    steps = manual_override.steps_of(tenant.world, tenant.world.tasks[task_id])
    tenant.run_unit(tenant.now(0.0), lambda unit: manual_override.hold(unit, steps))


def test_a_polled_cluster_is_seen_in_every_state():
    tenant = a_tenant(clock="polling")
    path = f"/clusters/{create(tenant)}"
    assert states_seen(tenant, path) == ["initial", "running", "running", "running"]
    call(tenant, "DELETE", path)
    assert states_seen(tenant, path, reads=2) == ["deleting", None]
    assert call(tenant, "GET", path).status == 404


def test_a_polled_task_is_seen_in_every_state():
    tenant = a_tenant(clock="polling")
    _, answer = call(tenant, "POST", "/clusters", a_create_body())
    assert states_seen(tenant, f"/tasks/{answer['task_id']}", reads=3) == [
        "running",
        "success",
        "success",
    ]


def test_a_polled_list_moves_time_too():
    tenant = a_tenant(clock="polling")
    create(tenant)
    assert [call(tenant, "GET", "/clusters").body[0]["state"] for _ in range(3)] == [
        "initial",
        "running",
        "running",
    ]


def test_polled_nodes_are_seen_in_each_status():
    tenant = a_tenant(clock="polling")
    path = f"/clusters/{create(tenant)}/nodes"
    seen = []
    for _ in range(12):
        nodes = call(tenant, "GET", path).body["nodes"]
        status = nodes[0]["instance_status"] if nodes else ""
        if status not in seen:
            seen.append(status)
    assert seen == ["", "Pending", "Starting", "Running"]


def test_one_look_moves_no_time():
    tenant = a_tenant(clock="polling")
    cluster_id = create(tenant)
    before = tenant.now(0.0)
    call(tenant, "GET", f"/clusters/{cluster_id}")
    assert tenant.now(0.0) == before


def test_looking_at_a_settled_cluster_moves_no_time():
    tenant = a_tenant(clock="polling")
    settled = create(tenant)
    states_seen(tenant, f"/clusters/{settled}", reads=2)
    create(tenant, name="other", subnet_cidr="172.29.1.0/24")
    before = tenant.now(0.0)
    states_seen(tenant, f"/clusters/{settled}")
    assert tenant.now(0.0) == before


def test_a_frozen_clock_is_not_moved_by_looking():
    tenant = a_tenant(clock="frozen")
    path = f"/clusters/{create(tenant)}"
    assert states_seen(tenant, path) == ["initial"] * 4


def test_a_failed_creation_is_seen_as_failed():
    tenant = a_tenant(clock="polling", quota=("slbs=0",))
    assert states_seen(tenant, f"/clusters/{create(tenant)}", reads=2) == ["initial", "failed"]


def test_a_clock_with_an_interval_moves_by_it_at_each_repeated_read():
    tenant = a_tenant(clock="polling", poll_interval="10s")
    path = f"/clusters/{create(tenant)}"
    start = tenant.now(0.0)

    seen = []
    for _ in range(60):
        state = call(tenant, "GET", path).body["state"]
        seen.append((state, (tenant.now(0.0) - start) // SECOND))
        if state == "running":
            break

    assert [seconds for _, seconds in seen] == list(range(0, 10 * len(seen), 10))
    assert len(seen) > 5


def test_reads_of_several_things_in_one_round_take_one_interval():
    tenant = a_tenant(clock="polling", poll_interval="10s")
    path = f"/clusters/{create(tenant)}"
    start = tenant.now(0.0)

    for _ in range(4):
        call(tenant, "GET", path)
        call(tenant, "GET", f"{path}/nodes")
        call(tenant, "GET", "/clusters")

    assert tenant.now(0.0) - start == 30 * SECOND


def test_what_never_changes_takes_its_intervals_too():
    tenant = a_tenant(clock="polling", poll_interval="1m")
    _, answer = call(tenant, "POST", "/clusters", a_create_body())
    hold_all(tenant)
    start = tenant.now(0.0)

    assert states_seen(tenant, f"/tasks/{answer['task_id']}") == ["running"] * 4
    assert tenant.now(0.0) - start == 3 * 60 * SECOND


def test_looking_at_what_has_ended_takes_no_interval():
    tenant = a_tenant(clock="polling", poll_interval="1h")
    path = f"/clusters/{create(tenant)}"
    assert states_seen(tenant, path, reads=2) == ["initial", "running"]
    before = tenant.now(0.0)

    states_seen(tenant, path)

    assert tenant.now(0.0) == before


def test_an_interval_ends_where_no_clock_may_be_set():
    tenant = a_tenant(clock="polling", poll_interval="10s")
    path = f"/clusters/{create(tenant)}"
    hold_all(tenant)
    tenant.set_clock(tenant.world.clock.at(LATEST - 1, 0.0))

    states_seen(tenant, path)

    assert tenant.now(0.0) == LATEST


def test_notes_of_what_has_ended_do_not_pile_up():
    tenant = a_tenant(clock="polling")
    for number in range(3 * polling.MANY_NOTES):
        path = f"/clusters/{create(tenant, name=f'c{number}')}"
        call(tenant, "GET", path)
        call(tenant, "GET", f"{path}/nodes")
        call(tenant, "DELETE", path)
        while call(tenant, "GET", path).status == 200:
            pass
    assert len(tenant.world.clusters) == 0
    assert len(tenant.world.last_seen) < polling.MANY_NOTES


def test_notes_of_what_goes_on_are_kept_however_many():
    tenant = a_tenant(clock="polling")
    count = 2 * polling.MANY_NOTES
    for number in range(count):
        block = f"172.28.{number}.0/24"
        call(tenant, "GET", f"/clusters/{create(tenant, name=f'c{number}', subnet_cidr=block)}")
    assert len(tenant.world.last_seen) == count
