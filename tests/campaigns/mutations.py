"""Requests that are in order, and what is done to them so that they no longer are."""

import gzip
import json
import random
import re
from collections.abc import Callable

from tests.campaigns.campaign import SECRETS
from tests.support.builders import a_create_body

PASSWORD, TOKEN = SECRETS["password"], SECRETS["control token"]
KEYS = [f"LTAIhostile{number}" for number in range(20)]
HOSTS = (
    "evil.example",
    "evil.example:8015",
    "\xff",
    "",
    "localhost:99999",
    "[::1",
    "a b",
    "x" * 9000,
)
ORIGINS = ("http://evil.example", "null", "http://localhost:1", "\x00", "http://[")
ENCODINGS = ("gzip", "deflate", "br", "gzip, gzip", "identity", "\xff", "chunked")
SCALARS = (
    None, True, -1, 0, 2**63, 2**64, 1e308, -0.0, "", "\x00", "\ud800", "x" * 5000, "/^(a+)+$/",
    "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "0.000001/h", [], {}, [[]],
)  # fmt: skip
CALLS = (
    ("GET", "/clusters"), ("GET", "/clusters/c0"), ("DELETE", "/clusters/c0"), ("GET", "/tasks/T"),
    ("GET", "/clusters/c0/nodes?pageSize=5"), ("GET", "/clusters/c0/logs"), ("GET", "/templates"),
    ("PUT", "/clusters/c0"), ("POST", "/clusters/c0/attach"), ("POST", "/clusters/c0/token"),
    ("GET", "/events?pageSize=3"), ("GET", "/regions"), ("GET", "/nowhere"), ("POST", "/clusters"),
)  # fmt: skip
CONTROL = (
    ("GET", "livez", None), ("GET", "clock", None), ("GET", "calls?limit=3", None),
    ("GET", "calls/count", None), ("POST", "clock/advance", {"by": "1s"}), ("GET", "faults", None),
    ("PUT", "clock", {"mode": "frozen"}), ("POST", "reset", {"keep": ["calls"]}),
    ("POST", "calls/verify", {"expectations": [{"calls": {"operation": "*"}, "count": 0}]}),
    ("PUT", "faults", {"rules": [{"id": "r", "when": {"operation": "DescribeClusters"},
                                  "fire": {"nth": 3}, "then": {"error": "Throttling"}}]}),
    ("PUT", "fixtures", {"quotas": {"clusters": 9}}), ("PUT", "snapshots/s", None),
    ("POST", "snapshots/s/load", None), ("POST", "tenants", {"name": KEYS[0], "seed": 1}),
    ("PUT", "credentials", {"credentials": [{"id": "k", "secret": PASSWORD}]}),
    ("POST", "validate", a_create_body(password=PASSWORD)), ("DELETE", "calls", None),
)  # fmt: skip


class Mutator:
    """Makes hostile requests, the same ones for a seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._made = 0

    def message(self) -> bytes:
        """The bytes of one request, or of some that are sent together."""
        raw = self._mutated()
        while self.chance.random() < 0.1:
            raw += self._mutated()
        return disguised(raw)

    def _mutated(self) -> bytes:
        method, target, headers, body = self._call() if self.chance.random() < 0.6 else self._use()
        for _ in range(self.chance.choice((0, 1, 1, 2, 3))):
            mutate = self.chance.choice(PARTS)
            method, target, headers, body = mutate(self.chance, method, target, headers, body)
        raw = written(method, target, headers, body)
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            raw = self.chance.choice(BYTES)(self.chance, raw)
        return raw

    def _call(self) -> "Request":
        self._made += 1
        method, target = self.chance.choice(CALLS)
        headers = [("Host", "localhost"), ("Authorization", f"acs {self.chance.choice(KEYS)}:sig")]
        if method not in ("POST", "PUT"):
            return method, target, headers, b""
        fields = a_create_body(
            name=f"h{self._made}", password=PASSWORD, vpc_id=f"vpc-{self._made}",
            vswitch_id=f"vsw-{self._made}", subnet_cidr="172.28.0.0/16",
        )  # fmt: skip
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            fields[self.chance.choice(list(fields))] = self.chance.choice(SCALARS)
        fields["password"] = PASSWORD
        return method, target, [*headers, ("Content-Type", "application/json")], as_json(fields)

    def _use(self) -> "Request":
        method, path, fields = self.chance.choice(CONTROL)
        headers = [("Host", "localhost"), ("Authorization", f"Bearer {TOKEN}"),
                   ("X-Simulator-Tenant", self.chance.choice(KEYS))]  # fmt: skip
        if fields is None:
            return method, f"/_simulator/{path}", headers, b""
        chosen = dict(fields)
        if self.chance.random() < 0.3:
            chosen[self.chance.choice(list(chosen))] = self.chance.choice(SCALARS)
        headers.append(("Content-Type", "application/json"))
        return method, f"/_simulator/{path}", headers, as_json(chosen)


Request = tuple[str, str, list[tuple[str, str]], bytes]


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()


def written(method: str, target: str, headers: list[tuple[str, str]], body: bytes) -> bytes:
    """The request as it is sent; its length is added unless a header says otherwise."""
    names = {name.lower() for name, _ in headers}
    if body and not names & {"content-length", "transfer-encoding"}:
        headers = [*headers, ("Content-Length", str(len(body)))]
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + body


def disguised(raw: bytes) -> bytes:
    """The bytes without the secrets that nothing marks as such any more: nobody could know them."""
    for secret in SECRETS.values():
        marked = (
            rb"(?i)(?<![a-z])(password|token|secret|bearer|authorization)[^a-z]{0,12}"
            + secret.encode()
        )
        ends = {found.end() for found in re.finditer(marked, raw)}
        for found in reversed(list(re.finditer(re.escape(secret.encode()), raw))):
            if found.end() not in ends:
                raw = raw[: found.start()] + b"x" * len(secret) + raw[found.end() :]
    return raw


# ---- parts of a request


def a_header(name: str, *values: str) -> Callable[..., Request]:
    def mutate(chance, method, target, headers, body):
        others = [each for each in headers if each[0] != name or chance.random() < 0.1]
        return method, target, [*others, (name, chance.choice(values))], body

    return mutate


def another_method(chance, method, target, headers, body):
    methods = ("PATCH", "HEAD", "OPTIONS", "CONNECT", "TRACE", "get", "", "G\x00T", "x" * 50)
    return chance.choice(methods), target, headers, body


def another_target(chance, method, target, headers, body):
    targets = (
        f"http://localhost{target}", f"http://evil.example{target}", target + "/" * 30, "*", "",
        target + "?" + "&" * 50, target + "?%ff=%00", "/%2e%2e/%00", target + "x" * 9000,
        f"{target}?password={PASSWORD}", target + "\x00", target + "?tenant=" + "y" * 300,
        "/_simulator/" + "z" * 100, target.upper(), target + "#f", "//[", "/\xff\xfe",
    )  # fmt: skip
    return method, chance.choice(targets), headers, body


def a_cut_body(chance, method, target, headers, body):
    return method, target, headers, body[: chance.randrange(len(body) + 1)]


def a_deep_body(chance, method, target, headers, body):
    depth = chance.choice((10, 250, 300, 2000, 100_000))
    deep = b"[" * depth + b"]" * depth
    return method, target, headers, body[:-1] + b', "x": ' + deep + b"}" if body else deep


def a_packed_body(chance, method, target, headers, body):
    packed = gzip.compress(chance.choice((body, b" " * 2_000_000)), 1)
    packed = packed[: chance.choice((None, -1, 5))]
    return method, target, [*headers, ("Content-Encoding", chance.choice(ENCODINGS))], packed


def a_chunked_body(chance, method, target, headers, body):
    size = chance.choice((f"{len(body):x}", "-1", "zz", "f" * 30, f"{len(body) + 5:x}", ""))
    chunks = size.encode() + b"\r\n" + body + b"\r\n0\r\n\r\n"
    return method, target, [*headers, ("Transfer-Encoding", "chunked")], chunks


def a_form(chance, method, target, headers, body):
    form = f"name=a&password={PASSWORD}&size={chance.choice(SCALARS)}".encode("utf-8", "replace")
    return method, target, [*headers, ("Content-Type", "application/x-www-form-urlencoded")], form


def too_many_headers(chance, method, target, headers, body):
    return method, target, headers * chance.choice((2, 60)), body


PARTS: tuple[Callable[..., Request], ...] = (
    another_method, another_target, a_cut_body, a_deep_body, a_packed_body, a_chunked_body, a_form,
    too_many_headers, a_header("Host", *HOSTS), a_header("Origin", *ORIGINS),
    a_header("Content-Length", "0", "-1", "5", "99999", "1e3", "18446744073709551616", "\xb2"),
    a_header("Transfer-Encoding", "chunked", "gzip, chunked", "identity", "x"),
    a_header("Expect", "100-continue", "x"), a_header("Sec-Fetch-Site", "cross-site", "none"),
    a_header("Authorization", f"Bearer {TOKEN}\x00", f"acs {TOKEN}", "acs :", "ACS3-HMAC-SHA256",
             f"Bearer {TOKEN}\xff", "acs \ud800:x".encode("utf-8", "replace").decode("latin-1")),
    a_header("Connection", "close", "upgrade", "x"), a_header("Upgrade", "websocket", "h2c"),
    a_header("Content-Type", "text/plain", "", "x" * 300, "application/json; charset=utf-16"),
    a_header("X-Simulator-Tenant", "", "\xff", "new", "a" * 5000), a_header("x-acs-version", "1"),
)  # fmt: skip


# ---- bytes


def flip(chance, raw):
    place = chance.randrange(len(raw))
    return raw[:place] + bytes([chance.randrange(256)]) + raw[place + 1 :]


def insert(chance, raw):
    place = chance.randrange(len(raw) + 1)
    return raw[:place] + chance.randbytes(chance.choice((1, 3, 40))) + raw[place:]


def drop(chance, raw):
    first = chance.randrange(len(raw))
    return raw[:first] + raw[first + chance.choice((1, 2, 30)) :] or b"\r\n"


def cut(chance, raw):
    return raw[: chance.randrange(1, len(raw) + 1)]


def repeat(chance, raw):
    first = chance.randrange(len(raw))
    return raw[:first] + raw[first : first + chance.choice((4, 60))] * 3 + raw[first:]


BYTES: tuple[Callable[[random.Random, bytes], bytes], ...] = (flip, flip, insert, drop, cut, repeat)
