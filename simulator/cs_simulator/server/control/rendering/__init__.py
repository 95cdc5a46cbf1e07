"""Records as answers show them: one function per shape of the contract.

Wherever a cluster, a node, a task, a step or a call is shown, it is made here, and only fields that
the contract declares are shown. An instant is a text; what does not exist is null.
"""
