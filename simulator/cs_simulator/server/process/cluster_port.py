"""The port of the clusters' own addresses: bound with the others, served on first use."""

import asyncio
import socket
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial

from aiohttp import web

from cs_simulator.runtime.settings import Settings
from cs_simulator.server.app import BOUNDS, SIMULATOR
from cs_simulator.server.http.listener import Listener
from cs_simulator.server.process.ports import LazyListener, bind_master
from cs_simulator.server.process.running import set_up


class ClusterPort:
    """The port; *opened* closes it."""

    def __init__(self, settings: Settings, opened: AsyncExitStack, grace: float) -> None:
        self._opened = opened
        self._grace = grace
        self._socket = bind_master(settings)
        self.settings = settings
        """With the number of the port, which addresses of clusters have."""
        if self._socket is not None:
            opened.callback(self._socket.close)
            self.settings = replace(settings, master_port=str(self._socket.getsockname()[1]))

    def serve(self, app: web.Application) -> None:
        """Serve the clusters of a running application, once the first connection has come."""
        if self._socket is not None:
            begin = partial(self._begin, app, self._socket)
            lazy = LazyListener(self._socket, begin, app[SIMULATOR].supervision)
            self._opened.push_async_callback(lazy.close)

    async def _begin(self, app: web.Application, bound: socket.socket) -> None:
        from cs_simulator.server.cluster_api.master import create_master
        from cs_simulator.server.process.tls import master_context

        simulator = app[SIMULATOR]
        context = await asyncio.to_thread(master_context, self.settings, simulator.authority)
        master = create_master(simulator, app[BOUNDS])
        server = await set_up(master, self._opened, self._grace)
        self._opened.callback(Listener(server, bound, context).close)
