"""Nodes of a cluster's Kubernetes API, which follow the instances of the world."""
