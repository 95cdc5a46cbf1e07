"""The certificate authority: one for each database, stored beside it, created when first needed.

It issues the simulator's own certificate, and a client certificate for each cluster. Its key is
random, not derived from the seed, since people may trust the authority. A client's key is derived
from the seed and signatures are deterministic, so a client's certificate is the same whenever it is
issued. Certificates are valid from before the first virtual instant to beyond the last likely one:
clients check them against a real clock, whatever the tenant's clock shows.

The library that makes certificates is loaded with the first one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime import state_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

CERTIFICATE, KEY = "ca.pem", "ca-key.pem"
_NAME = "cs-simulator authority"
FIRST_DAY = datetime(2015, 12, 15, tzinfo=UTC)
LAST_DAY = datetime(2099, 12, 31, tzinfo=UTC)
_SERVER_LAST_DAY = datetime(2049, 12, 31, tzinfo=UTC)
# The alternative name of a client certificate begins with it: tenant and cluster follow.
_PURPOSE = "urn:cs-simulator:"
# The order of the curve P-256: a private key is a positive number below it.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class CertificateBundle(NamedTuple):
    """A certificate with its key and its authority's certificate, all in PEM."""

    authority: str
    certificate: str
    key: str


@dataclass(frozen=True, slots=True)
class Root:
    """The key and the certificate of an authority."""

    certificate: x509.Certificate
    key: EllipticCurvePrivateKey


class CertificateAuthority:
    """The authority of one folder; with an empty path it lives in memory only."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder) if folder else None

    @property
    def certificate(self) -> str:
        """The authority's root certificate, in PEM."""
        return pem(self.root.certificate)

    def issue_client_certificate(
        self, tenant: str, cluster_id: str, number: int
    ) -> CertificateBundle:
        """The certificate for a cluster's own address; its key is derived from *number*."""
        from cryptography import x509
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.x509.oid import ExtendedKeyUsageOID

        key = ec.derive_private_key(number % (ORDER - 1) + 1, ec.SECP256R1())
        purpose = x509.UniformResourceIdentifier(f"{_PURPOSE}{quote(tenant, '')}:{cluster_id}")
        serial = int.from_bytes(bytes.fromhex(cluster_id[1:]), "big")
        certificate = self._sign(
            key, cluster_id, [purpose], ExtendedKeyUsageOID.CLIENT_AUTH, LAST_DAY, serial
        )
        return CertificateBundle(self.certificate, certificate, key_pem(key))

    def issue_server_certificate(self, names: Sequence[str]) -> CertificateBundle:
        """A certificate for a server that clients reach by these names and addresses."""
        from cryptography import x509
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.x509.oid import ExtendedKeyUsageOID

        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._sign(
            key,
            "cs-simulator",
            [_general_name(name) for name in dict.fromkeys(names)],
            ExtendedKeyUsageOID.SERVER_AUTH,
            _SERVER_LAST_DAY,
            x509.random_serial_number(),
        )
        return CertificateBundle(self.certificate, certificate, key_pem(key))

    def _sign(
        self,
        key: EllipticCurvePrivateKey,
        name: str,
        alternative_names: Sequence[x509.GeneralName],
        usage: x509.ObjectIdentifier,
        last_day: datetime,
        serial: int,
    ) -> str:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes

        root = self.root
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key())
        signed = (
            x509.CertificateBuilder()
            .subject_name(subject(name))
            .issuer_name(root.certificate.subject)
            .public_key(key.public_key())
            .serial_number(serial)
            .not_valid_before(FIRST_DAY)
            .not_valid_after(last_day)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName(alternative_names), critical=False)
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
            .add_extension(issuer, critical=False)
            .sign(root.key, hashes.SHA256(), ecdsa_deterministic=True)
        )
        return pem(signed)

    @cached_property
    def root(self) -> Root:
        """The authority's own key and certificate; raises :class:`UsageError`."""
        if self._folder is None:
            return _new_root()
        try:
            return _stored_root(self._folder)
        except OSError as problem:
            raise UsageError(
                f"{problem.filename}: {problem.strerror}; the certificate authority is stored there"
            ) from None
        except ValueError as problem:
            raise UsageError(
                f"{self._folder / CERTIFICATE}, {KEY}: they cannot be read ({problem}); delete both"
                " to have new ones created"
            ) from None


def cluster_of(names: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """Tenant and cluster id of a client certificate, from its alternative names; else ``None``."""
    for kind, value in names:
        tenant, found, cluster_id = value.removeprefix(_PURPOSE).partition(":")
        if kind == "URI" and value.startswith(_PURPOSE) and found:
            return unquote(tenant), cluster_id
    return None


def _stored_root(folder: Path) -> Root:
    """The authority that is stored in the folder; a new one is stored if there is none."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    certificate_file, key_file = folder / CERTIFICATE, folder / KEY
    if not key_file.exists():
        root = _new_root()
        state_folder.make(folder)
        mode = state_folder.mode_of(certificate_file, 0o644)
        state_folder.write(certificate_file, pem(root.certificate), mode)
        state_folder.write(key_file, key_pem(root.key))  # last: where it is, both are
        return root
    key = load_pem_private_key(key_file.read_bytes(), None)
    if not isinstance(key, EllipticCurvePrivateKey):
        raise ValueError("the key is of another kind")
    return Root(x509.load_pem_x509_certificate(certificate_file.read_bytes()), key)


def _new_root() -> Root:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    usage = x509.KeyUsage(
        digital_signature=True, key_cert_sign=True, crl_sign=True, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject(_NAME))
        .issuer_name(subject(_NAME))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FIRST_DAY)
        .not_valid_after(LAST_DAY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Root(certificate, key)


def subject(name: str, organization: str = "cs-simulator") -> x509.Name:
    """The name of a certificate's holder."""
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _general_name(name: str) -> x509.GeneralName:
    from cryptography import x509

    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def pem(certificate: x509.Certificate) -> str:
    """A certificate as text."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM).decode()


def key_pem(key: EllipticCurvePrivateKey) -> str:
    """A private key as text."""
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    return key.private_bytes(
        Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
    ).decode()
