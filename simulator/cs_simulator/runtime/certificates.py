"""The certificate authority: one for each database, made when first needed, or one that is given.

It issues the simulator's own certificate, and a client certificate for each cluster. Its key is
random, not derived from the seed, since people may trust the authority. A client's key is derived
from the seed and signatures are deterministic, so a client's certificate is the same whenever it is
issued. Certificates are valid from before the first virtual instant to beyond the last likely one:
clients check them against a real clock, whatever the tenant's clock shows.

The library that makes certificates is loaded with the first one.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.authority_files import CERTIFICATE, KEY, new_root, stored_root
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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

    from cs_simulator.runtime.settings import Settings
    from cs_simulator.runtime.system_clock import SystemClock

_SERVER_LAST_DAY = datetime(2049, 12, 31, tzinfo=UTC)
# The alternative name of a client certificate begins with it: tenant and cluster follow.
_PURPOSE = "urn:cs-simulator:"


class CertificateBundle(NamedTuple):
    """A certificate with its key and its authority's certificate, all in PEM."""

    authority: str
    certificate: str
    key: str


class CertificateAuthority:
    """The authority of one folder; with an empty path it lives in memory only.

    One that is *given* is used in place of that.
    """

    def __init__(self, folder: str, given: Root | None = None) -> None:
        self._folder = Path(folder) if folder else None
        self._given = given

    @cached_property
    def certificate(self) -> str:
        """What clients trust, in PEM: its certificate, and those of the authorities above it."""
        return "".join(map(pem, (self.root.certificate, *self.root.chain)))

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

        root = self.root
        builder = (
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
            .add_extension(issuer_identifier(root), critical=False)
        )
        return pem(sign(builder, root.key))

    @cached_property
    def root(self) -> Root:
        """The authority's own key and certificate; raises :class:`UsageError`."""
        if self._given is not None:
            return self._given
        if self._folder is None:
            return new_root()
        try:
            return stored_root(self._folder)
        except OSError as problem:
            raise UsageError(
                f"{problem.filename}: {problem.strerror}; the certificate authority is stored there"
            ) from None
        except ValueError as problem:
            raise UsageError(
                f"{self._folder / CERTIFICATE}, {KEY}: they cannot be read ({problem}); delete both"
                " to have new ones created"
            ) from None


def authority_of(settings: Settings, system_clock: SystemClock) -> CertificateAuthority:
    """The authority of the settings; raises :class:`UsageError` if one is given that is no good."""
    given = None
    if settings.authority_certificate or settings.authority_key:
        from cs_simulator.runtime.given_authority import given_authority  # for those that need it

        given = given_authority(settings, system_clock.wall())
    return CertificateAuthority(settings.authority_folder, given)


def cluster_of(names: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """Tenant and cluster id of a client certificate, from its alternative names; else ``None``."""
    for kind, value in names:
        tenant, found, cluster_id = value.removeprefix(_PURPOSE).partition(":")
        if kind == "URI" and value.startswith(_PURPOSE) and found:
            return unquote(tenant), cluster_id
    return None


def _general_name(name: str) -> x509.GeneralName:
    from cryptography import x509

    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
