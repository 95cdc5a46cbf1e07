"""Comparing what a restarted process has with what its former lives have answered."""

import json
import shutil
import sqlite3
from contextlib import closing
from copy import deepcopy

from cs_simulator.storage import folding

from tests.campaigns.killing.work import (
    BAD,
    ask,
    look_at_the_clock,
    look_at_tokens,
    note_state,
)
from tests.docs.pages import block

MOST_MISSING = "most reads missing in the journal after a kill"


async def check_answers(life, ledger, database):
    """Check all tenants. *database* is a connection to a copy of the file as it was left."""
    await check_others(life, ledger)
    for tenant in ledger.there():
        tenant.open()
        await check_tenant(life, ledger, tenant, database)
        await check_snapshots(life, tenant)


async def check_others(life, ledger):
    """Those that were made are there, those that were deleted are not, the others are decided."""
    names = (await life.control("default", "GET", "tenants"))["tenants"]
    for name, other in list(ledger.others.items()):
        if other.is_there is None:
            other.is_there = name in names
        assert other.is_there == (name in names), name
        if not other.is_there:
            del ledger.others[name]
    known = {"default", *ledger.others, *(tenant.name for tenant in ledger.tenants)}
    assert set(names) <= known, "tenants that nobody made"


async def check_tenant(life, ledger, tenant, database):
    """Check a tenant; it has the one story or the other, if a call was not answered."""
    candidates = [tenant.story] if tenant.other is None else [deepcopy(tenant.other), tenant.story]
    problems = []
    for story in candidates:
        try:
            await check_story(life, ledger, tenant, story, database)
        except AssertionError as problem:
            problems.append(str(problem))
        else:
            tenant.go_on(story)
            return
    raise AssertionError(f"tenant {tenant.name}: {', or else: '.join(problems)}")


async def check_story(life, ledger, tenant, story, database):
    check_journal(ledger, tenant, story, database)
    listed = await listed_by_name(life, tenant, story)
    unknown, lost = set(listed) - set(story.sent), story.survivors() - set(listed)
    assert not unknown, f"clusters that nobody requested: {unknown}; {story}"
    assert not lost, f"clusters that were answered are gone: {lost}; {story}"
    for name, cluster_id in story.created.items():
        if name in listed:
            assert listed[name]["cluster_id"] == cluster_id
    for name in story.survivors():
        assert listed[name]["state"] != "deleting", f"nobody deletes {name}"
    for name in story.deleted & set(listed):
        assert listed[name]["state"] == "deleting"
    for task_id in story.tasks:
        status, task = await ask(life, tenant, story, "GET", f"/tasks/{task_id}")
        assert (status, task["task_id"]) == (200, task_id)
    story.tasks.clear()
    take_in(story, listed)
    for name, cluster in listed.items():
        note_state(story, name, cluster["state"], was_running=name in story.running)
    for name in story.survivors() & story.tokens.keys():
        await look_at_tokens(life, tenant, story, name)
    await look_at_the_clock(life, tenant, story)
    await check_hits(life, tenant, story)


def check_journal(ledger, tenant, story, database):
    """Every answered write is in the journal; count the reads that are not."""
    [number] = database.execute("SELECT id FROM tenant WHERE name = ?", (tenant.name,)).fetchone()
    calls = database.execute(
        f"SELECT request_id, received FROM ({block('example: calls by sqlite3')}) WHERE tenant = ?",
        (number,),
    ).fetchall()
    kept = {request_id for request_id, _ in calls}
    lost = [write for request_id, write in story.writes.items() if request_id not in kept]
    assert not lost, f"answered writes are missing in the journal: {lost}"
    latest = max((received for _, received in calls), default=0)
    assert latest <= story.received_until, "the journal has calls from before a reset or a load"
    missing = len(story.reads - kept)
    ledger.counts[MOST_MISSING] = max(missing, ledger.counts.get(MOST_MISSING, 0))
    ledger.count("reads answered", len(story.reads))
    story.reads.clear()


async def check_hits(life, tenant, story):
    rules = (await life.control(tenant.name, "GET", "faults"))["faults"]
    [hits] = [rule["hits"] for rule in rules if rule["id"] == "refused"]
    assert hits >= story.refused, "a rule has forgotten what it refused"


async def check_snapshots(life, tenant):
    listed = (await life.control(tenant.name, "GET", "snapshots"))["snapshots"]
    names = {snapshot["name"] for snapshot in listed}
    assert tenant.snapshots.keys() <= names, "a snapshot that was answered is gone"
    tenant.snapshots.update({name: tenant.maybe[name] for name in names & tenant.maybe.keys()})
    tenant.maybe.clear()
    assert names <= tenant.snapshots.keys(), "a snapshot that was deleted is there"


def take_in(story, listed):
    """From now on, what nobody heard of counts as decided by what the file has of it."""
    for name in story.undecided():
        if name not in listed:
            story.sent.pop(name)
            story.created.pop(name, None)
            story.deleting.discard(name)
            story.deleted.discard(name)
            continue
        story.created[name] = listed[name]["cluster_id"]
        if listed[name]["state"] == "deleting":
            story.deleting.add(name)
            story.deleted.add(name)
        else:
            story.deleting.discard(name)


async def listed_by_name(life, tenant, story):
    status, clusters = await ask(life, tenant, story, "GET", "/clusters")
    assert status == 200
    return {cluster["name"]: cluster for cluster in clusters}


async def check_end(life, ledger):
    """Let everything come to its end, and see that nothing was lost on the way."""
    for tenant in ledger.there():
        story = tenant.story
        advanced = await life.control(tenant.name, "POST", "clock/advance", {"until": "idle"})
        assert advanced["next"] is None
        listed = await listed_by_name(life, tenant, story)
        assert set(listed) == story.survivors()
        for name, cluster in listed.items():
            check_cluster(name, cluster, story.sent[name])
        for name in story.deleted:
            path = f"/clusters/{story.created[name]}"
            assert (await ask(life, tenant, story, "GET", path)).status == 404


def check_cluster(name, cluster, size):
    is_swarm = "node_status" in cluster
    if name.endswith(BAD):  # a Kubernetes cluster runs although the nodes of its pool fail
        assert cluster["state"] == ("failed" if is_swarm else "running"), cluster
        return
    assert (cluster["state"], cluster["size"]) == ("running", size)
    if is_swarm:
        assert json.loads(cluster["node_status"]) == {"health": size, "unhealth": 0}


# ---- the file

HALF_DONE = {
    "a cluster without a task": """
        SELECT cluster_id FROM cluster
        WHERE (id >> 40, cluster_id) NOT IN (SELECT id >> 40, cluster_id FROM task)""",
    "a cluster under way without a running task": """
        SELECT cluster_id FROM cluster WHERE state IN ('initial', 'deleting')
        AND (id >> 40, cluster_id) NOT IN
        (SELECT id >> 40, cluster_id FROM task WHERE state = 'running')""",
    "a settled cluster with a running task": """
        SELECT cluster_id FROM cluster WHERE state NOT IN ('initial', 'deleting')
        AND (id >> 40, cluster_id) IN
        (SELECT id >> 40, cluster_id FROM task WHERE state = 'running' AND group_id = '')""",
    "a settled pool with a running task": """
        SELECT group_id FROM node_group WHERE state IN ('active', 'failed')
        AND (id >> 40, group_id) IN
        (SELECT id >> 40, group_id FROM task WHERE state = 'running')""",
    "a node of a pool that is not there": """
        SELECT instance_id FROM node WHERE group_id != ''
        AND (id >> 40, group_id) NOT IN (SELECT id >> 40, group_id FROM node_group)""",
    "a running task without a step": """
        SELECT task_id FROM task WHERE state = 'running'
        AND (id >> 40, task_id) NOT IN (SELECT id >> 40, task_id FROM step)""",
    "a step of a task that does not run": """
        SELECT id FROM step WHERE (id >> 40, task_id) NOT IN
        (SELECT id >> 40, task_id FROM task WHERE state = 'running')""",
    "a step of a node that is not there": """
        SELECT id FROM step WHERE instance_id != ''
        AND (id >> 40, instance_id) NOT IN (SELECT id >> 40, instance_id FROM node)""",
    "a node of a cluster that is not there": """
        SELECT instance_id FROM node
        WHERE (id >> 40, cluster_id) NOT IN (SELECT id >> 40, cluster_id FROM cluster)""",
    "a running cluster without all its nodes": """
        SELECT cluster_id FROM cluster WHERE state = 'running' AND cluster_type = 'swarm'
        AND (id >> 40, cluster_id, size) NOT IN (
            SELECT id >> 40, cluster_id, count(*) FROM node WHERE state = 'running'
            GROUP BY id >> 40, cluster_id
        )""",
    "a cluster without its network": """
        SELECT cluster_id FROM cluster
        WHERE (id >> 40, vpc_id) NOT IN (SELECT id >> 40, vpc_id FROM vpc)
        OR (id >> 40, vswitch_id) NOT IN (SELECT id >> 40, vswitch_id FROM vswitch)""",
    "a cluster without a line in its log": """
        SELECT id FROM cluster
        WHERE (id >> 40, id & 0xffffffffff) NOT IN (SELECT id >> 40, cluster FROM log)""",
}
TABLES = """
SELECT name FROM sqlite_schema
WHERE type = 'table' AND name NOT LIKE '%_move' AND name NOT IN ('tenant', 'snapshot', 'commit_log')
AND name NOT LIKE 'sqlite%'
"""
OF_NOBODY = """
SELECT id FROM {} WHERE id >> 40 NOT IN (SELECT id FROM tenant UNION SELECT id FROM snapshot)
"""


def copied(file, copy):
    """A connection to a copy of what the dead process left: the next one gets it untouched."""
    for suffix in ("", "-wal", "-shm"):
        left, target = (path.with_name(path.name + suffix) for path in (file, copy))
        target.unlink(missing_ok=True)
        if left.exists():
            shutil.copyfile(left, target)
    return closing(sqlite3.connect(copy))


def check_file(database):
    """Nothing in the file is half done, before it is folded and after; nothing is damaged."""
    check_tables(database)
    with database:
        folding.fold(database)
    assert folding.damaged(database) == []
    check_tables(database)


def check_tables(database):
    """Nothing in the tables is half done, and nothing belongs to nobody."""
    for what, sql in HALF_DONE.items():
        assert database.execute(sql).fetchall() == [], what
    for (table,) in database.execute(TABLES).fetchall():
        assert database.execute(OF_NOBODY.format(table)).fetchall() == [], f"{table} of nobody"
    assert database.execute("PRAGMA quick_check").fetchall() == [("ok",)]
