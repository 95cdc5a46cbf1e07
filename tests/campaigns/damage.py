"""Damaged databases and foreign snapshots: said in words, and never served as if nothing were.

A database with three tenants is damaged in one place: bytes of the file, or one value. A server is
started on it, and what it answers is compared with what it answers on the file as it was. A
snapshot gets one wrong value, and no checksums, as if an earlier version had written it; it is
uploaded, and if it is accepted, a tenant is made of it and lives on.
"""

import random
import shutil
from collections import Counter

from cs_simulator.domain.errors import UsageError
from cs_simulator.storage.errors import StorageError

from tests.campaigns.campaign import Campaign, Figures, Run
from tests.campaigns.damaging.damages import (
    NUMBERS,
    TEXTS,
    clean,
    columns,
    damage_bytes,
    set_value,
)
from tests.campaigns.damaging.observing import TENANTS, WORDS, Caller, make, observe, served

FILE = {"Content-Type": "application/octet-stream"}
# A page that takes the place of another one of its kind, so that rows are missing without a trace:
# nothing in the file says how many there were.
UNNOTICED = "a whole page exchanged, unnoticed"
FINE = ("as before", "said in words", UNNOTICED)
GOOD = (
    "as before", "said in words", "refused at the start", "refused", "accepted and works",
    UNNOTICED,
)  # fmt: skip


class Findings:
    """What came of every damage."""

    def __init__(self):
        self.counted = Counter()
        self.wrong = []

    def add(self, outcome, what=""):
        self.counted[outcome] += 1
        if what:
            self.wrong.append(f"{outcome}: {what}")


async def start_damaged(path, what, expected, findings, damaged=""):
    """Start a server on a damaged file, and compare what it shows; *damaged* is the tenant's."""
    try:
        async with served(path) as api:
            _, listed = await Caller(api).call("GET", "/_simulator/tenants")
            outcomes = []
            for tenant in TENANTS:
                seen, tracebacks = await observe(api, tenant)
                outcome = judge(seen, expected[tenant], tracebacks)
                outcome = as_listed(outcome, tenant in listed["damaged"], what)
                if outcome != "as before" and damaged not in ("", tenant):
                    outcome = f"another tenant is {outcome}"
                if outcome not in FINE:
                    findings.add(outcome, f"{what}, {tenant}: {difference(seen, expected[tenant])}")
                outcomes.append(outcome)
    except (StorageError, UsageError) as problem:
        findings.add("refused at the start", f"{what}: {problem}" if damaged else "")
    except Exception as problem:  # noqa: BLE001 - this is what must not happen
        findings.add("traceback", f"{what}: {problem!r}")
    else:
        if set(outcomes) <= set(FINE):
            findings.add(FINE[max(map(FINE.index, outcomes))])


def as_listed(outcome, is_listed, what):
    """The outcome, given whether the list of tenants says that something is wrong."""
    if outcome != "served silently":
        return outcome
    if is_listed:
        return "said in words"
    return UNNOTICED if ": page at " in what else outcome


def judge(seen, expected, tracebacks):
    if tracebacks:
        return "traceback"
    differs = {key for key in seen.keys() | expected.keys() if seen.get(key) != expected.get(key)}
    if not differs:
        return "as before"
    said = {key for key, (status, found) in seen.items()
            if status >= 500 and any(word in str(found) for word in WORDS)}  # fmt: skip
    return "said in words" if said else "served silently"


def difference(seen, expected):
    for key in sorted(seen.keys() | expected.keys()):
        if seen.get(key) != expected.get(key):
            return f"{key}: {str(seen.get(key))[:400]} and not {str(expected.get(key))[:400]}"
    return ""


async def upload_foreign(api, path, what, findings):
    """Upload a foreign snapshot; if it is accepted, a tenant is made of it, and must live on."""
    caller = Caller(api)
    answer = await api.put(
        "/_simulator/snapshots/foreign/file?tenant=main", data=path.read_bytes(), headers=FILE
    )
    if answer.status == 400:
        findings.add("refused")
        return
    if answer.status != 200:
        findings.add("traceback", f"{what}: upload {answer.status} {await answer.text()}")
        return
    await caller.call("DELETE", "/_simulator/tenants/copy")
    status, _ = await caller.call(
        "POST", "/_simulator/snapshots/foreign/fork", {"name": "copy"}, "main"
    )
    _, tracebacks = await observe(api, "copy")
    if status != 200 or caller.tracebacks or tracebacks:
        problems = [*caller.tracebacks, *tracebacks][:2]
        findings.add("accepted and broken", f"{what}: {status} {problems}")
    else:
        findings.add("accepted and works")


async def run(run: Run) -> Figures:
    chance, findings = random.Random(run.seed), Findings()
    whole, copy = run.folder / "whole.db", run.folder / "copy.db"
    await make(whole)
    expected = {}
    shutil.copyfile(whole, copy)
    async with served(copy) as api:
        for tenant in TENANTS:
            expected[tenant], tracebacks = await observe(api, tenant)
            assert not tracebacks, tracebacks
    for number in range(run.amount // 3):
        clean(copy)
        shutil.copyfile(whole, copy)
        what = f"{number}: {damage_bytes(copy, chance)}"
        await start_damaged(copy, what, expected, findings)
    await damage_values(run.amount // 3, chance, whole, copy, expected, findings)
    await foreign_snapshots(run, chance, whole, findings)
    clean(copy)
    bad = [outcome for outcome in findings.counted if outcome not in GOOD]
    assert not bad, f"{dict(findings.counted)}\n" + "\n".join(findings.wrong[:40])
    return {outcome: findings.counted[outcome] for outcome in GOOD} | {
        "served silently": 0, "tracebacks": 0,
    }  # fmt: skip


async def damage_values(amount, chance, whole, copy, expected, findings):
    """One value of the first tenant is another one: that tenant says so, and no other."""
    done = 0
    while done < amount:
        clean(copy)
        shutil.copyfile(whole, copy)
        table, column = chance.choice(columns())
        value = chance.choice((*NUMBERS, *TEXTS))
        if set_value(copy, table, column, value, forgets=False):
            what = f"{table}.{column} = {value!r:.60}"
            await start_damaged(copy, what, expected, findings, damaged=TENANTS[0])
            done += 1


async def foreign_snapshots(run, chance, whole, findings):
    """Every wrong value of every column in turn, from a random one on."""
    exported, server = run.folder / "exported.db", run.folder / "server.db"
    shutil.copyfile(whole, server)
    async with served(server) as api:
        answer = await api.get("/_simulator/snapshots/kept/file?tenant=second")
        exported.write_bytes(await answer.read())
        values = [(t, c, v) for t, c in columns() for v in (*NUMBERS, *TEXTS)]
        chance.shuffle(values)
        amount = run.amount - 2 * (run.amount // 3)
        foreign = run.folder / "foreign.db"
        for table, column, value in values:
            if amount == 0:
                break
            clean(foreign)
            shutil.copyfile(exported, foreign)
            if set_value(foreign, table, column, value, forgets=True):
                what = f"snapshot {table}.{column} = {value!r:.60}"
                await upload_foreign(api, foreign, what, findings)
                amount -= 1


CAMPAIGN = Campaign(
    name="damage",
    proves="what is damaged, or foreign, is said in words; every other tenant works as before",
    unit="damages",
    amount=900,
    short=9,
    run=run,
)
