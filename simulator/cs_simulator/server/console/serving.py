"""Answers requests for the page's files.

The files say nothing about any tenant, so they need no token; what they show comes from the control
plane, which asks for it.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from aiohttp import web

from cs_simulator.server.http.responses import PAGE, json_response

_STATIC = Path(__file__).parent / "static"
_INDEX = "index.html"
_MODULES = b"<!-- modules -->"

_MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}

# The page loads nothing from elsewhere, sends nothing elsewhere, and runs no script but its files.
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "form-action": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Asked for each time, and answered with 304 while it is the same.
    "Cache-Control": "no-cache",
}


class StaticFile(NamedTuple):
    """One file of the page."""

    content: bytes
    media_type: str
    tag: str
    """Its ETag."""


def answer(request: web.Request) -> web.Response:
    """The file that a path below ``/_simulator/ui/`` names, or a refusal that says why."""
    path = request.raw_path.partition("?")[0]
    if path == PAGE:
        return web.Response(status=308, headers={**_HEADERS, "Location": f"{PAGE}/"})
    name = path.removeprefix(f"{PAGE}/") or _INDEX
    if name not in names():
        return _refuse(404, "NotFound", f"the console has no file {name!r}; it is at {PAGE}/")
    if request.method not in ("GET", "HEAD"):
        return _refuse(405, "MethodNotAllowed", "the console's files answer to GET, HEAD")
    file = _read(name)
    headers = {**_HEADERS, "ETag": file.tag}
    if request.headers.get("If-None-Match") == file.tag:
        return web.Response(status=304, headers=headers)
    return web.Response(
        body=file.content, content_type=file.media_type, charset="utf-8", headers=headers
    )


@cache
def names() -> frozenset[str]:
    """The paths of all files of the page, from its folder; nothing else is ever read."""
    return frozenset(
        path.relative_to(_STATIC).as_posix()
        for path in _STATIC.rglob("*")
        if path.suffix in _MEDIA_TYPES
    )


def _read(name: str) -> StaticFile:
    return _read_once(name, (_STATIC / name).stat().st_mtime_ns)


@cache
def _read_once(name: str, changed: int) -> StaticFile:  # noqa: ARG001 - read anew when it changed
    content = (_STATIC / name).read_bytes()
    if name == _INDEX:
        content = content.replace(_MODULES, _preloaded())
    tag = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    return StaticFile(content, _MEDIA_TYPES[Path(name).suffix], tag)


def _preloaded() -> bytes:
    """Links by which a browser loads all modules at once, before it has read which it needs."""
    modules = sorted(name for name in names() if name.endswith(".js"))
    links = (f'<link rel="modulepreload" href="{name}">' for name in modules)
    return "\n    ".join(links).encode()


def _refuse(status: int, code: str, message: str) -> web.Response:
    response = json_response(status, {"code": code, "message": message})
    response.headers.update(_HEADERS)
    return response
