"""Records, states and transitions, plans, and arithmetic on clocks, identifiers and networks.

Standard library only. Nothing here knows what time it is, or that there is a database.
"""
