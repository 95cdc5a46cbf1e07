"""The scheme ``acs``: HMAC-SHA1 over a text that every client builds a little differently.

The vectors in the tests are the clients' own (reference: swarm-api §1.4, clients §3.1).
"""

import hmac
from base64 import b64encode
from collections.abc import Iterator
from urllib.parse import unquote

from simulator.signing.request import SignedRequest

SHOWN_INSTEAD = "***"


def string_to_sign(request: SignedRequest) -> str:
    """The text as most clients build it, for people: a security token in it is not shown."""
    before, after = _around_type(request, _acs_headers(request, hides_token=True))
    return f"{before}{request.header('Content-Type')}{after}{next(_resources(request))}"


def matches(request: SignedRequest, secret: str, signature: str) -> bool:
    """Whether the signature is that of the request, in any of the forms that clients sign."""
    key, given = secret.encode(), signature.encode("utf-8", "replace")
    for text in _candidates(request):
        made = b64encode(hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha1"))
        if hmac.compare_digest(made, given):
            return True
    return False


def _candidates(request: SignedRequest) -> Iterator[str]:
    """The texts that a client may have signed, the likeliest first."""
    before, after = _around_type(request, _acs_headers(request))
    content_type = request.header("Content-Type")
    # Without a body some sign no type, and the library below them sends one.
    types = [content_type] if request.body or not content_type else [content_type, ""]
    for resource in _resources(request):
        for each in types:
            yield f"{before}{each}{after}{resource}"


def _around_type(request: SignedRequest, acs_headers: str) -> tuple[str, str]:
    """What comes before the type of the body, and what comes between it and the resource."""
    header = request.header
    before = f"{request.method}\n{header('Accept')}\n{header('Content-MD5')}\n"
    return before, f"\n{header('Date')}\n{acs_headers}"


def _acs_headers(request: SignedRequest, *, hides_token: bool = False) -> str:
    """A line for each header of the gateway's own, sorted by name."""
    lines = []
    for name, value in request.headers.items():
        lowered = name.lower()
        if lowered[:6] == "x-acs-":
            shown = SHOWN_INSTEAD if hides_token and "token" in lowered else value.strip()
            lines.append(f"{lowered}:{shown}\n")
    lines.sort(key=_name_of)
    return "".join(lines)


def _name_of(line: str) -> str:
    return line.partition(":")[0]


def _resources(request: SignedRequest) -> Iterator[str]:
    """Path and query: as on the wire or decoded, empty values with ``=`` or without."""
    path, query = request.path, request.query
    if not query:
        yield path
        yield request.target
    else:
        with_sign = "&".join(f"{name}={value}" for name, value in query)
        yield f"{path}?{with_sign}"
        yield request.target
        without = "&".join(f"{name}={value}" if value else name for name, value in query)
        yield f"{path}?{without}"
    if "%" in path:
        path = unquote(path)
        yield f"{path}?{with_sign}" if query else path
        if query:
            yield f"{path}?{without}"
