"""What happens in one world: units of work on it, the timeline, provisioning, fault decisions.

Everything here is synchronous and pure: instants are arguments, random values are derived from the
seed, and there are no sockets and no SQLite. No cluster type is known by name.
"""
