"""What several modules call the same."""

LEASE_NAMESPACE = "kube-node-lease"
"""The namespace of the Leases by which agents say that they live."""
EVENT_NAMESPACE = "default"
"""The namespace of the Events about what is in no namespace."""
