"""Clients of the service, careful and careless ones, that live under the shipped scenarios."""
