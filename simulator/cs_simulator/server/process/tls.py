"""TLS: which certificate the simulator presents, and which it accepts of clients."""

import ssl
import tempfile
from pathlib import Path

from cs_simulator.domain.errors import UsageError
from cs_simulator.runtime.certificate_pieces import pem
from cs_simulator.runtime.certificates import CertificateAuthority
from cs_simulator.runtime.cluster_certificates import clusters_root
from cs_simulator.runtime.settings import EVERY_ADDRESS, Settings
from cs_simulator.server.http.hosts import service_names

# X509_V_FLAG_NO_CHECK_TIME of OpenSSL, for which the module has no name.
_NO_CHECK_TIME = ssl.VerifyFlags(0x200000)


def names(settings: Settings) -> list[str]:
    """The names and addresses for which the simulator's own certificate is valid.

    The service's own names are among them, so that a client with a fixed address reaches the
    simulator by an entry of the hosts file.
    """
    reached = [settings.reached_as] if settings.host in EVERY_ADDRESS else [settings.host]
    return ["localhost", "127.0.0.1", "::1", *service_names(), *reached, settings.reached_as]


def api_context(settings: Settings, authority: CertificateAuthority) -> ssl.SSLContext:
    """For calls of the API: with the certificate of the settings, or one of the authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if settings.tls_certificate:
        try:
            context.load_cert_chain(settings.tls_certificate, settings.tls_key)
        except (OSError, ssl.SSLError) as problem:
            raise UsageError(
                f"--tls-certificate {settings.tls_certificate}, --tls-key {settings.tls_key}:"
                f" {problem.strerror or problem}"
            ) from None
        return context
    _use_issued(context, settings, authority)
    return context


def master_context(settings: Settings, authority: CertificateAuthority) -> ssl.SSLContext:
    """For the clusters' own addresses: clients that present a certificate have it of an authority.

    That of a Kubernetes cluster's user may have ended in real time; virtual time decides, later.
    Those who call by a token present none.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _use_issued(context, settings, authority)
    trusted = authority.certificate + pem(clusters_root(authority).certificate)
    context.load_verify_locations(cadata=trusted)
    context.verify_flags |= _NO_CHECK_TIME
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN  # an authority may be below another
    context.verify_mode = ssl.CERT_OPTIONAL
    return context


def _use_issued(
    context: ssl.SSLContext, settings: Settings, authority: CertificateAuthority
) -> None:
    issued = authority.issue_server_certificate(names(settings))
    # The ssl module reads files only.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "server.pem"
        path.touch(0o600)
        path.write_text(issued.certificate + issued.authority + issued.key, "ascii")
        context.load_cert_chain(path)
