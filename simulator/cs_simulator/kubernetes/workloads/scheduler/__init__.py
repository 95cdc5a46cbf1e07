"""The scheduler of a cluster: which pod goes to which node, and why none will do.

What it asks of nodes is kept in memory as sums per node, and nodes are kept in order of preference
for each shape of pods, so that a pod costs the same on few nodes and on many.
"""
