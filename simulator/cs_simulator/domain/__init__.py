"""What is true: nouns, states and transitions, plans, clock arithmetic, identifiers, networks.

Standard library only. Nothing here knows what time it is, or that there is a database.
"""
