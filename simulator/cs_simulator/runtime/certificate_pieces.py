"""What all certificates of the simulator are made of: names, signatures, and their texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

FIRST_DAY = datetime(2015, 12, 15, tzinfo=UTC)
LAST_DAY = datetime(2099, 12, 31, tzinfo=UTC)
# The order of the curve P-256: a private key is a positive number below it.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True, slots=True)
class Root:
    """The key and the certificate of an authority."""

    certificate: x509.Certificate
    key: EllipticCurvePrivateKey | RSAPrivateKey
    chain: tuple[x509.Certificate, ...] = ()
    """The certificates of those above it, as far as they are known."""


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


def issuer_identifier(root: Root) -> x509.AuthorityKeyIdentifier:
    """What names the authority's key in a certificate that it signs, as its own certificate does.

    There are several ways to make an identifier of a key, and clients compare.
    """
    from cryptography import x509

    identifier = x509.AuthorityKeyIdentifier
    try:
        own = root.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    except x509.ExtensionNotFound:
        return identifier.from_issuer_public_key(root.key.public_key())
    return identifier.from_issuer_subject_key_identifier(own.value)


def sign(
    builder: x509.CertificateBuilder, key: EllipticCurvePrivateKey | RSAPrivateKey
) -> x509.Certificate:
    """Sign a certificate, so that the same one is the same again."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    is_deterministic = None if isinstance(key, RSAPrivateKey) else True
    return builder.sign(key, hashes.SHA256(), ecdsa_deterministic=is_deterministic)


def pem(certificate: x509.Certificate) -> str:
    """A certificate as text."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.PEM).decode()


def key_pem(key: EllipticCurvePrivateKey | RSAPrivateKey) -> str:
    """A private key as text."""
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    return key.private_bytes(
        Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
    ).decode()
