"""Whether what a server sent is well-formed HTTP, by the judgement of h11."""

from typing import NamedTuple

import h11


class Judged(NamedTuple):
    """One response that h11 has accepted."""

    status: int
    version: str
    headers: dict[str, str]
    """Their names in lower case."""
    body: bytes

    @property
    def closes(self) -> bool:
        """Whether it says that the connection ends with it."""
        said = self.headers.get("connection", "")
        return said == "close" or (self.version == "1.0" and said != "keep-alive")


def judged(raw: bytes, *methods: str) -> list[Judged]:
    """The responses to requests of those methods, of which *raw* is all that was sent.

    Raises ``h11.RemoteProtocolError`` for what is not well-formed, and ``AssertionError`` for bytes
    that belong to no response.
    """
    found = []
    for method in methods:
        if not raw:
            break
        response, raw = _first(raw, method)
        found.append(response)
    assert not raw, raw
    return found


def _first(raw: bytes, method: str) -> tuple[Judged, bytes]:
    """The first response, and what comes behind it."""
    client = h11.Connection(h11.CLIENT)
    client.send(h11.Request(method=method, target="/", headers=[("Host", "localhost")]))
    client.send(h11.EndOfMessage())
    client.receive_data(raw)
    response, body = None, b""
    while True:
        event = client.next_event()
        match event:
            case h11.Response():
                response = event
            case h11.Data():
                body += bytes(event.data)
            case h11.EndOfMessage():
                break
            case h11.InformationalResponse():
                pass
            case _:
                client.receive_data(b"")  # then h11 says what is missing
    assert response is not None
    headers = [(name.decode(), value.decode()) for name, value in response.headers]
    assert len(dict(headers)) == len(headers), headers
    version = response.http_version.decode()
    behind, _ = client.trailing_data
    return Judged(response.status_code, version, dict(headers), body), bytes(behind)
