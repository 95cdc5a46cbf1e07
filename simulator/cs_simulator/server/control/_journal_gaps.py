"""What is expected of calls that the journal did not keep: refused, and not taken for met."""

from collections.abc import Iterable, Mapping
from typing import Any

from cs_simulator.domain import globs
from cs_simulator.kubernetes import vocabulary
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.scenarios.expectations.cluster_calls import READS
from cs_simulator.server.control._request import ControlCall, ControlError

_ABOUT_OTHERS = frozenset(("rule", "clusters", "pools", "nodes", "tasks", "kubernetes"))
_READ = "GET"  # what is left out of the journal where it has writes only


def check_kept(
    call: ControlCall, tenant: Tenant, sources: Iterable[Mapping[str, Any]], *, whole: bool = False
) -> None:
    """Raise :class:`ControlError` if the journal lacks calls that expectations are about.

    *whole* says that they are about all calls since the scenario came into force, as its own are
    and as invariants are; others are about those that there are.
    """
    for number, source in enumerate(sources):
        if source.keys() & _ABOUT_OTHERS:
            continue
        if lacks := _lack(call, tenant, source, whole=whole or "invariant" in source):
            raise ControlError(
                f"expectation {number + 1} is about calls that the journal does not have: {lacks}",
                status=409,
                code="JournalIncomplete",
            )


def _lack(call: ControlCall, tenant: Tenant, source: Mapping[str, Any], *, whole: bool) -> str:
    """Why the journal does not have all that an expectation is about; empty if it has."""
    simulator, keeps = call.simulator, call.simulator.settings.journal
    if keeps == "none":
        return "the simulator runs with --journal none; start it with --journal all"
    if keeps == "writes" and _may_be_about_reads(tenant, source):
        return "the simulator runs with --journal writes; start it with --journal all"
    if simulator.metrics.lost_entries:
        return "some entries could not be written; health has the reason"
    counts = tenant.world.counts
    if counts["dropped"] > (counts["begun"] if whole else 0):
        return (
            f"the oldest {counts['dropped_calls']} were dropped, since there were more than"
            " --journal-limit, --journal-size or --journal-age allow; give more, or clear it before"
            " what is to be checked"
        )
    if whole and counts["cleared"]:
        return (
            "it was cleared after them; check before you clear it, or reset the tenant to begin"
            " anew"
        )
    return ""


def _may_be_about_reads(tenant: Tenant, source: Mapping[str, Any]) -> bool:
    of_clusters = source.get("kubernetes_calls")
    chosen_by = [] if of_clusters is not None else [source.get("calls") or {}]
    if "no_call_after" in source:
        chosen_by.append(source["no_call_after"])
    return (
        "invariant" in source
        or (of_clusters is not None and _may_read(of_clusters))
        or any(_may_choose_reads(tenant, chosen) for chosen in chosen_by)
    )


def _may_read(chosen_by: Mapping[str, Any]) -> bool:
    """Whether a choice of calls of Kubernetes APIs may have one that only reads."""
    verb = str(chosen_by.get("verb") or "*")
    return any(globs.matches(verb, read) for read in READS)


def _may_choose_reads(tenant: Tenant, chosen_by: Mapping[str, Any]) -> bool:
    """Whether a choice of calls may have one that only reads."""
    if not globs.matches(str(chosen_by.get("method", "*")).upper(), _READ):
        return False
    pattern = str(chosen_by.get("operation", "*"))
    words = vocabulary(tenant.world.cluster_types).operations
    return any(
        made.startswith(_READ)
        for name, operation in words.items()
        if globs.matches(pattern, name)
        for made in operation.calls
    )
