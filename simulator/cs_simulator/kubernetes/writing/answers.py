"""The answers to writes: the object, and warnings about what is kept and not enforced."""

from cs_simulator.kubernetes.request import Request
from cs_simulator.kubernetes.writing.outcome import Outcome
from cs_simulator.operations import Reply

Headers = tuple[tuple[str, str], ...]


def written(request: Request, outcome: Outcome) -> Reply:
    """The answer to a creation or a change."""
    note = "" if request.subresource else request.kind.note
    texts = [*outcome.warnings, *([note] if note else [])]
    return Reply(outcome.body, 201 if outcome.is_new else 200, headers=warnings(texts))


def warnings(texts: list[str]) -> Headers:
    """Headers by which clients are warned, as RFC 7234 has it; 299 is what Kubernetes sends."""
    return tuple(("Warning", f'299 - "{_escaped(text)}"') for text in texts)


def _escaped(text: str) -> str:
    """The text as it may be within quotes in a header: without line breaks and other controls."""
    shown = "".join(each if each.isprintable() else " " for each in text)
    return shown.encode("ascii", "replace").decode().replace("\\", "\\\\").replace('"', '\\"')


def success(status: int) -> Reply:
    """The answer to what leaves nothing to show."""
    body = {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Success"}
    return Reply({**body, "code": status}, status)
