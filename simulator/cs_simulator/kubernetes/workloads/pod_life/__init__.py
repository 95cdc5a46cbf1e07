"""The life of pods: what the agent of a node would do with those that are bound to it.

No container runs. A pod passes the stages of a table in virtual time, see
:mod:`cs_simulator.kubernetes.workloads.pod_life.stages`, and its status says at each of them what
the agent would say.
"""
