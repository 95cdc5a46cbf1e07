"""An authority that is given by ``--authority-certificate`` and ``--authority-key``.

Several simulators that are given the same one are trusted by the same clients, and accept what any
of them has issued. Everything that clients would refuse later is refused when it is read.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.certificate_pieces import Root
from cs_simulator.runtime.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    KindT = TypeVar("KindT", bound=x509.ExtensionType)

_CERTIFICATE, _KEY = "--authority-certificate", "--authority-key"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What OpenSSL accepts at its usual level, of keys that sign.
_LEAST_RSA, _LEAST_CURVE = 2048, 224


def given_authority(settings: Settings, wall_now: int) -> Root | None:
    """The authority of the settings, checked at that real instant; ``None`` if none is given.

    Raises :class:`UsageError`.
    """
    if bool(settings.authority_certificate) != bool(settings.authority_key):
        raise UsageError(f"{_CERTIFICATE} and {_KEY}: give both, or none")
    if not settings.authority_certificate:
        return None
    key = _key_in(Path(settings.authority_key))
    first, *above = certificates = _certificates_in(Path(settings.authority_certificate))
    where = f"{_CERTIFICATE} {settings.authority_certificate}"
    if first.public_key() != key.public_key():
        raise UsageError(f"{where}: {_KEY} {settings.authority_key} is not the key of it")
    for problem in _problems(certificates, _EPOCH + timedelta(microseconds=wall_now)):
        raise UsageError(f"{where}: {problem}")
    return Root(first, key, tuple(above))


def _certificates_in(path: Path) -> list[x509.Certificate]:
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificates(_bytes_of(_CERTIFICATE, path))
    except ValueError:
        raise UsageError(f"{_CERTIFICATE} {path}: it has no certificate in PEM") from None


def _key_in(path: Path) -> EllipticCurvePrivateKey | RSAPrivateKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    where, raw = f"{_KEY} {path}", _bytes_of(_KEY, path)
    try:
        key = load_pem_private_key(raw, None)
    except TypeError:
        raise UsageError(f"{where}: it is encrypted; give it without a password") from None
    except (ValueError, UnsupportedAlgorithm):
        raise UsageError(f"{where}: it has no private key in PEM that can be read") from None
    if not isinstance(key, EllipticCurvePrivateKey | RSAPrivateKey):
        raise UsageError(f"{where}: it is of another kind; give an EC or an RSA key")
    least = _LEAST_RSA if isinstance(key, RSAPrivateKey) else _LEAST_CURVE
    if key.key_size < least:
        raise UsageError(f"{where}: it has {key.key_size} bits; clients want at least {least}")
    return key


def _bytes_of(option: str, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise UsageError(f"{option} {path}: {problem.strerror}") from None


def _problems(certificates: Sequence[x509.Certificate], now: datetime) -> Iterator[str]:
    """Why clients would not trust what the first one signs, by way of those above it."""
    for number, certificate in enumerate(certificates):
        name = "it" if number == 0 else f"certificate {number + 1} in it"
        yield from (f"{name} {problem}" for problem in _problems_of(certificate, number, now))
        if number and not _was_issued(certificates[number - 1], certificate):
            yield f"{name} has not issued the one before it"


def _problems_of(certificate: x509.Certificate, below: int, now: datetime) -> Iterator[str]:
    """Why it is no authority that has so many others below it; continues its name."""
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now < begins:
        yield f"is not valid before {begins:%Y-%m-%dT%H:%M:%SZ}"
    if now > ends:
        yield f"is not valid any more: it ended {ends:%Y-%m-%dT%H:%M:%SZ}"
    if not certificate.subject.rdns:
        yield "has no subject: clients could not find it"
    if unreadable := _unreadable(certificate):
        yield unreadable
    else:
        yield from _problems_of_extensions(certificate, below)


def _unreadable(certificate: x509.Certificate) -> str:
    """What is wrong with extensions that cannot be read, or must be and are unknown."""
    from cryptography import x509

    try:
        extensions = list(certificate.extensions)
    except (ValueError, x509.DuplicateExtension) as problem:
        return f"has extensions that cannot be read: {problem}"
    for extension in extensions:
        if extension.critical and isinstance(extension.value, x509.UnrecognizedExtension):
            number = extension.oid.dotted_string
            return f"has a critical extension that clients do not know: {number}"
    return ""


def _problems_of_extensions(certificate: x509.Certificate, below: int) -> Iterator[str]:
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    constraints = _extension(certificate, x509.BasicConstraints)
    if constraints is None or not constraints.ca:
        yield "is not that of an authority (CA:TRUE)"
    elif constraints.path_length is not None and constraints.path_length < below:
        yield f"allows {constraints.path_length} authorities below it (pathlen); {below} are"
    usage = _extension(certificate, x509.KeyUsage)
    if usage is not None and not usage.key_cert_sign:
        yield "may not sign certificates (its key usage has no keyCertSign)"
    purposes = _extension(certificate, x509.ExtendedKeyUsage)
    wanted = {ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH}
    allowed = wanted if purposes is None else set(purposes)
    if ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE not in allowed and not wanted <= allowed:
        yield "may not sign for both servers and clients (its extended key usage)"


def _extension(certificate: x509.Certificate, kind: type[KindT]) -> KindT | None:
    """The extension of that kind; ``None`` without one."""
    from cryptography import x509

    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def _was_issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
