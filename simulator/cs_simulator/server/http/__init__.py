"""HTTP below the planes: who may call, connections, their bounds, bodies, answers, refusals.

Knows nothing of tenants and operations.
"""
