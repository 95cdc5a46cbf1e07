"""Creates a Kubernetes cluster, waits until it runs, and deletes it again.

Run it: cs-simulator explore -- python create.py
Its arguments name the faults that it has; without any it is careful.
"""

import http.client
import json
import os
import signal
import sys
import time

CARELESS = set(sys.argv[1:])
TRIES, POLLS = 8, 40


def send(method: str, path: str, body: object = None) -> tuple[int, dict[str, str]]:
    """What was answered; status 0 if nothing was, or nothing that can be read."""
    host = os.environ["CS_ENDPOINT"]
    headers = {
        "Authorization": f"acs {os.environ['ALIBABA_CLOUD_ACCESS_KEY_ID']}:unsigned",
        "Content-Type": "application/json",
    }
    connection = _connection(host)
    try:
        connection.request(method, path, body and json.dumps(body), headers)
        answer = connection.getresponse()
        raw = answer.read()
        return answer.status, json.loads(raw) if raw else {}
    except (OSError, http.client.HTTPException, ValueError):
        return 0, {}
    finally:
        connection.close()


def _connection(host: str) -> http.client.HTTPConnection:
    if "tls" not in CARELESS:
        return http.client.HTTPConnection(host, timeout=5)
    import ssl

    return http.client.HTTPSConnection(host, timeout=5, context=ssl.create_default_context())


def call(method: str, path: str, body: object = None) -> tuple[int, dict[str, str]]:
    """The same, tried again while that may help."""
    status, answer = 0, {}
    for _ in range(TRIES):
        status, answer = send(method, path, body)
        meet(status)
        if not may_pass(status, answer):
            break
    return status, answer


def may_pass(status: int, answer: dict[str, str]) -> bool:
    """Whether trying again may help."""
    is_busy = status in (0, 409, 429) or answer.get("code", "").startswith("Throttling")
    return is_busy or status >= 500


def meet(status: int) -> None:
    """React to a refusal as the careless do."""
    if status < 400 or status == 404:
        return
    if "gives-up" in CARELESS:
        print("gave up at", status)
        sys.exit(3)
    if "crashes" in CARELESS:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "hangs" in CARELESS:
        time.sleep(600)


def create() -> str:
    body = {
        "name": "mine", "cluster_type": "ManagedKubernetes", "region_id": "cn-beijing",
        "vpcid": "vpc-2zedefault", "vswitch_ids": ["vsw-2zedefaultb"],
        "container_cidr": "172.20.0.0/16", "service_cidr": "172.21.0.0/20",
    }  # fmt: skip
    if "no-token" not in CARELESS:
        body["client_token"] = "once"
    for _ in range(TRIES):
        status, answer = call("POST", "/clusters", body)
        if "cluster_id" in answer:
            return answer["cluster_id"]
        if status >= 400:
            break
    sys.exit("it was not created")


def until(cluster: str, *states: str) -> str:
    polls = 0
    while polls < POLLS or "never-ends" in CARELESS:
        polls += 1
        status, answer = call("GET", f"/clusters/{cluster}")
        state = "gone" if status == 404 else answer.get("state", "")
        if state in states:
            return state
    return "unknown"


def remove(cluster: str) -> None:
    for _ in range(TRIES):
        call("DELETE", f"/clusters/{cluster}")
        if until(cluster, "gone", "delete_failed") == "gone":
            return
    sys.exit("it is still there")


def main() -> None:
    if "waits" in CARELESS:
        time.sleep(600)
    if "silent" in CARELESS:
        sys.exit("there is no address")
    if "broken" in CARELESS:
        call("GET", "/api/v1/clusters")
        sys.exit("it never works")
    cluster = create()
    ends = ["running"] if "never-ends" in CARELESS else ["running", "failed"]
    state = until(cluster, *ends)
    remove(cluster)
    if state != "running":
        sys.exit(f"it was {state}")


main()
