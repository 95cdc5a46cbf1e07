"""The JSON of Kubernetes clusters."""
