"""Which requests are for the page, and where a browser is led; loads the rest when it is opened."""

from aiohttp import web

from cs_simulator.server.http.responses import PAGE

_ICON = "/favicon.ico"


def is_of_page(path: str) -> bool:
    """Whether a path is that of the page or of one of its files."""
    return path.startswith(PAGE) and path[len(PAGE) : len(PAGE) + 1] in ("", "/", "?")


def _asks_for_page(request: web.Request) -> bool:
    """Whether somebody looks at the simulator's address itself, and no client of the API calls.

    That is a browser, whatever it puts after a question mark, but for a call of the style RPC; or
    anybody who asks with ``HEAD``, which no operation has.
    """
    path, _, query = request.raw_path.partition("?")
    if path != "/" or "Authorization" in request.headers or "Action" in request.query:
        return False
    is_browser = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
    return is_browser or (request.method == "HEAD" and not query)


def _asks_for_icon(request: web.Request) -> bool:
    """Whether a browser asks for the icon at the place where it looks for one by itself."""
    if request.raw_path.partition("?")[0] != _ICON or "Authorization" in request.headers:
        return False
    accepted = request.headers.get("Accept", "")
    return request.method in ("GET", "HEAD") and ("image/" in accepted or "text/html" in accepted)


def serve_page(request: web.Request) -> web.Response:
    """The answer to a request for the page or one of its files."""
    from cs_simulator.server.console import serving

    return serving.answer(request)


def may_lead(target: str) -> bool:
    """Whether a request for that target may be one of a browser, by its headers."""
    return target == "/" or target.startswith(("/?", _ICON))


def lead(request: web.Request) -> web.Response | None:
    """The answer that leads to the page or its icon; none to a call of the API."""
    if not may_lead(request.raw_path):
        return None
    if _asks_for_page(request):
        return _lead_to("")
    return _lead_to("icon.svg") if _asks_for_icon(request) else None


def _lead_to(name: str) -> web.Response:
    headers = {"Location": f"{PAGE}/{name}", "Vary": "Accept", "Cache-Control": "no-cache"}
    return web.Response(status=307, headers=headers)
