"""The authorities of Kubernetes clusters: each cluster has its own, and signs its users with it.

The key of such an authority is derived from the seed, so nothing is stored, and certificates are
the same whenever they are issued. They are valid on the virtual time of their tenant; what serves
the addresses of clusters looks at that, and at revocations, after the handshake.

All clusters share one port, so its certificate is that of the simulator's own authority, and its
clients come from any cluster. So users also get the simulator's root certificate, and the
certificate of their cluster's authority as the *clusters' root* signed it, which the port trusts:
its key is derived from that of the simulator's authority.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from cs_simulator.runtime.certificate_pieces import (
    FIRST_DAY,
    LAST_DAY,
    ORDER,
    Root,
    issuer_identifier,
    key_pem,
    pem,
    sign,
    subject,
)
from cs_simulator.runtime.certificates import CertificateAuthority, CertificateBundle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from cs_simulator.operations import KubeconfigQuery

# The alternative name of a user's certificate begins with it.
_PURPOSE = "urn:cs-simulator-kubernetes:"
_PARTS = 4
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
GROUP = "system:users"
_SERIAL_BITS = 159


class CertifiedUser(NamedTuple):
    """Whose certificate it is, of which cluster, and after how many revocations it was issued."""

    tenant: str
    cluster_id: str
    user: str
    generation: int


def user_of(names: Sequence[tuple[str, str]]) -> CertifiedUser | None:
    """The user of a client certificate, from its alternative names; ``None`` for another one."""
    for kind, value in names:
        parts = value.removeprefix(_PURPOSE).split(":")
        if kind == "URI" and value.startswith(_PURPOSE) and len(parts) == _PARTS:
            tenant, cluster_id, user, generation = parts
            return CertifiedUser(unquote(tenant), cluster_id, user, int(generation))
    return None


def issue(
    authority: CertificateAuthority, tenant: str, query: KubeconfigQuery
) -> CertificateBundle:
    """The authority of a cluster, and the certificate and the key of one of its users."""
    own = _self_signed(
        _key(query.authority_key), subject("kubernetes", query.cluster_id), query.authority_key
    )
    key = _key(query.key)
    trusted = pem(own.certificate)
    chain = pem(_of_user(own, key, tenant, query))
    if query.is_served:
        trusted += authority.certificate
        chain += pem(_cross_signed(clusters_root(authority), own))
    return CertificateBundle(trusted, chain, key_pem(key))


def clusters_root(authority: CertificateAuthority) -> Root:
    """The root that the port of the clusters' addresses trusts."""
    digest = sha256(b"clusters" + _secret_of(authority.root.key)).digest()
    derived = int.from_bytes(digest, "big")
    return _self_signed(_key(derived), subject("cs-simulator clusters"), derived, path_length=1)


def _secret_of(key: EllipticCurvePrivateKey | RSAPrivateKey) -> bytes:
    """What only the holder of a key knows, the same whatever file it is read from."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    if isinstance(key, RSAPrivateKey):
        numbers = key.private_numbers()
        number = min(numbers.p, numbers.q)
    else:
        number = key.private_numbers().private_value
    return number.to_bytes((key.key_size + 7) // 8, "big")


def _key(number: int) -> EllipticCurvePrivateKey:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.derive_private_key(number % (ORDER - 1) + 1, ec.SECP256R1())


def _self_signed(
    key: EllipticCurvePrivateKey, name: x509.Name, number: int, path_length: int = 0
) -> Root:
    builder = _authority_of(key.public_key(), name, name, number, path_length)
    return Root(sign(builder, key), key)


def _cross_signed(root: Root, own: Root) -> x509.Certificate:
    """The certificate of a cluster's authority as the clusters' root signs it."""
    name, serial = own.certificate.subject, own.certificate.serial_number
    issuer = root.certificate.subject
    builder = _authority_of(own.key.public_key(), name, issuer, serial, 0)
    return sign(builder, root.key)


def _authority_of(
    key: object, name: x509.Name, issuer: x509.Name, number: int, path_length: int
) -> x509.CertificateBuilder:
    from cryptography import x509

    builder = _begun(key, name, issuer, number, FIRST_DAY, LAST_DAY)
    constraints = x509.BasicConstraints(ca=True, path_length=path_length)
    return builder.add_extension(constraints, critical=True).add_extension(
        _usage(signs=True), critical=True
    )


def _of_user(
    own: Root, key: EllipticCurvePrivateKey, tenant: str, query: KubeconfigQuery
) -> x509.Certificate:
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    parts = (quote(tenant, ""), query.cluster_id, query.user, str(query.generation))
    purpose = x509.UniformResourceIdentifier(_PURPOSE + ":".join(parts))
    begins, ends = _date(query.begins), _date(query.ends)
    name = subject(query.user, GROUP)
    builder = _begun(key.public_key(), name, own.certificate.subject, query.key, begins, ends)
    builder = (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([purpose]), critical=False)
        .add_extension(issuer_identifier(own), critical=False)
    )
    return sign(builder, own.key)


def _begun(
    key: object, name: x509.Name, issuer: x509.Name, number: int, begins: datetime, ends: datetime
) -> x509.CertificateBuilder:
    from cryptography import x509

    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key)  # type: ignore[arg-type]
        .serial_number((number & (1 << _SERIAL_BITS) - 1) or 1)
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)  # type: ignore[arg-type]
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=True, key_cert_sign=signs, crl_sign=signs, key_encipherment=not signs,
        content_commitment=False, data_encipherment=False, key_agreement=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _date(instant: int) -> datetime:
    """An instant to the second; X.509 knows no later one than the end of the year 9999."""
    return min(_EPOCH + timedelta(microseconds=instant), _LATEST).replace(microsecond=0)
