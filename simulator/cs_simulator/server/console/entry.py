"""Which requests are for the page, and where a browser is led; loads the rest when it is opened."""

from aiohttp import web

from cs_simulator.server.http.responses import PAGE


def is_of_page(path: str) -> bool:
    """Whether a path is that of the page or of one of its files."""
    return path.startswith(PAGE) and path[len(PAGE) : len(PAGE) + 1] in ("", "/", "?")


def is_browser(request: web.Request) -> bool:
    """Whether a person's browser asks, and not a client of the API."""
    return request.method == "GET" and "text/html" in request.headers.get("Accept", "")


def serve_page(request: web.Request) -> web.Response:
    """The answer to a request for the page or one of its files."""
    from cs_simulator.server.console import serving

    return serving.answer(request)


def lead_to_page() -> web.Response:
    """The answer that leads a browser to the page."""
    headers = {"Location": f"{PAGE}/", "Vary": "Accept", "Cache-Control": "no-cache"}
    return web.Response(status=307, headers=headers)
