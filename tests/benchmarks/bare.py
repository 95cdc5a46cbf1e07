"""The limit of the stack: an aiohttp server that reads the same bodies and answers the same bytes.

``python -m tests.benchmarks.bare PORT``
"""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from aiohttp import web

CREATED = orjson.dumps(
    {
        "cluster_id": "cb95aa626a47740afbf6aa099b650d7ce",
        "request_id": "687C5BAA-D103-4993-884B-C35E4314A1E1",
        "task_id": "T-5a54309c80282e39ea00002f",
    }
)
# As long as the cluster object of the simulator.
CLUSTER = orjson.dumps({"cluster_id": "cb95aa626a47740afbf6aa099b650d7ce", "padding": "x" * 600})
HEADERS = {
    "Content-Type": "application/json;charset=UTF-8",
    "x-acs-request-id": "687C5BAA-D103-4993-884B-C35E4314A1E1",
}


async def create(request: web.Request) -> web.Response:
    orjson.loads(await request.read())
    return web.Response(status=202, body=CREATED, headers=HEADERS)


async def describe(_request: web.Request) -> web.Response:
    return web.Response(body=CLUSTER, headers=HEADERS)


async def serve(port: int) -> None:
    app = web.Application()
    app.router.add_post("/clusters", create)
    app.router.add_get("/clusters/{cluster_id}", describe)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, backlog=1024).start()
    await asyncio.Event().wait()


def runner() -> Callable[[Coroutine[Any, Any, None]], None]:
    """The event loop that the simulator takes: uvloop if it is installed."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run
    return uvloop.run


if __name__ == "__main__":
    runner()(serve(int(sys.argv[1])))
