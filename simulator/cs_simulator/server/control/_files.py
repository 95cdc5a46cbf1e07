"""Sending and receiving files of tenants and snapshots, piece by piece."""

from pathlib import Path

from aiohttp import web

from cs_simulator.server.control._request import ControlError
from cs_simulator.server.control.contract.endpoint import SQLITE

# How much of a file is sent at once, in bytes.
_PIECE = 64 * 1024


async def send(request: web.Request, path: Path) -> web.StreamResponse:
    """Answer with a file."""
    response = web.StreamResponse(headers={"Content-Type": SQLITE})
    response.content_length = _size(path)
    await response.prepare(request)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            await response.write(piece)
    await response.write_eof()
    return response


def _size(path: Path) -> int:
    return path.stat().st_size


async def receive(request: web.Request, path: Path, most: int, what: str) -> None:
    """Write the body, which is the file of *what*, to a file of at most so many bytes.

    Raises :class:`ControlError`.
    """
    size = 0
    with path.open("wb") as file:
        async for piece in request.content.iter_any():
            size += len(piece)
            if size > most:
                raise ControlError(
                    f"the file is larger than {most} bytes; see --snapshot-size",
                    status=413,
                    code="SnapshotTooLarge",
                )
            file.write(piece)
    if not size:
        raise ControlError(f"the body is empty; send the file of {what}")
