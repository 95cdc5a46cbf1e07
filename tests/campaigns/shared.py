"""One address for many teams: three simulators behind HAProxy, as the shipped example has them.

Client processes work for their tenants without end, by calls of the service's API, signed in both
forms, and by the control plane. Meanwhile replicas are killed and started again, tenants are moved,
and all replicas are restarted one after the other. Each client keeps a record of what it was
answered; answers, journals and worlds are compared with that, all along and in the end.
"""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.campaigns.campaign import SECRETS, Campaign, Figures, Run
from tests.campaigns.sharing import judging
from tests.campaigns.sharing.judging import MOVING, NOBODY, Move, Outage, Story
from tests.campaigns.sharing.site import CONTROL, Replica, Site, site
from tests.campaigns.sharing.watching import Watch, clients
from tests.support.forked import PROGRAM
from tests.support.forked import run as run_command
from tests.support.process import call_url

TENANTS_OF_A_PROCESS = 10
FEWEST_PROCESSES = 3
CALLS = 12  # of each tenant between two things that are done to the replicas: more than a round
FROM_HERE_IN_FULL = 100  # tenants: then a replica is away for longer than the proxy waits, too
MOVED = 30  # of so many tenants one is moved, but at least two


async def run(given: Run, configured: Callable[[str], str] = str) -> Figures:
    """Have clients work while things are done to the replicas, and judge what they were answered.

    *configured* may change the proxy's configuration: only the shipped one passes.
    """
    return await asyncio.to_thread(_perform, given, configured)


def _perform(given: Run, configured: Callable[[str], str]) -> Figures:
    keys = keys_of(given.amount)
    processes = max(FEWEST_PROCESSES, given.amount // TENANTS_OF_A_PROCESS)
    is_full = given.amount >= FROM_HERE_IN_FULL
    with (
        tempfile.TemporaryDirectory() as secret,
        site(given.folder, Path(secret), keys, configured) as shared,
    ):
        with clients(given.folder, shared.proxy.address, keys, processes) as watch:
            watch.until_answered(keys.values(), CALLS, "the first calls")
            story = Story({**shared.homes(), NOBODY: home_of_nobody(shared)})
            act(shared, watch, story, is_full=is_full)
        return {"client processes": processes, **judge(shared, watch, story)}


def keys_of(amount: int) -> dict[str, str]:
    """Tenants by AccessKey id: every third key has another name than its tenant."""
    return {
        f"team-{number}" if number % 3 else f"LTAI{number:04}": f"team-{number}"
        for number in range(amount)
    }


def home_of_nobody(shared: Site) -> str:
    """The replica that gets the calls that are about no tenant."""
    answer = call_url(f"{shared.proxy.url}/_simulator/health", headers=CONTROL)
    replica: str = answer.ok()["replica"]
    return replica


# ---- what is done to the replicas


def act(shared: Site, watch: Watch, story: Story, *, is_full: bool) -> None:
    """Do to the replicas what happens to replicas."""
    first, second, _ = shared.replicas
    kill(shared, first.name, watch, story, waits_for_refusal=False)
    if is_full:
        kill(shared, second.name, watch, story, waits_for_refusal=True)
    moved = sorted(story.homes.keys() - {NOBODY})[:: MOVED if is_full else len(story.homes) // 2]
    for tenant in moved:
        move(shared, tenant, watch, story)
    watch.until_answered(moved, CALLS, "tenants have moved")
    for replica in shared.replicas:
        end(replica, story)
        replica.again()
        watch.until_answered(story.homes, CALLS, f"{replica.name} was restarted")
        check_homes(shared, story)


def kill(shared: Site, name: str, watch: Watch, story: Story, *, waits_for_refusal: bool) -> None:
    """Kill a replica, and start it again when all other tenants have worked on.

    If asked for, it stays away until the proxy has refused a call of its tenants.
    """
    replica = shared.replica(name)
    theirs = {tenant for tenant, home in story.homes.items() if home == name}
    before = watch.refused(theirs)
    began = time.monotonic()
    replica.kill()
    killed = time.monotonic()
    watch.until_answered(story.homes.keys() - theirs, CALLS, f"{name} is away")
    if waits_for_refusal:
        watch.until(lambda: watch.refused(theirs) > before, f"{name} is away for long")
    restarted = time.monotonic()
    replica.again()
    story.outages.append(
        Outage(
            replica=name, began=began, killed=killed, restarted=restarted, ended=time.monotonic()
        )
    )
    watch.until_answered(story.homes, CALLS, f"{name} is back")
    check_homes(shared, story)


def end(replica: Replica, story: Story) -> None:
    """End a replica by SIGTERM: an outage only if it did not end within its own deadline."""
    began = time.monotonic()
    if not replica.end():
        ended = time.monotonic()
        story.cut_short.append(
            Outage(
                replica=replica.name,
                began=began,
                killed=ended,
                restarted=ended,
                ended=ended,
            )
        )


def move(shared: Site, tenant: str, watch: Watch, story: Story) -> None:
    """Move a tenant to the next replica by the command, while its client goes on."""
    names = [replica.name for replica in shared.replicas]
    source = story.homes[tenant]
    target = names[(names.index(source) + 1) % len(names)]
    began = time.monotonic()
    run_command(
        [
            *PROGRAM, "tenants", "move", tenant, "--url", shared.replica(source).served.url,
            "--token", SECRETS["control token"], "--to", shared.replica(target).served.url,
            "--to-token", SECRETS["control token"],
        ],
        capture_output=True, check=True,
    )  # fmt: skip
    story.moves.append(
        Move(tenant=tenant, source=source, target=target, began=began, ended=time.monotonic())
    )
    watch.look()


# ---- whether all is as it must be


def check_homes(shared: Site, story: Story) -> None:
    """Each tenant lives on its own replica, and on no other."""
    homes = {tenant: home for tenant, home in story.final_homes().items() if tenant != NOBODY}
    assert shared.homes() == homes, f"they live on {shared.homes()}, and not on {homes}"


def judge(shared: Site, watch: Watch, story: Story) -> Figures:
    """Compare everything in the end; returns what was counted."""
    problems = list(story.problems(watch.attempts))
    assert not problems, f"{len(problems)} answers, such as:\n" + "\n".join(problems[:5])
    check_homes(shared, story)
    clusters = judging.existing(watch.known)
    for tenant, home in story.final_homes().items():
        if tenant != NOBODY:
            found = shared.replica(home).clusters(tenant)
            assert found == clusters[tenant], f"{tenant} has {found}, and not {clusters[tenant]}"
    restarted = len(story.cut_short)
    for replica in shared.replicas:
        end(replica, story)
    journals = {replica.name: judging.calls_in(replica.db) for replica in shared.replicas}
    journalled = judging.check_journals(journals, watch.attempts, story)
    return {
        "calls": len(watch.attempts),
        "clusters created": sum(each.is_there for each in watch.known),
        "calls in exactly one journal": journalled,
        "kills": len(story.outages),
        "refused in words meanwhile": watch.count(lambda each: each.code == "ReplicaUnavailable"),
        "under way when one ended": watch.count(lambda each: each.status in (0, 502)),
        "graceful restarts": len(shared.replicas),
        "cut short by their deadlines": restarted,
        "unanswered by the others": 0,
        "tenants moved": len(story.moves),
        "refused in words by these": watch.count(lambda each: each.code in MOVING),
        "answered by another replica": 0,
        "acknowledged and lost": 0,
    }


def missing() -> str:
    """What this machine lacks."""
    return "" if shutil.which("haproxy", path="/usr/sbin:/usr/bin:/usr/local/bin") else "haproxy"


CAMPAIGN = Campaign(
    name="shared",
    proves=(
        "behind HAProxy each tenant's calls reach its own replica and no other: a replica that is"
        " killed, restarted or left by a tenant loses nothing, and other tenants do not notice"
    ),
    unit="tenants",
    amount=300,
    short=12,
    run=run,
    missing=missing,
)
