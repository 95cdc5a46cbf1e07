"""How it is asked: sockets, reading requests, rendering answers, the control plane.

The only user of aiohttp.
"""
