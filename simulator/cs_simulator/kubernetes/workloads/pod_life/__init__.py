"""The life of pods: what the agent of a node would do with those that are bound to it.

No container runs. A pod passes the stages of a table (:mod:`.stages`) in virtual time, and its
status says at each of them what the agent would say.
"""
