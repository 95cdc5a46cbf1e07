"""What lint checks, by the part of a scenario that it is about."""
