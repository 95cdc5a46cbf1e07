"""Deployments: ReplicaSets of the present template and of earlier ones, replaced by readiness."""

from cs_simulator.kubernetes.workloads.controllers.deployments.reconciling import DEPLOYMENTS

__all__ = ["DEPLOYMENTS"]
