"""Requests about Kubernetes clusters: their records, and the rules that they must meet."""
