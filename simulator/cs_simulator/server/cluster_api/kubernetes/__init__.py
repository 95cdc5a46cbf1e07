"""The Kubernetes API of clusters at their own addresses: from the socket to a call, and back.

What the API does is in :mod:`cs_simulator.kubernetes`; each request is an ordinary call of the
tenant, with a request id, in the journal, under the rules of its scenario.
"""

from cs_simulator.server.cluster_api.kubernetes.answering import answer

__all__ = ["answer"]
