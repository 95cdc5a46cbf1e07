"""What is wrong with a Kubernetes cluster, found out from its records.

:mod:`~cs_simulator.cluster_types.ack.health.items` has the table of everything that is looked at.
A diagnosis, an inspection and a check each show it in a shape of their own.
"""
