"""What answers need that only the store or the certificate authority has."""

from cs_simulator.domain.records import tables
from cs_simulator.operations import (
    CertificateQuery,
    EventsQuery,
    KubeconfigQuery,
    LogQuery,
    Question,
)
from cs_simulator.runtime.certificates import CertificateAuthority
from cs_simulator.runtime.tenants.tenant import Tenant
from cs_simulator.storage.conditions import equals
from cs_simulator.storage.history import History


async def look_up(
    tenant: Tenant, question: Question, history: History, authority: CertificateAuthority
) -> object:
    """What the store or the authority answers."""
    match question:
        case LogQuery(cluster):
            return await history.read(tables.LOG, tenant.number, [equals("cluster", cluster)])
        case EventsQuery(cluster_id, kind, region_id, task_id, first, amount):
            chosen = {"cluster_id": cluster_id, "type": kind}
            chosen |= {"region_id": region_id, "task_id": task_id}
            conditions = [equals(name, value) for name, value in chosen.items() if value]
            return await history.page(
                tables.EVENT, tenant.number, conditions, first=first, size=amount
            )
        case CertificateQuery(cluster_id, key):
            return authority.issue_client_certificate(tenant.name, cluster_id, key)
        case KubeconfigQuery():
            from cs_simulator.runtime import cluster_certificates  # with its library

            return cluster_certificates.issue(authority, tenant.name, question)
