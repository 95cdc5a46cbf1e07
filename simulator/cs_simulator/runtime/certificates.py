"""The certificate authority: one for each database, kept beside it; made when first needed.

It signs the simulator's own certificate, and for each cluster a client's. Its key is made by
chance, not derived: people may trust the authority. A client's key is derived from the seed, and
nothing of a signature is left to chance, so a client's certificate is the same at every time of
asking. Certificates are good from before the first virtual instant to beyond the last likely one:
whoever checks them looks at a real clock, whatever the tenant's shows.

The library that makes certificates is loaded when the first one is made.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from cs_simulator.domain.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

CERTIFICATE, KEY = "ca.pem", "ca-key.pem"
_NAME = "cs-simulator authority"
_FIRST_DAY = datetime(2015, 12, 15, tzinfo=UTC)
_LAST_DAY = datetime(2099, 12, 31, tzinfo=UTC)
_SERVER_LAST_DAY = datetime(2049, 12, 31, tzinfo=UTC)
# Subject of a client's certificate, for programs: whose cluster it opens.
_PURPOSE = "urn:cs-simulator:"
# The order of the group of the curve P-256: a private key is a number below it.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class CertificateBundle(NamedTuple):
    """A certificate with its key and its authority's certificate, all in PEM."""

    authority: str
    certificate: str
    key: str


@dataclass(frozen=True, slots=True)
class _Own:
    certificate: x509.Certificate
    key: EllipticCurvePrivateKey


class CertificateAuthority:
    """The authority of one folder; with an empty one it is kept in memory only."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder) if folder else None

    @property
    def certificate(self) -> str:
        """The authority's own certificate."""
        return _pem(self._own.certificate)

    def issue_client_certificate(
        self, tenant: str, cluster_id: str, number: int
    ) -> CertificateBundle:
        """What a client shows to the cluster's own address; *number* is what its key is made of."""
        from cryptography import x509
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.x509.oid import ExtendedKeyUsageOID

        key = ec.derive_private_key(number % (_ORDER - 1) + 1, ec.SECP256R1())
        purpose = x509.UniformResourceIdentifier(f"{_PURPOSE}{quote(tenant, '')}:{cluster_id}")
        serial = int.from_bytes(bytes.fromhex(cluster_id[1:]), "big")
        certificate = self._sign(
            key, cluster_id, [purpose], ExtendedKeyUsageOID.CLIENT_AUTH, _LAST_DAY, serial
        )
        return CertificateBundle(self.certificate, certificate, _key_pem(key))

    def issue_server_certificate(self, names: Sequence[str]) -> CertificateBundle:
        """A certificate for a server that is called by these names and addresses."""
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
        return CertificateBundle(self.certificate, certificate, _key_pem(key))

    def _sign(
        self,
        key: EllipticCurvePrivateKey,
        name: str,
        others: Sequence[x509.GeneralName],
        usage: x509.ObjectIdentifier,
        last_day: datetime,
        serial: int,
    ) -> str:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes

        own = self._own
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(own.key.public_key())
        signed = (
            x509.CertificateBuilder()
            .subject_name(_named(name))
            .issuer_name(own.certificate.subject)
            .public_key(key.public_key())
            .serial_number(serial)
            .not_valid_before(_FIRST_DAY)
            .not_valid_after(last_day)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName(others), critical=False)
            .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
            .add_extension(issuer, critical=False)
            .sign(own.key, hashes.SHA256(), ecdsa_deterministic=True)
        )
        return _pem(signed)

    @cached_property
    def _own(self) -> _Own:
        if self._folder is None:
            return _made()
        try:
            return _kept_in(self._folder)
        except OSError as problem:
            raise UsageError(
                f"{problem.filename}: {problem.strerror}; the certificate authority is kept there"
            ) from None
        except ValueError as problem:
            raise UsageError(
                f"{self._folder / CERTIFICATE}, {KEY}: they cannot be read ({problem}); delete both"
                " to have new ones made"
            ) from None


def cluster_of(names: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """Tenant and cluster id that a client's certificate opens, from its alternative names."""
    for kind, value in names:
        tenant, found, cluster_id = value.removeprefix(_PURPOSE).partition(":")
        if kind == "URI" and value.startswith(_PURPOSE) and found:
            return unquote(tenant), cluster_id
    return None


def _kept_in(folder: Path) -> _Own:
    """The authority that is kept in the folder, or one that now is."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    certificate_file, key_file = folder / CERTIFICATE, folder / KEY
    if not key_file.exists():
        own = _made()
        folder.mkdir(parents=True, exist_ok=True)
        _write(certificate_file, _pem(own.certificate), 0o644)
        _write(key_file, _key_pem(own.key), 0o600)  # the last: whoever has it has both
        return own
    key = load_pem_private_key(key_file.read_bytes(), None)
    if not isinstance(key, EllipticCurvePrivateKey):
        raise ValueError("the key is of another kind")
    return _Own(x509.load_pem_x509_certificate(certificate_file.read_bytes()), key)


def _made() -> _Own:
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
        .subject_name(_named(_NAME))
        .issuer_name(_named(_NAME))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FIRST_DAY)
        .not_valid_after(_LAST_DAY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return _Own(certificate, key)


def _named(name: str) -> x509.Name:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "cs-simulator"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _general_name(name: str) -> x509.GeneralName:
    from cryptography import x509

    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _pem(certificate: x509.Certificate) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM).decode()


def _key_pem(key: EllipticCurvePrivateKey) -> str:
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    return key.private_bytes(
        Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
    ).decode()


def _write(path: Path, text: str, mode: int) -> None:
    """Write a file that nobody but its mode's readers ever sees, and nobody sees half of."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w") as file:
        file.write(text)
    draft.replace(path)
