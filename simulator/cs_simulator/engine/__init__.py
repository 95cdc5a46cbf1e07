"""What happens: a tenant's world, units of work on it, the timeline, provisioning.

Everything here is synchronous and pure: an instant comes in as an argument, chance is derived
from the seed, and nothing is known of sockets or of SQLite.
"""
