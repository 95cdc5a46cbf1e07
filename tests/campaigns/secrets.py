"""Secrets in every place of a request, understood or not: none is in any file or response.

A real process with a log of all levels, a journal, a scenario and a database in a file gets
requests with a password, a key or the control plane's token in bodies of every kind, whole and cut
off, in headers, queries, paths and in what is no HTTP at all. Then everything that can be read of
it is written into the folder: exports, explanations, decisions, events, metrics, snapshots.
"""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

from tests.campaigns.campaign import SECRETS, Campaign, Figures, Run
from tests.support.builders import a_create_body
from tests.support.process import command

AT_ONCE = 8
USUAL = 0.5  # share of what is in order, part by part, so that some requests are in all parts
PATIENCE = 10.0  # real seconds for one answer
KEY, TOKEN = SECRETS["access key secret"], SECRETS["control token"]
NAMES = ("password", "login_Password", "AccessKeySecret", "SecurityToken", "Signature", "api-key")

RULES = [
    {"id": "body", "when": {"body": {"password": {"exists": True}}}, "fire": {"probability": 0.3},
     "then": {"error": "Throttling"}},
    {"id": "header", "when": {"headers": {"authorization": "*"}}, "fire": {"probability": 0.3},
     "then": {"error": "ServiceUnavailable"}},
]  # fmt: skip


class Draw:
    """What one request is made of."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.secret = chance.choice(list(SECRETS.values()))
        self.name = chance.choice(NAMES)

    def one_of(self, *choices: str) -> str:
        return self.chance.choice(choices)

    @property
    def hidden_name(self) -> str:
        """The name with one letter as an escape of URLs, or as one of JSON."""
        place = self.chance.randrange(len(self.name))
        code = f"{ord(self.name[place]):02x}"
        escape = self.one_of(f"%{code}", f"%25{code}", f"\\u00{code}")
        return self.name[:place] + escape + self.name[place + 1 :]


# ---- bodies


def creation(draw: Draw) -> str:
    number = draw.chance.randrange(1024)
    block = f"172.{28 + number // 256}.{number % 256}.0/24"
    size = draw.chance.choice([1, 1, 1, "many"])
    return json.dumps(
        a_create_body(name=f"c{number}", subnet_cidr=block, size=size, password=draw.secret)
    )


def nested(draw: Draw) -> str:
    depth = draw.chance.choice([1, 10, 70, 300, 1100])
    inner = json.dumps({draw.name: [draw.secret, {"b": draw.secret}]})
    return json.dumps(a_create_body())[:-1] + f', "x": {"[" * depth}{inner}{"]" * depth}}}'


def pairs(draw: Draw) -> str:
    return json.dumps([{"key": draw.name, "value": draw.secret}, 7])


def json_in_json(draw: Draw) -> str:
    return json.dumps({"size": json.dumps({draw.name: draw.secret})})


def escaped(draw: Draw) -> str:
    return f'{{"{draw.hidden_name}": "{draw.secret}"}}'


def form(draw: Draw) -> str:
    return f"size=1&{draw.hidden_name}={draw.secret}&x=%FF"


def multipart(draw: Draw) -> str:
    return (
        f'--b\r\nContent-Disposition: form-data; name="{draw.name}"\r\n\r\n{draw.secret}\r\n--b--'
    )


def text(draw: Draw) -> str:
    return draw.one_of(
        f"<{draw.name}>{draw.secret}</{draw.name}>",
        f"{draw.name}: {draw.secret}\n",
        f"Authorization: Bearer {draw.secret}",
        f"acs id:{draw.secret}",
        f"-----BEGIN PRIVATE KEY-----\n{draw.secret}\n",
    )


BODIES: list[Callable[[Draw], str]] = [
    creation, creation, nested, pairs, json_in_json, escaped, form, multipart, text,
]  # fmt: skip


def body_of(draw: Draw) -> bytes:
    """A body with the secret in it, at times cut off or spoiled."""
    whole = draw.chance.choice(BODIES)(draw)
    spoilt = draw.one_of("", "", "", "", "cut", "\x00", "\udcff", "}")
    if spoilt == "cut":
        whole = whole[: draw.chance.randint(whole.find(draw.secret), len(whole))]
    else:
        whole += spoilt
    return whole.encode("utf-8", "surrogateescape")


# ---- targets and headers


def target_of(draw: Draw) -> str:
    secret = quote(draw.secret)
    if draw.chance.random() < USUAL:
        return "/clusters"
    return draw.one_of(
        f"/clusters?{draw.name}={secret}",
        f"/clusters?{quote(draw.hidden_name)}={secret}&name=a",
        f"/clusters?{draw.hidden_name}={secret}",
        f"/clusters?q={quote(json.dumps({draw.name: draw.secret}))}",
        f"/clusters?q={draw.name}%3D{secret}",
        f"/token/{secret}/revoke",
        f"/token/{secret}/nowhere",
        f"/clusters/c0/tokens/{secret}",
        f"/agility/{secret}/agent_info",
        f"/{draw.name}={secret}",
        f"http://user:{secret}@127.0.0.1/clusters",
        f"/_simulator/calls?{draw.name}={secret}",
        "/_simulator/tenants",
        "/_simulator/credentials",
    )


def headers_of(draw: Draw) -> list[str]:
    """Headers of which some have the secret, not all of them in order."""
    if draw.chance.random() < USUAL:
        return ["Content-Type: application/json", f"Authorization: acs id:{draw.secret}"]
    value = draw.one_of(
        draw.secret, draw.secret, f"{draw.secret}\x00", f"\xff{draw.secret}", f"a {draw.secret}"
    )
    more = draw.one_of(
        f"Authorization: Bearer {value}",
        f"Authorization: acs id:{value}",
        f"Authorization: acs {value}",
        f"Authorization: ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host,Signature={value}",
        f"x-acs-security-token: {value}",
        f"User-Agent: web/1.0 (token={value})",
        f"x-acs-{draw.name}: {value}",
        f"Cookie: session={value}",
        f"Authorization : Basic {value}",
        f"Authorization\r\n {value}",
        f"X-{draw.name}:{value}\r\n folded {value}",
    )
    label = draw.one_of("application/json", "application/x-www-form-urlencoded", "text/plain", "")
    return [more, f"Content-Type: {label}"]


def request_of(draw: Draw) -> bytes:
    """The bytes of one request."""
    is_usual = draw.chance.random() < USUAL
    method = "POST" if is_usual else draw.one_of("PUT", "GET", "DELETE", "PATCH", "F\x00O")
    version = "HTTP/1.1" if is_usual else draw.one_of("HTTP/1.1", "HTTP/1.0", "HTTP/9.9", "")
    body, headers = body_of(draw), headers_of(draw) if draw.chance.random() < 0.6 else []
    framing = draw.one_of("chunked", "bad chunk", "short", "gzip") if not is_usual else "length"
    if framing in ("chunked", "bad chunk"):
        headers.append("Transfer-Encoding: chunked")
        size = f"{len(body):x}" if framing == "chunked" else f"zz{draw.name}={draw.secret}"
        body = size.encode() + b"\r\n" + body + b"\r\n0\r\n\r\n"
    else:
        headers.append(f"Content-Length: {max(0, len(body) - 5 * (framing == 'short'))}")
    if framing == "gzip":
        headers.append("Content-Encoding: gzip")
    head = [f"{method} {target_of(draw)} {version}", "Host: 127.0.0.1", "Connection: close"]
    return "\r\n".join([*head, *headers, "", ""]).encode("latin-1", "replace") + body


# ---- the run


@asynccontextmanager
async def server(folder: Path) -> AsyncIterator[str]:
    """A server that writes into the folder; returns its port."""
    endpoint, log = folder / "endpoint", folder / "log"
    scenario = folder / "scenario.json"
    scenario.write_text(
        json.dumps({
            "apiVersion": "simulator/v1", "kind": "Scenario", "metadata": {"name": "s"},
            "rules": RULES,
        })
    )  # fmt: skip
    options = [
        "--port=0", f"--endpoint-file={endpoint}", f"--db={folder}/state.db", "--clock=polling",
        "--log-level=debug", "--log-format=json", "--auth=log", f"--credentials=id:{KEY}",
        f"--control-token={TOKEN}", f"--scenario={scenario}", "--quota=clusters=100000",
    ]  # fmt: skip
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            *command("serve", *options), stderr=errors, stdout=errors
        )
    try:
        waiting = await asyncio.create_subprocess_exec(
            *command("wait", f"--endpoint-file={endpoint}"), stdout=asyncio.subprocess.DEVNULL
        )
        assert await waiting.wait() == 0
        yield endpoint.read_text().strip().rpartition(":")[2]
    finally:
        if process.returncode is None:
            process.terminate()
        async with asyncio.timeout(PATIENCE):
            assert await process.wait() == 0


async def exchange(port: str, request: bytes, most: int = 10_000_000) -> bytes:
    """Send bytes; returns what is answered until the connection ends, or *most* bytes of it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(port))
    found = bytearray()
    try:
        writer.write(request)
        async with asyncio.timeout(PATIENCE):
            while len(found) < most and (piece := await reader.read(65_536)):
                found += piece
    except ConnectionError:
        pass
    finally:
        writer.close()
    return bytes(found)


async def control(port: str, method: str, path: str, most: int = 10_000_000) -> bytes:
    """What the control plane answers with."""
    head = (
        f"{method} /_simulator/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        f"Authorization: Bearer {TOKEN}\r\nContent-Length: 0\r\n\r\n"
    )
    answer = await exchange(port, head.encode(), most)
    assert answer.startswith(b"HTTP/1.1 200"), (path, answer[:300])
    return answer


VIEWS = (
    "health", "metrics", "tenants", "credentials", "calls", "calls/export?format=jsonl",
    "calls/export?format=har", "decisions", "clusters", "tasks", "timeline", "faults", "scenario",
    "fidelity", "snapshots/all/file",
)  # fmt: skip


async def read_all(port: str, folder: Path) -> int:
    """Write everything that can be read of every tenant into the folder; returns the journal's
    length."""
    tenants = json.loads((await control(port, "GET", "tenants")).partition(b"\r\n\r\n")[2])
    total = 0
    for number, tenant in enumerate(tenants["tenants"]):
        chosen = f"tenant={quote(tenant)}"
        await control(port, "PUT", f"snapshots/all?{chosen}")
        for view in VIEWS:
            mark = "&" if "?" in view else "?"
            name = f"{number}-{view}".replace("/", "-").replace("?", "-")
            (folder / name).write_bytes(await control(port, "GET", f"{view}{mark}{chosen}"))
        raw = await control(port, "GET", f"calls?limit=100&{chosen}")
        calls = json.loads(raw.partition(b"\r\n\r\n")[2])
        total += calls["total"]
        for call in calls["calls"]:
            path = f"calls/{call['request_id']}/explain?{chosen}"
            with (folder / f"{number}-explained").open("ab") as file:
                file.write(await control(port, "GET", path))
    return total


async def run(given: Run) -> Figures:
    """Send requests with secrets, and write down everything that the server shows."""
    chance = random.Random(given.seed)
    requests = [request_of(Draw(chance)) for _ in range(given.amount)]
    answers = given.folder / "answers"
    answered = broken = 0
    async with server(given.folder) as port:
        with answers.open("wb") as file:
            for first in range(0, len(requests), AT_ONCE):
                group = requests[first : first + AT_ONCE]
                for answer in await asyncio.gather(*(exchange(port, each) for each in group)):
                    answered += bool(answer)
                    broken += answer.startswith(b"HTTP/1.1 500")
                    file.write(answer)
        journalled = await read_all(port, given.folder)
    assert broken == 0, f"{broken} requests were answered with 500"
    lines = (given.folder / "log").read_bytes().splitlines()
    assert all(json.loads(line) for line in lines)
    return {"answered": answered, "journalled": journalled, "log lines": len(lines), "found": 0}


CAMPAIGN = Campaign(
    name="secrets",
    proves=(
        "passwords, keys and tokens in every place of requests, understood or not, are in no file,"
        " log, export or response"
    ),
    unit="requests",
    amount=20_000,
    short=300,
    run=run,
)
