"""The certificate authority in files: one that is made when first needed, or one that is given.

That which is made is beside the database (``ca.pem``, ``ca-key.pem``), or in the folder that
``cs-simulator ca --new`` names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime import state_folder
from cs_simulator.runtime.certificate_pieces import (
    FIRST_DAY,
    LAST_DAY,
    Root,
    key_pem,
    pem,
    subject,
)

if TYPE_CHECKING:
    from pathlib import Path

CERTIFICATE, KEY = "ca.pem", "ca-key.pem"
_NAME = "cs-simulator authority"


def stored_root(folder: Path) -> Root:
    """The authority that is stored in the folder; a new one is stored if there is none."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    certificate_file, key_file = folder / CERTIFICATE, folder / KEY
    if not key_file.exists():
        return _make(folder)
    key = load_pem_private_key(key_file.read_bytes(), None)
    if not isinstance(key, EllipticCurvePrivateKey):
        raise ValueError("the key is of another kind")
    return Root(x509.load_pem_x509_certificate(certificate_file.read_bytes()), key)


def make_new(folder: Path) -> Root:
    """Make a new authority in a folder; raises :class:`UsageError` if there is one."""
    try:
        for file in (folder / CERTIFICATE, folder / KEY):
            if file.exists():
                raise UsageError(f"{file} is there already; give another folder, or delete it")
        return _make(folder)
    except OSError as problem:
        raise UsageError(f"{problem.filename or folder}: {problem.strerror}") from None


def _make(folder: Path) -> Root:
    root = new_root()
    state_folder.make(folder)
    certificate_file = folder / CERTIFICATE
    mode = state_folder.mode_of(certificate_file, 0o644)
    state_folder.write(certificate_file, pem(root.certificate), mode)
    state_folder.write(folder / KEY, key_pem(root.key))  # last: where it is, both are
    return root


def new_root() -> Root:
    """An authority that is stored nowhere."""
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
