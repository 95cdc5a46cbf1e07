"""Workloads of a cluster: what Kubernetes has controllers, a scheduler and agents of nodes for.

Each controller is a row that says after which changes it looks at which objects. All of them run
inside the unit of work that has made the changes, until nothing follows any more; what takes time
is a timer of the cluster. No container runs: pods pass through stages in virtual time.
"""
