"""Conditions on several fields together, on existing resources, and on the account's limits."""
