"""The control plane, under ``/_simulator/``: JSON in, JSON out, one module for each subject.

The tenant is named by ``?tenant=`` or the header ``X-Simulator-Tenant``, else it is ``default``.
"""

from cs_simulator.server.control._dispatch import all_routes, answer

__all__ = ["all_routes", "answer"]
