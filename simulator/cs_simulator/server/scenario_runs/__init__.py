"""Scripts of scenarios that are run for the control plane: bounded, and in processes of their own.

A run computes for as long as its script is long. In a process of its own it keeps no call waiting,
and it can be ended at any moment.
"""
