"""Background work: a failure never ends it, and is known until the same work succeeds.

A task does round after round. What fails is logged when it begins and when it ends, counted, and
kept as the reason why the task does not work; ``readyz`` answers with these reasons. What fails for
one tenant only, because of what that tenant has, is kept apart: the server works for all others.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress

from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.logs import log
from cs_simulator.storage.errors import StorageError, concerns_all

# Real seconds between a round that failed and the next one.
PAUSE = 1.0


class Supervision:
    """The background work of one simulator. Nothing here raises."""

    def __init__(self) -> None:
        self.reasons: dict[str, str] = {}
        """Why a task does not work at present, by its name."""
        self.tenant_reasons: dict[tuple[str, str], str] = {}
        """Why a task does not work for one tenant, by the names of both."""
        self._of_store: set[tuple[str, str]] = set()
        """Those of the tenants' failures that are the store's."""
        self.failures: Counter[str] = Counter()
        """How often each task has failed, for one tenant or for all."""

    def run(self, name: str, do_round: Callable[[], Awaitable[bool]]) -> asyncio.Task[None]:
        """Start a task that does one round after the other, whatever happens in them.

        It ends with a round that returns False, or when it is cancelled.
        """
        return asyncio.create_task(self._run(name, do_round), name=name)

    async def _run(self, name: str, do_round: Callable[[], Awaitable[bool]]) -> None:
        goes_on = True
        while goes_on and not _is_cancelled():
            try:
                goes_on = await do_round()
            except (Exception, asyncio.CancelledError) as problem:
                if _is_cancelled():
                    raise
                # A CancelledError here is that of something the round has waited for.
                self.failed(name, problem)
                await asyncio.sleep(PAUSE)
            else:
                self.works(name)

    @contextmanager
    def part(self, name: str, tenant: str = "") -> Iterator[None]:
        """Do a part of a round: if it fails, that is reported under the name, and no more."""
        try:
            yield
        except Exception as problem:  # noqa: BLE001 - the other parts are done all the same
            self.failed(name, problem, tenant)
        else:
            self.works(name, tenant)

    def failed(self, name: str, problem: BaseException, tenant: str = "") -> None:
        """Report a failure of a task; with *tenant*, one that came up with that tenant."""
        reason = str(problem) or type(problem).__name__
        self.failures[name] += 1
        before = self._reason(name, tenant)
        if tenant:
            self.tenant_reasons[name, tenant] = reason
            if concerns_all(problem):
                self._of_store.add((name, tenant))
        else:
            self.reasons[name] = reason
        if before != reason:  # the same failure, again and again, fills no log
            _log_failure(name, problem, tenant)

    def works(self, name: str, tenant: str = "") -> None:
        """Report that a task works, for all tenants or for one."""
        if self._reason(name, tenant) is None:
            return
        if tenant:
            self._drop(name, tenant)
        else:
            del self.reasons[name]
        with suppress(Exception):
            log.warning("background.works_again", task=name, **_about(tenant))

    def forget(self, tenant: str) -> None:
        """Forget the failures of a tenant that is gone."""
        for name in [key[0] for key in self.tenant_reasons if key[1] == tenant]:
            self._drop(name, tenant)

    def problems(self, *, of_all: bool = False) -> dict[str, str]:
        """What does not work at present, and why; *of_all* leaves out what is one tenant's own."""
        of_tenants = {
            f"{name} of {tenant!r}": reason
            for (name, tenant), reason in self.tenant_reasons.items()
            if not of_all or (name, tenant) in self._of_store
        }
        return {**self.reasons, **of_tenants}

    def _drop(self, name: str, tenant: str) -> None:
        del self.tenant_reasons[name, tenant]
        self._of_store.discard((name, tenant))

    def _reason(self, name: str, tenant: str) -> str | None:
        if tenant:
            return self.tenant_reasons.get((name, tenant))
        return self.reasons.get(name)


def _is_cancelled() -> bool:
    """Whether somebody wants the present task to end; what it awaited may have ignored that."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _log_failure(name: str, problem: BaseException, tenant: str) -> None:
    """Log a failure, with its traceback unless its text is an explanation."""
    with suppress(Exception):
        if isinstance(problem, StorageError | UsageError):
            log.error("background.failed", task=name, problem=str(problem), **_about(tenant))
        else:
            log.exception("background.failed", task=name, problem=repr(problem), **_about(tenant))


def _about(tenant: str) -> dict[str, object]:
    return {"tenant": tenant} if tenant else {}
