"""A body is understood whole, or refused: encodings, their ends, and how much they become."""

import gzip
import json
import zlib

import pytest

from tests.support.builders import a_create_body

WHOLE = json.dumps(a_create_body()).encode()
GZIP = gzip.compress(WHOLE)
DEFLATE = zlib.compress(WHOLE)


def raw_deflate(raw):
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(raw) + stream.flush()


async def send(api, encoding, raw, path="/clusters", method="POST", label="application/json"):
    headers = {"Content-Type": label, "Content-Encoding": encoding}
    answer = await api.request(method, path, data=raw, headers=headers, compress=None)
    return answer.status, await answer.json()


async def clusters(api):
    return await (await api.get("/clusters")).json()


@pytest.mark.parametrize(
    ("encoding", "raw"),
    [
        ("gzip", GZIP),
        ("GZip", GZIP),
        ("x-gzip", GZIP),
        ("gzip", gzip.compress(WHOLE[:20]) + gzip.compress(WHOLE[20:])),
        ("deflate", DEFLATE),
        ("deflate", raw_deflate(WHOLE)),
        ("identity", WHOLE),
        ("", WHOLE),
        ("identity, gzip", GZIP),
        ("deflate, gzip", gzip.compress(DEFLATE)),
    ],
)
async def test_a_whole_body_is_read_out_of_its_encoding(api, encoding, raw):
    assert (await send(api, encoding, raw))[0] == 202
    assert len(await clusters(api)) == 1


UNREADABLE = [
    ("gzip", b"nothing of the kind"),
    ("gzip", WHOLE),
    ("gzip", DEFLATE),
    ("gzip", GZIP[:-1]),
    ("gzip", GZIP[:-8]),
    ("gzip", GZIP[: len(GZIP) // 2]),
    ("gzip", GZIP[:3]),
    ("gzip", GZIP + b"more"),
    ("gzip", GZIP + GZIP[:10]),
    ("gzip", GZIP[:-6] + b"\0\0" + GZIP[-4:]),
    ("deflate", DEFLATE[:-1]),
    ("deflate", DEFLATE + b"more"),
    ("deflate", WHOLE),
    ("gzip, gzip", GZIP),
]


@pytest.mark.parametrize(("encoding", "raw"), UNREADABLE)
async def test_a_body_that_is_not_what_it_claims_is_refused_and_not_done(api, encoding, raw):
    status, body = await send(api, encoding, raw)
    assert (status, body["code"]) == (400, "InvalidParameter")
    assert "Content-Encoding" in body["message"]
    assert await clusters(api) == []


@pytest.mark.parametrize(("encoding", "raw"), [UNREADABLE[0], UNREADABLE[3]])
async def test_the_control_plane_refuses_it_too(api, encoding, raw):
    status, body = await send(api, encoding, raw, "/_simulator/clock/advance")
    assert (status, body.keys()) == (400, {"code", "message"})


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip, gzip", "\u00fc", "x"])
@pytest.mark.parametrize("path", ["/clusters", "/_simulator/reset"])
async def test_an_encoding_that_is_not_known_is_refused_with_those_that_are(api, encoding, path):
    status, body = await send(api, encoding, GZIP, path)
    assert status == 415
    assert "gzip or deflate" in (body.get("Message") or body["message"])
    assert await clusters(api) == []


@pytest.mark.parametrize("path", ["/clusters", "/_simulator/reset"])
@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(gzip.compress(b" " * 50_000_000), id="one member"),
        pytest.param(gzip.compress(b" " * 60_000) * 40, id="many members"),
        pytest.param(gzip.compress(b" " * 1_048_577), id="one byte too many"),
    ],
)
async def test_a_body_counts_as_what_it_becomes(api, raw, path):
    status, body = await send(api, "gzip", raw, path)
    assert status == 413
    assert "1048576" in body["message"]


async def test_a_bomb_in_a_bomb_is_refused(api):
    bomb = gzip.compress(gzip.compress(b" " * 50_000_000))
    assert (await send(api, "gzip, gzip", bomb))[0] == 413


async def test_a_file_is_sent_without_an_encoding(api):
    path = "/_simulator/snapshots/s/file"
    status, body = await send(api, "gzip", GZIP, path, "PUT", "application/octet-stream")
    assert (status, body["code"]) == (415, "UnsupportedContentEncoding")


async def test_a_refused_body_makes_no_tenant(api):
    headers = {"Authorization": "acs unheard-of:x", "Content-Encoding": "gzip"}
    answer = await api.post("/clusters", data=b"nonsense", headers=headers)
    assert answer.status == 400
    tenants = await (await api.get("/_simulator/tenants")).json()
    assert "unheard-of" not in tenants["tenants"]
