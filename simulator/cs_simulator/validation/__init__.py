"""Is this request allowed: its fields, the rules they must meet, and the order of its problems.

Pure: a request body comes in, and the resources it may refer to; a request record or the problems
come out. Their order is documented in :mod:`cs_simulator.validation.parser`.
"""
