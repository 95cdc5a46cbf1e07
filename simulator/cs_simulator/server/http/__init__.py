"""HTTP below the planes: who may call, connections and their bounds, bodies, refusals.

Knows nothing of tenants and operations.
"""
