"""What is done to the process until it is killed: calls of clusters, and of tenants as a whole."""

from contextlib import suppress

from tests.campaigns.campaign import SECRETS
from tests.campaigns.killing.life import NoAnswerError, ProcessGoneError
from tests.campaigns.killing.story import CLOCKS, Tenant, copy_of
from tests.support.builders import a_create_body

MOST_CLUSTERS = 40  # then the tenant is reset: a clock in real time ends no creation
MOST_OTHERS = 4
MOST_SNAPSHOTS = 2
BAD = "bad"  # the end of a name whose cluster fails
SECOND = 1_000_000
SCENARIO = {
    "apiVersion": "simulator/v1",
    "kind": "Scenario",
    "metadata": {"name": "kills"},
    "rules": [
        {
            "id": "lost",
            "when": {"operation": "CreateCluster"},
            "fire": {"skip": 3, "every": 9},
            "then": "lost_reply",
        },
        {
            "id": "refused",
            "when": {"operation": "DescribeApiVersion"},
            "fire": {"every": 2},
            "then": {"error": "ServiceUnavailable"},
        },
        {
            "id": "slowly",
            "when": {"stage": "ecs"},
            "fire": {"every": 3},
            "then": {"slow": {"factor": 3}},
        },
        {
            "id": "failing",
            "when": {"cluster": f"*{BAD}", "stage": ["init", "join"]},
            "then": {"fail": {"code": "InternalError"}},
        },
    ],
    "timeline": [{"at": "+2m", "do": "expire_token"}],
}


async def make_tenants(life, ledger):
    """Make a tenant for each mode of the clock, with a scenario in force."""
    for mode in CLOCKS:
        body = {"name": mode, "clock": {"mode": mode}, "scenario": SCENARIO}
        await life.control("default", "POST", "tenants", body)
        ledger.tenants.append(Tenant(mode))


async def be_busy(life, ledger, chance, tenant, *, only_reads):
    """Do one thing after the other until the process is killed.

    Where *only_reads* are sent, nothing is committed but what reads need.
    """
    with suppress(ProcessGoneError):
        while True:
            with suppress(NoAnswerError):
                if only_reads:
                    async with tenant.among_others() as story:
                        await look(life, chance, tenant, story)
                else:
                    await do_something(life, ledger, chance, tenant)


async def do_something(life, ledger, chance, tenant):
    whole = chance.random() < 0.12 or len(tenant.story.sent) > MOST_CLUSTERS
    if chance.random() < 0.08:
        await come_and_go(life, ledger, chance, tenant)
    elif whole:
        async with tenant.alone() as story:
            await do_to_the_whole(life, ledger, chance, tenant, story)
    else:
        async with tenant.among_others() as story:
            await do_to_one(life, ledger, chance, tenant, story)


async def ask(life, tenant, story, method, path, body=None):
    """A call of the API; returns status and body."""
    answer, request_id = await life.call(tenant.name, method, path, body)
    write = "" if method == "GET" else f"{method} {path} {answer}"
    story.note_answer(request_id, answer.status, write)
    return answer


# ---- clusters


async def do_to_one(life, ledger, chance, tenant, story):
    drawn, free = chance.random(), sorted(story.survivors())
    if drawn < 0.08:
        before = story.latest
        body = {"by": f"{chance.randint(1, 60)}s"}
        advanced = await life.control(tenant.name, "POST", "clock/advance", body)
        story.note_time(advanced["now"], before)
    elif drawn < 0.16:
        await look_at_the_clock(life, tenant, story)
    elif drawn < 0.24:
        await look_at_version(life, tenant, story)
    elif drawn < 0.44 and free:
        await delete(life, ledger, tenant, story, chance.choice(free))
    elif drawn < 0.52 and free:
        await look_at_cluster(life, tenant, story, chance.choice(free))
    elif drawn < 0.68 and free:
        await use_token(life, chance, tenant, story, chance.choice(free))
    else:
        await create(life, ledger, chance, tenant, story)


async def look(life, chance, tenant, story):
    drawn, free = chance.random(), sorted(story.survivors())
    if drawn < 0.3:
        await look_at_the_clock(life, tenant, story)
    elif drawn < 0.5 and free:
        await look_at_cluster(life, tenant, story, chance.choice(free))
    elif drawn < 0.7 and free:
        await look_at_tokens(life, tenant, story, chance.choice(free))
    else:
        await ask(life, tenant, story, "GET", "/clusters")


async def look_at_the_clock(life, tenant, story):
    before = story.latest
    story.note_time((await life.control(tenant.name, "GET", "clock"))["now"], before)


async def look_at_version(life, tenant, story):
    if (await ask(life, tenant, story, "GET", "/version")).status == 503:
        story.refused += 1


async def look_at_cluster(life, tenant, story, name):
    was_running = name in story.running
    status, cluster = await ask(life, tenant, story, "GET", f"/clusters/{story.created[name]}")
    if status == 200:
        note_state(story, name, cluster["state"], was_running=was_running)
    else:
        assert name in story.deleting, (name, cluster)


def note_state(story, name, state, *, was_running):
    if state == "running":
        story.running.add(name)
    elif was_running:
        assert (state, name in story.deleting) == ("deleting", True), (name, state)


async def create(life, ledger, chance, tenant, story):
    name, size = ledger.name("k"), chance.randint(1, 3)
    if chance.random() < 0.1:
        name += BAD
    story.sent[name] = size
    body = a_create_body(
        name=name, size=size, vpc_id=f"vpc-{name}", vswitch_id=f"vsw-{name}",
        subnet_cidr="172.28.0.0/16", password=SECRETS["password"],
    )  # fmt: skip
    status, answer = await ask(life, tenant, story, "POST", "/clusters", body)
    assert status == 202, answer
    story.created[name] = answer["cluster_id"]
    story.tasks.add(answer["task_id"])
    ledger.count("creations answered")


async def delete(life, ledger, tenant, story, name):
    story.deleting.add(name)
    status, answer = await ask(life, tenant, story, "DELETE", f"/clusters/{story.created[name]}")
    assert status == 202, answer
    story.deleted.add(name)
    story.tasks.add(answer["task_id"])
    ledger.count("deletions answered")


# ---- tokens


async def use_token(life, chance, tenant, story, name):
    """Make a token that ends soon, or revoke one, or look at all."""
    drawn, active = chance.random(), sorted(story.tokens.get(name, set()) - story.over)
    if drawn < 0.4:
        await make_token(life, chance, tenant, story, name)
    elif drawn < 0.5 and active:
        token = chance.choice(active)
        status, answer = await ask(life, tenant, story, "DELETE", f"/token/{token}/revoke")
        assert status == 200, answer
        story.over.add(token)
    elif name not in story.deleting:
        await look_at_tokens(life, tenant, story, name)


async def make_token(life, chance, tenant, story, name):
    body = {"expired": story.latest // SECOND + chance.randint(1, 90)} if story.latest else {}
    path = f"/clusters/{story.created[name]}/token"
    status, answer = await ask(life, tenant, story, "POST", path, body)
    if status < 300:
        story.tokens.setdefault(name, set()).add(answer["token"])
    else:  # time has passed it already, or the cluster is being deleted
        assert status in (400, 404, 409), answer


async def look_at_tokens(life, tenant, story, name):
    over, made = set(story.over), set(story.tokens.get(name, ()))
    path = f"/clusters/{story.created[name]}/tokens"
    status, tokens = await ask(life, tenant, story, "GET", path)
    if name in story.deleting:
        return
    assert status == 200, tokens
    shown = {token["token"]: token["is_active"] for token in tokens}
    assert made <= shown.keys(), "a token that was answered is gone"
    revived = {token for token, is_active in shown.items() if is_active} & over
    assert not revived, "a token that was over is active again"
    story.over |= {token for token, is_active in shown.items() if not is_active} & made


# ---- tenants as a whole


async def do_to_the_whole(life, ledger, chance, tenant, story):
    drawn, names = chance.random(), sorted(tenant.snapshots)
    if drawn < 0.35 or len(story.sent) > MOST_CLUSTERS:
        await reset(life, ledger, chance, tenant, story)
    elif drawn < 0.6 and names:
        await load(life, ledger, tenant, chance.choice(names))
    elif drawn < 0.75 and len(names) >= MOST_SNAPSHOTS:
        await drop_snapshot(life, ledger, tenant, names[0])
    elif len(names) < MOST_SNAPSHOTS:
        await save(life, ledger, tenant, story)


async def reset(life, ledger, chance, tenant, story):
    keep = [name for name in ("calls", "clock") if chance.random() < 0.3]
    async with tenant.becoming(life, story.anew(keep)):
        await life.control(tenant.name, "POST", "reset", {"keep": keep})
    ledger.count("resets answered")


async def load(life, ledger, tenant, name):
    async with tenant.becoming(life, copy_of(tenant.snapshots[name])):
        await life.control(tenant.name, "POST", f"snapshots/{name}/load")
    ledger.count("loads answered")


async def save(life, ledger, tenant, story):
    name = ledger.name("s")
    tenant.maybe[name] = copy_of(story)
    await life.control(tenant.name, "PUT", f"snapshots/{name}")
    tenant.snapshots[name] = tenant.maybe.pop(name)
    ledger.count("snapshots answered")


async def drop_snapshot(life, ledger, tenant, name):
    tenant.maybe[name] = tenant.snapshots.pop(name)
    await life.control(tenant.name, "DELETE", f"snapshots/{name}")
    del tenant.maybe[name]
    ledger.count("deletions of snapshots answered")


async def come_and_go(life, ledger, chance, tenant):
    """Delete a tenant that was made before, or make one: new, or from a snapshot of another."""
    others = [name for name, other in ledger.others.items() if other.is_there]
    if others and (len(others) >= MOST_OTHERS or chance.random() < 0.4):
        await end(life, ledger, chance.choice(others))
        return
    async with tenant.alone():  # nobody deletes the snapshot meanwhile
        snapshots = sorted(tenant.snapshots)
        if snapshots and chance.random() < 0.7:
            other = await fork(life, ledger, tenant, chance.choice(snapshots))
        else:
            other = await make(life, ledger)
    async with other.alone() as story:  # nobody deletes it meanwhile
        if other.is_there:
            await create(life, ledger, chance, other, story)
            await look_at_the_clock(life, other, story)


async def end(life, ledger, name):
    other = ledger.others[name]
    async with other.alone():
        if not other.is_there:
            return
        other.is_there = None
        await life.control("default", "DELETE", f"tenants/{name}")
        other.is_there = False
    ledger.count("deletions of tenants answered")


async def fork(life, ledger, tenant, snapshot):
    other = a_new_one(ledger, copy_of(tenant.snapshots[snapshot]))
    await life.control(tenant.name, "POST", f"snapshots/{snapshot}/fork", {"name": other.name})
    other.go_on(other.story)
    other.is_there = True
    ledger.count("forks answered")
    return other


async def make(life, ledger):
    other = a_new_one(ledger, None)
    body = {"name": other.name, "clock": {"mode": "scaled"}, "scenario": SCENARIO}
    await life.control("default", "POST", "tenants", body)
    other.is_there = True
    ledger.count("tenants answered")
    return other


def a_new_one(ledger, story):
    other = Tenant(ledger.name("t"), story)
    other.is_there = None
    ledger.others[other.name] = other
    return other
