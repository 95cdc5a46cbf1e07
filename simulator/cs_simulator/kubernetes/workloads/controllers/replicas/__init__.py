"""As many pods of a template as are wanted: what ReplicaSets and ReplicationControllers share."""
