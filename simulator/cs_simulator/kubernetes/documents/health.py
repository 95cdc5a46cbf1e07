"""``/healthz``, ``/livez``, ``/readyz``: whether the API server is well, part by part.

It always is: while it is not, it does not answer at all.
"""

from cs_simulator.catalog import kubernetes_errors as errors
from cs_simulator.domain.records import Cluster
from cs_simulator.engine.unit import Unit
from cs_simulator.operations import Call, Reply

PARTS = {
    "healthz": ("ping", "log", "etcd"),
    "livez": ("ping", "log", "etcd"),
    "readyz": ("ping", "log", "etcd", "etcd-readiness", "informer-sync", "shutdown"),
}
_TEXT = "text/plain; charset=utf-8"


def health(call: Call, cluster: Cluster, unit: Unit, *, check: str, part: str) -> Reply:  # noqa: ARG001
    """``ok``, or with ``verbose`` a line for each part; raises 404 for a part that is none."""
    parts = PARTS[check]
    if part:
        if part not in parts:
            raise errors.NO_SUCH_PATH()
        return _text("ok")
    if "verbose" not in call.query:
        return _text("ok")
    excluded = call.query.get("exclude", "")
    lines = [f"[+]{each} {'excluded: ok' if each == excluded else 'ok'}" for each in parts]
    if excluded and excluded not in parts:
        lines.append(f'warn: some health checks cannot be excluded: no matches for "{excluded}"')
    return _text("\n".join([*lines, f"{check} check passed", ""]))


def _text(text: str) -> Reply:
    headers = (("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-cache, private"))
    return Reply(text.encode(), content_type=_TEXT, headers=headers)
