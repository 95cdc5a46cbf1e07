"""The program of the processes in which scripts are run for the control plane.

The server does not import it: it starts it, in :mod:`cs_simulator.server.scenario_runs.worker`.
"""
