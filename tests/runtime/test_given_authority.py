"""An authority that is given is one that clients trust, or refused in words."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, NameOID
from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.certificates import CertificateAuthority
from cs_simulator.runtime.cluster_certificates import clusters_root
from cs_simulator.runtime.given_authority import given_authority
from cs_simulator.runtime.settings import Settings

NOW = datetime(2026, 11, 27, tzinfo=UTC)
DAY = timedelta(days=1)
PLAIN = serialization.NoEncryption()


class Made:
    """An authority as somebody else makes it."""

    def __init__(self, key=None, above=None, **changes):
        self.key = key or ec.generate_private_key(ec.SECP256R1())
        named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"ours {id(self)}")])
        self.name = changes.get("name", named)
        builder = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(above.name if above else self.name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(changes.get("begins", NOW - DAY))
            .not_valid_after(changes.get("ends", NOW + DAY))
        )
        for extension in (
            changes.get("constraints", x509.BasicConstraints(ca=True, path_length=None)),
            changes.get("usage", usage()),
            changes.get("identifier", x509.SubjectKeyIdentifier(b"made by somebody else")),
            changes.get("purposes"),
        ):
            if extension is not None:
                builder = builder.add_extension(extension, critical=False)
        if "critical" in changes:
            builder = builder.add_extension(changes["critical"], critical=True)
        signer = above.key if above else self.key
        digest = None if isinstance(signer, ed25519.Ed25519PrivateKey) else hashes.SHA256()
        self.certificate = builder.sign(signer, digest)

    @property
    def text(self):
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def key_text(self, encryption=PLAIN, form=serialization.PrivateFormat.PKCS8):
        return self.key.private_bytes(serialization.Encoding.PEM, form, encryption).decode()


def usage(signs=True):
    return x509.KeyUsage(
        digital_signature=True, key_cert_sign=signs, crl_sign=signs, key_encipherment=False,
        content_commitment=False, data_encipherment=False, key_agreement=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip


@pytest.fixture
def read(tmp_path):
    """What reads an authority from files with these texts."""

    def read(certificates, key):
        (tmp_path / "ca.pem").write_text(certificates)
        (tmp_path / "key.pem").write_text(key)
        settings = Settings(
            authority_certificate=str(tmp_path / "ca.pem"), authority_key=str(tmp_path / "key.pem")
        )
        return given_authority(settings, int(NOW.timestamp() * 1_000_000))

    return read


KEYS = {
    "P-256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "P-384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "P-521": lambda: ec.generate_private_key(ec.SECP521R1()),
    "RSA": lambda: rsa.generate_private_key(65537, 2048),
}


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize(
    "form",
    [serialization.PrivateFormat.PKCS8, serialization.PrivateFormat.TraditionalOpenSSL],
    ids=["PKCS8", "traditional"],
)
def test_keys_of_the_usual_kinds_sign_and_derive_the_same_root_of_clusters(read, kind, form):
    made = Made(KEYS[kind]())
    one = CertificateAuthority("", read(made.text, made.key_text(form=form)))
    other = CertificateAuthority("", read(made.text, made.key_text()))
    assert one.certificate == made.text
    assert clusters_root(one).certificate == clusters_root(other).certificate
    clients = [each.issue_client_certificate("a", "c" * 33, 7) for each in (one, other)]
    assert clients[0] == clients[1]
    assert clients[0].authority == made.text


def test_what_it_signs_names_its_key_as_its_own_certificate_does(read):
    made = Made()
    authority = CertificateAuthority("", read(made.text, made.key_text()))
    issued = x509.load_pem_x509_certificate(
        authority.issue_server_certificate(["localhost"]).certificate.encode()
    )
    identifier = issued.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    assert identifier.key_identifier == b"made by somebody else"
    assert issued.issuer == made.certificate.subject
    issued.verify_directly_issued_by(made.certificate)


def test_one_below_others_hands_their_certificates_on(read):
    top = Made()
    middle = Made(above=top, constraints=x509.BasicConstraints(ca=True, path_length=1))
    lowest = Made(above=middle, constraints=x509.BasicConstraints(ca=True, path_length=0))
    chain = lowest.text + middle.text + top.text
    authority = CertificateAuthority("", read(chain, lowest.key_text()))
    assert authority.certificate == chain
    assert authority.issue_server_certificate(["localhost"]).authority == chain


def test_without_either_there_is_none():
    assert given_authority(Settings(), 0) is None


@pytest.mark.parametrize("name", ["authority_certificate", "authority_key"])
def test_one_of_both_is_refused(name):
    with pytest.raises(UsageError, match="give both, or none"):
        given_authority(Settings(**{name: "a"}), 0)


EXTENDED = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
UNKNOWN = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"x")
UNREADABLE = x509.UnrecognizedExtension(ExtensionOID.BASIC_CONSTRAINTS, b"x")
REFUSALS = {
    "has no subject": [{"name": x509.Name([])}],
    "has a critical extension that clients do not know: 1.2.3.4": [{"critical": UNKNOWN}],
    "has extensions that cannot be read": [{"constraints": UNREADABLE}],
    "is not that of an authority": [
        {"constraints": x509.BasicConstraints(ca=False, path_length=None)},
        {"constraints": None},
    ],
    "may not sign certificates": [{"usage": usage(signs=False)}],
    "may not sign for both servers and clients": [{"purposes": EXTENDED}],
    "is not valid before 2026-11-28T00:00:00Z": [{"begins": NOW + DAY, "ends": NOW + 2 * DAY}],
    "is not valid any more: it ended 2026-11-26T00:00:00Z": [
        {"begins": NOW - 2 * DAY, "ends": NOW - DAY}
    ],
}
CASES = [(piece, changes) for piece, cases in REFUSALS.items() for changes in cases]


@pytest.mark.parametrize(("piece", "changes"), CASES)
def test_one_that_clients_would_not_trust_is_refused(read, piece, changes):
    made = Made(**changes)
    with pytest.raises(UsageError, match=piece):
        read(made.text, made.key_text())


@pytest.mark.parametrize(("piece", "changes"), CASES)
def test_so_is_one_below_such(read, piece, changes):
    above = Made(**changes)
    made = Made(above=above)
    with pytest.raises(UsageError, match=f"certificate 2 in it {piece}"):
        read(made.text + above.text, made.key_text())


def test_a_path_that_is_too_long_is_refused(read):
    above = Made(constraints=x509.BasicConstraints(ca=True, path_length=0))
    made = Made(above=above)
    with pytest.raises(UsageError, match=r"allows 0 authorities below it \(pathlen\); 1 are"):
        read(made.text + above.text, made.key_text())


def test_a_certificate_that_issued_nothing_of_the_chain_is_refused(read):
    made = Made(above=Made())
    with pytest.raises(UsageError, match="certificate 2 in it has not issued the one before"):
        read(made.text + Made().text, made.key_text())


def test_a_key_of_another_certificate_is_refused(read):
    with pytest.raises(UsageError, match=r"key\.pem is not the key of it"):
        read(Made().text, Made().key_text())


def test_an_encrypted_key_is_refused(read):
    made = Made()
    encrypted = made.key_text(serialization.BestAvailableEncryption(b"secret"))
    with pytest.raises(UsageError, match="it is encrypted"):
        read(made.text, encrypted)


@pytest.mark.parametrize(
    ("key", "piece"),
    [
        (ed25519.Ed25519PrivateKey.generate(), "of another kind; give an EC or an RSA key"),
        (rsa.generate_private_key(65537, 1024), "it has 1024 bits; clients want at least 2048"),
    ],
)
def test_a_key_that_clients_would_not_accept_is_refused(read, key, piece):
    made = Made(key)
    with pytest.raises(UsageError, match=piece):
        read(made.text, made.key_text())


def test_files_that_have_something_else_are_refused(read):
    made = Made()
    with pytest.raises(UsageError, match="it has no certificate in PEM"):
        read("nothing", made.key_text())
    with pytest.raises(UsageError, match="it has no private key in PEM"):
        read(made.text, "nothing")
    with pytest.raises(UsageError, match="it has no private key in PEM"):
        read(made.text, made.text)


def test_the_parameters_that_openssl_writes_before_a_key_do_no_harm(read):
    made = Made()
    parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
    traditional = made.key_text(form=serialization.PrivateFormat.TraditionalOpenSSL)
    assert read(made.text, parameters + traditional).certificate == made.certificate


def test_files_that_cannot_be_read_are_refused(tmp_path):
    missing = str(tmp_path / "no.pem")
    with pytest.raises(UsageError, match=r"--authority-key .*no\.pem: No such file"):
        given_authority(Settings(authority_certificate=missing, authority_key=missing), 0)
