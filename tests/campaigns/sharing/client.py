"""A client process: it works for some tenants through the proxy until it is asked to end.

``python -m tests.campaigns.sharing.client`` reads one line of JSON, its :class:`Orders`, and works
until its standard input is closed. Each tenant has a thread, which makes one call after the other:
it creates clusters with a client token, polls, lists and deletes them, and uses the control plane.
What was refused because nobody could answer it is repeated; what an answer shows is compared with
all that was answered before.
"""

import json
import sys
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.campaigns.sharing.calling import Answer, Key, Plain, Sdk, Service
from tests.campaigns.sharing.record import Attempt, Known, Record, Wrong
from tests.support.builders import a_create_body
from tests.support.cluster_kinds import creating

MOST_CLUSTERS = 3  # of a tenant; then the oldest is deleted
PAUSE = 0.1  # seconds before each call: a client does something else, too
BETWEEN = 0.2  # seconds until a call is repeated that nobody could answer
# Nobody has answered: no answer, or one of the proxy, or the tenant is on its way.
UNANSWERED = {0, 502, 503, 504}


class WrongError(Exception):
    """An answer is not what it must be."""


@dataclass(frozen=True, kw_only=True)
class Orders:
    """What a client process is to do."""

    address: str
    """Host and port of the proxy."""
    record: str
    token: str
    """Of the control plane."""
    secret: str
    """Of all AccessKeys."""
    password: str
    cluster_type: str
    is_sdk: bool
    """Whether the calls of the service's API are made by the official SDK."""
    tenants: list[dict[str, str]]
    """``tenant``, ``key`` and ``form`` of each."""


class Work:
    """The work for one tenant, and what is known of its world."""

    def __init__(
        self, orders: Orders, given: dict[str, str], record: Record, end: threading.Event
    ) -> None:
        self.tenant, self._orders = given["tenant"], orders
        self._record, self._end = record, end
        key = Key(key=given["key"], secret=orders.secret, form=given["form"])
        number = int(self.tenant.rpartition("-")[2])
        self._plain = Plain(orders.address, key, keeps=bool(number % 2))
        self._service: Service = Sdk(orders.address, key) if orders.is_sdk else self._plain
        self._clusters: dict[str, str] = {}
        self._made = 0
        self._now = ""
        self._answered = 0

    def run(self) -> None:
        """Work until the end, or until something is wrong."""
        try:
            while not self._end.is_set():
                self._round()
            self._look()
        except Exception as problem:  # noqa: BLE001 - whatever it is, the campaign must fail
            text = f"{type(problem).__name__}: {problem}"
            self._record.put(Wrong(tenant=self.tenant, problem=text))

    def _round(self) -> None:
        name = self._create()
        self._look()
        self._move_clock()
        self._expect_running(name)
        self._look_at_networks()
        if len(self._clusters) > MOST_CLUSTERS:
            self._delete(next(iter(self._clusters)))
        self._look()
        self._look_at_clock()

    def ask_for_nobody(self) -> None:
        """Make calls that are about no tenant: to proxy and judge they are of ``default``."""
        while not self._end.wait(BETWEEN):
            self._ask("GET livez", partial(self._plain.control, "GET", "livez"), tenant="default")

    # ---- clusters

    def _create(self) -> str:
        self._made += 1
        name = f"{self.tenant}-{self._made}"
        network = name.replace("-", "")
        body = a_create_body(
            name=name, size=1, vpc_id=f"vpc-{network}", vswitch_id=f"vsw-{network}",
            subnet_cidr="172.28.0.0/16", password=self._orders.password,
            client_token=f"token-{name}",
        )  # fmt: skip
        has_token = self._orders.cluster_type == "ack"
        find = None if has_token else partial(self._find, name)
        answer = self._call("CreateCluster", "POST", "/clusters", body, instead=find)
        self._check(answer.status == 202, "a creation", answer)
        self._clusters[name] = answer.body["cluster_id"]
        self._note(name, is_there=True)
        if has_token and self._made % 3 == 0:
            # It changes nothing, so a kill may take it out of the journal, as a read.
            again = self._call("CreateCluster", "POST", "/clusters", body, writes=False)
            is_same = again.status == 202 and again.body["cluster_id"] == self._clusters[name]
            self._check(is_same, "a creation that is repeated with its token", again)
        return name

    def _find(self, name: str) -> Answer | None:
        """What the creation of a cluster was answered, if it was done: one without a token."""
        listed = self._call("DescribeClusters", "GET", "/clusters").body
        found = [cluster["cluster_id"] for cluster in listed if cluster["name"] == name]
        return Answer(202, {"cluster_id": found[0]}) if found else None

    def _delete(self, name: str) -> None:
        cluster_id = self._clusters[name]
        answer = self._call(
            "DeleteCluster", "DELETE", f"/clusters/{cluster_id}", repeats={404, 409}
        )
        self._check(answer.status in (202, 404, 409), "a deletion", answer)
        self._move_clock()
        gone = self._call("DescribeClusterDetail", "GET", f"/clusters/{cluster_id}")
        self._check(gone.status == 404, f"{name}, which was deleted", gone)
        self._note(name, is_there=False)
        del self._clusters[name]

    def _expect_running(self, name: str) -> None:
        path = f"/clusters/{self._clusters[name]}"
        answer = self._call("DescribeClusterDetail", "GET", path)
        is_running = answer.status == 200 and answer.body["state"] == "running"
        self._check(is_running, f"{name}, which must be running", answer)

    def _look(self) -> None:
        """List all clusters: they are those of this tenant that were answered, and no others."""
        answer = self._call("DescribeClusters", "GET", "/clusters")
        self._check(answer.status == 200, "a list", answer)
        listed = {cluster["name"]: cluster["cluster_id"] for cluster in answer.body}
        self._check(listed == self._clusters, f"a list, which must be {self._clusters}", answer)

    def _look_at_networks(self) -> None:
        answer = self._ask("DescribeVpcs", lambda: self._plain.rpc("DescribeVpcs"))
        self._check(answer.status == 200 and "Vpcs" in answer.body, "networks", answer)

    # ---- the control plane

    def _move_clock(self) -> None:
        idle = {"until": "idle"}
        answer = self._control("POST", "clock/advance", idle)
        self._check(answer.status == 200 and answer.body["next"] is None, "an advance", answer)

    def _look_at_clock(self) -> None:
        answer = self._control("GET", "clock")
        self._check(answer.status == 200 and answer.body["now"] >= self._now, "a clock", answer)
        self._now = answer.body["now"]

    def _control(self, method: str, path: str, body: object = None) -> Answer:
        """A call of the control plane, which names the tenant by header and by query in turns."""
        headers = {"authorization": f"Bearer {self._orders.token}"}
        if self._answered % 2:
            headers["x-simulator-tenant"] = self.tenant
        target = path if self._answered % 2 else f"{path}?tenant={self.tenant}"
        return self._ask(
            f"{method} {path}", lambda: self._plain.control(method, target, body, headers)
        )

    # ---- calls

    def _call(self, action: str, method: str, path: str, body: object = None, **how: Any) -> Answer:
        send = partial(self._service.call, action, method, path, body)
        return self._ask(action, send, **{"writes": method != "GET", **how})

    def _ask(
        self, call: str, send: Callable[[], Answer], *, writes: bool = False, tenant: str = "",
        repeats: Collection[int] = (), instead: Callable[[], Answer | None] | None = None,
    ) -> Answer:  # fmt: skip
        """Send a request until somebody answers it.

        *repeats* are statuses with which only a request may be answered that is sent again.
        *instead* is asked before it is sent again, and may find out that it was done.
        """
        is_first = True
        while True:
            threading.Event().wait(PAUSE)
            began = time.monotonic()
            answer = send()
            self._note_attempt(tenant or self.tenant, call, answer, began, writes=writes)
            if answer.status not in UNANSWERED:
                self._check(not (is_first and answer.status in repeats), call, answer)
                self._answered += 1
                return answer
            is_first = False
            threading.Event().wait(min(max(answer.retry_after, BETWEEN), 1))
            if instead and (found := instead()):
                return found

    def _note_attempt(
        self, tenant: str, call: str, answer: Answer, began: float, *, writes: bool
    ) -> None:
        said = answer.body if answer.status not in range(1, 400) else {}
        is_in_words = isinstance(said, dict)
        self._record.put(
            Attempt(
                tenant=tenant, call=call, writes=writes,
                began=began, ended=time.monotonic(),
                status=answer.status, request_id=answer.request_id,
                code=(said.get("code") or said.get("Code") or "") if is_in_words else "",
                message=_message(said) if is_in_words else str(said)[:500],
            )
        )  # fmt: skip

    def _note(self, name: str, *, is_there: bool) -> None:
        cluster_id = self._clusters[name]
        self._record.put(
            Known(tenant=self.tenant, cluster=name, cluster_id=cluster_id, is_there=is_there)
        )

    def _check(self, is_right: bool, what: str, answer: Answer) -> None:
        if not is_right:
            raise WrongError(f"{what}, is answered {answer.status} {str(answer.body)[:1000]}")


def _message(said: dict[str, Any]) -> str:
    return str(said.get("message") or said.get("Message") or "")


def main() -> None:
    """Work as the orders say, until standard input is closed."""
    orders = Orders(**json.loads(sys.stdin.readline()))
    record, end = Record(Path(orders.record)), threading.Event()
    with creating(orders.cluster_type):
        works = [Work(orders, given, record, end) for given in orders.tenants]
        nobody = Work(orders, orders.tenants[0], record, end)
        threads = [threading.Thread(target=work.run) for work in works]
        threads.append(threading.Thread(target=nobody.ask_for_nobody))
        for thread in threads:
            thread.start()
        sys.stdin.read()
        end.set()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    main()
