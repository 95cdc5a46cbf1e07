"""Is this request allowed: fields, their rules, and the order in which problems are told.

Pure: a request and the surroundings it refers to come in, problems come out. What is told first
is documented: see :mod:`cs_simulator.validation.parser`.
"""
