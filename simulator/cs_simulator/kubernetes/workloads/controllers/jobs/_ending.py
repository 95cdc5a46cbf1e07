"""When a Job ends, how, and what its status says then.

From version 1.31 on it is said first that it will end, by ``SuccessCriteriaMet`` or
``FailureTarget``, and that it has ended only when all its pods have stopped.
"""

from typing import NamedTuple

from cs_simulator.domain.instants import SECOND, as_text
from cs_simulator.kubernetes.kinds._ages import instant
from cs_simulator.kubernetes.kinds._reading import get, items, number, text
from cs_simulator.kubernetes.workloads.controllers.jobs import _counting, _pods
from cs_simulator.kubernetes.workloads.controllers.jobs import _indexes as indexes
from cs_simulator.kubernetes.workloads.controllers.jobs import _per_index as per_index
from cs_simulator.kubernetes.workloads.controllers.jobs._run import NAME, Run
from cs_simulator.kubernetes.workloads.reports import report

_FIRST_IN_TWO_STEPS = 31
_BY_POLICY = "PodFailurePolicy"


class Ending(NamedTuple):
    """How a Job ends."""

    is_success: bool
    reason: str
    message: str

    @property
    def first(self) -> str:
        """The condition that says that it will end so."""
        return "SuccessCriteriaMet" if self.is_success else "FailureTarget"

    @property
    def last(self) -> str:
        """The condition that says that it has."""
        return "Complete" if self.is_success else "Failed"


def ending_of(run: Run, message: str) -> Ending | None:
    """How a Job ends whose pods are counted; ``None`` while it does not.

    *message* is why the failure of a pod ends it, by its policy; empty for none.
    """
    for is_success in (True, False):
        begun = Ending(is_success, "", "")
        if run.has(begun.first):
            known = run.condition(begun.first)
            return begun._replace(reason=text(known, "reason"), message=text(known, "message"))
    if message:
        return Ending(False, _BY_POLICY, message)
    if _is_past_limit(run):
        reason = "BackoffLimitExceeded"
        return Ending(False, reason, "Job has reached the specified backoff limit")
    if 0 < deadline_of(run) <= run.unit.now:
        return Ending(False, "DeadlineExceeded", "Job was active longer than specified deadline")
    return _by_failed_indexes(run) or _by_success_policy(run)


def completion_of(run: Run) -> Ending | None:
    """The success of a Job of which enough pods have succeeded, and none runs."""
    succeeded, completions = run.counted("succeeded"), run.completions
    is_enough = succeeded > 0 if completions is None else succeeded >= completions
    if not is_enough or run.active:
        return None
    return Ending(True, "CompletionsReached", "Reached expected number of succeeded pods")


def deadline_of(run: Run) -> int:
    """When a Job that still runs fails; 0 for never."""
    seconds, start = get(run.spec, "activeDeadlineSeconds"), instant(run.status.get("startTime"))
    if not isinstance(seconds, int) or start is None:
        return 0
    if run.is_suspended or run.has("Suspended"):  # it begins anew when it is resumed
        return 0
    return start + seconds * SECOND


def end(run: Run, ending: Ending) -> None:
    """End a Job, as far as its pods have stopped: delete those that run, and set conditions."""
    in_two_steps = run.minor >= _FIRST_IN_TWO_STEPS
    if in_two_steps or ending.reason == _BY_POLICY:
        run.set_condition(ending.first, ending.reason, ending.message)
    _pods.delete(run, run.pods.active(run.uid), are_failures=not ending.is_success)
    _counting.count(run, all_fail=not ending.is_success)
    if in_two_steps and run.terminating:
        return
    says_why = in_two_steps or not ending.is_success
    reason, message = (ending.reason, ending.message) if says_why else ("", "")
    run.set_condition(ending.last, reason, message)
    if ending.is_success:
        run.status["completionTime"] = as_text(run.unit.now)
        _report_success(run)
    else:
        report(run.unit, run.found, reason, message, NAME, kind="Warning")


def _report_success(run: Run) -> None:
    if run.completions is not None and run.counted("succeeded") > run.completions:
        message = "Too many succeeded pods running after completion count reached"
        report(run.unit, run.found, "TooManySucceededPods", message, NAME, kind="Warning")
    report(run.unit, run.found, "Completed", "Job completed", NAME)


def _is_past_limit(run: Run) -> bool:
    """Whether too many pods have failed, or their containers were started again too often."""
    limit = number(run.spec, "backoffLimit", 6)
    if run.counted("failed") > limit:
        return True
    if text(run.spec, "template.spec.restartPolicy") != "OnFailure":
        return False
    restarts = sum(pod.restarts for pod in run.pods.active(run.uid))
    return restarts > 0 if limit == 0 else restarts >= limit


def _by_failed_indexes(run: Run) -> Ending | None:
    """The failure of a Job of which too many indexes have failed, or of which none is left."""
    failed, most = len(per_index.failed(run)), get(run.spec, "maxFailedIndexes")
    if isinstance(most, int) and failed > most:
        message = "Job has exceeded the specified maximal number of failed indexes"
        return Ending(False, "MaxFailedIndexesExceeded", message)
    if failed and failed + run.counted("succeeded") >= (run.completions or 0):
        return Ending(False, "FailedIndexes", "Job has failed indexes")
    return None


def _by_success_policy(run: Run) -> Ending | None:
    """The success of an indexed Job by its ``successPolicy``: the first rule that is met."""
    limit = run.completions or 0
    for place, rule in enumerate(items(run.spec, "successPolicy.rules")):
        done = indexes.completed(run.status, limit)
        wanted = get(rule, "succeededIndexes")
        if wanted is not None:
            chosen = indexes.read(wanted, limit)
            done &= chosen
        count = get(rule, "succeededCount")
        least = count if isinstance(count, int) else len(chosen) if wanted is not None else limit
        if len(done) >= max(least, 1):
            return Ending(True, "SuccessPolicy", f"Matched rules at index {place}")
    return None
