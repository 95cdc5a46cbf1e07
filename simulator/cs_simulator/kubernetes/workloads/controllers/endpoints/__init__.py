"""Where services lead: ``Endpoints`` and ``EndpointSlices`` of those that select pods."""

from cs_simulator.kubernetes.workloads.controllers.endpoints.controller import ENDPOINTS_AND_SLICES

__all__ = ["ENDPOINTS_AND_SLICES"]
