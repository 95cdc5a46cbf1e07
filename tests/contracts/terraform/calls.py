"""What the provider's resources share: their clients, their retries and their waits for tasks."""

from collections.abc import Callable
from typing import Any

from tests.contracts.terraform import strict
from tests.contracts.waiting import HOUR, ClientError, Work, wait_for_state
from tests.contracts.wire import RefusedError, UnansweredError, Wire

_RETRIES = 100  # five minutes, every three seconds
_TEMPORARY = ("ServiceUnavailable", "Rejected.Throttling")
_FINE = ("success", "ok", "200", "0", "true", "")


class Calls:
    """Calls as the provider makes them, with the typed client of today or with that of 2025."""

    def __init__(self, wire: Wire, *, is_newest: bool = True) -> None:
        self.wire = wire
        self.is_newest = is_newest

    def typed(self, action: str, method: str, path: str, body: Any = None, **query: str) -> Any:
        """A call of the typed client, which makes clusters and changes them."""
        call = self.wire.acs3 if self.is_newest else self.wire.typed
        return call(action, method, path, body, **query)

    def pooled(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        """A call of the client of node pools, to which a ``code`` at the top is an error."""
        answer = self.wire.tea_roa(method, path, body, **query)
        if isinstance(answer, list):
            raise strict.PanicError("an array where an object is due")
        for name in ("code", "Code", "success"):
            if answer and str(answer.get(name, "")).lower() not in _FINE:
                raise ClientError(f"{name}: {answer[name]}")
        return answer

    def retried(self, call: Callable[[], Any], also: tuple[str, ...] = ()) -> Work:
        """Make a call again while it is throttled or the service fails; returns its answer."""
        for _ in range(_RETRIES):
            try:
                return call()
            except UnansweredError:
                pass
            except RefusedError as error:
                if not (_is_temporary(error) or error.code in also):
                    raise
            yield 3.0
        raise ClientError("it still fails after five minutes")

    def wait_for_task(
        self, answer: Any, *, delay: float, timeout: float = HOUR, is_pool: bool = False
    ) -> Work:
        """Wait until the task that an answer names has succeeded; returns its last description.

        A task that cannot be read is polled until the time is over.
        """
        path = f"/tasks/{needed(answer, 'task_id')}"
        last: dict[str, Any] = {}

        def refresh() -> str:
            nonlocal last
            try:
                last = (
                    self.pooled("GET", path)
                    if is_pool
                    else self.typed("DescribeTaskInfo", "GET", path)
                )
            except (RefusedError, UnansweredError):
                return "cannot be read"
            return str(last["state"])

        try:
            yield from wait_for_state(
                refresh,
                target=("success",),
                delay=delay,
                timeout=timeout,
                fails=("fail", "failed"),
            )
        except ClientError as error:
            raise ClientError(f"{error}: {last.get('error') or last}") from error
        return last

    def wait_for_cluster(
        self,
        cluster_id: str,
        *,
        delay: float,
        target: tuple[str, ...] = ("running",),
        pending: tuple[str, ...] = (),
        fails: tuple[str, ...] = (),
        timeout: float = HOUR,
    ) -> Work:
        """Wait for a state of the cluster, polled by the strictly typed client."""

        def refresh() -> str | None:
            try:
                answer = self.wire.aliyungo("GET", f"/clusters/{cluster_id}")
            except RefusedError as error:
                if "ErrorClusterNotFound" in str(error) or "NotFound" in error.code:
                    return None
                raise ClientError(str(error)) from error
            return str(strict.decode(answer, strict.STRICT_CLUSTER)["state"])

        return (
            yield from wait_for_state(
                refresh, target=target, pending=pending, delay=delay, timeout=timeout, fails=fails
            )
        )


def _is_temporary(error: RefusedError) -> bool:
    return error.code in _TEMPORARY or "Throttling" in error.code or error.status >= 500


def is_not_there(error: RefusedError) -> bool:
    """Whether the provider takes an error for "it does not exist": by status, whatever the code."""
    return error.status == 404 or "NotFound" in error.message


def needed(answer: Any, name: str) -> str:
    """An id of an answer; without it the provider crashes."""
    value = strict.a_map(answer, "the answer").get(name)
    if not isinstance(value, str) or not value:
        raise strict.PanicError(f"no {name} in {answer}")
    return value


def shown(call: Callable[[], Any]) -> Any:
    """The answer of a call whose failure is the failure of the resource."""
    try:
        return call()
    except RefusedError as error:
        raise ClientError(str(error)) from error


def logged(call: Callable[[], Any]) -> Any:
    """The answer of a call whose failure is only logged, or ``None``."""
    try:
        return call()
    except RefusedError:
        return None
