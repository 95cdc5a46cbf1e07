"""Trusting the certificate of a simulator: the files and the variables that clients read."""

import os
import socket
import ssl
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from cs_simulator.cli._output import fail, note
from cs_simulator.client import Connection
from cs_simulator.client.server import authority
from cs_simulator.runtime import state_folder

_OWN, _BUNDLE = "authority.pem", "ca-bundle.pem"
# Their file replaces the usual authorities; that of Node is added to them.
_REPLACING = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_PATIENCE = 5.0  # seconds for a handshake


def variables(connection: Connection) -> Mapping[str, str]:
    """The variables, after the files that they name were written to the state folder.

    None for a certificate that the simulator's own authority has not issued.
    """
    certificate = authority(connection)
    if not _is_issued_by(certificate, connection.url):
        note("the simulator has a certificate of another authority: nothing is set to trust it")
        return {}
    folder = Path(state_folder.NAME)
    own, bundle = folder / _OWN, folder / _BUNDLE
    usual = _usual_authorities(bundle.absolute())
    try:
        state_folder.make(folder)
        state_folder.write(own, certificate)
        state_folder.write(bundle, f"{usual}\n{certificate}")
    except OSError as error:
        fail(f"{folder}: {error.strerror}; the certificates are written there")
    named = dict.fromkeys(_REPLACING, str(bundle.absolute()))
    return {**named, "NODE_EXTRA_CA_CERTS": str(own.absolute())}


def _usual_authorities(bundle: Path) -> str:
    """The authorities that are trusted otherwise, so that they still are."""
    named = os.environ.get("SSL_CERT_FILE", "")
    default = ssl.get_default_verify_paths()
    for path in (named if named != str(bundle) else "", default.openssl_cafile):
        try:
            return Path(path).read_text("utf-8")
        except (OSError, ValueError):
            continue
    return ""


def _is_issued_by(certificate: str, url: str) -> bool:
    parts = urlsplit(url)
    context = ssl.create_default_context(cadata=certificate)
    context.check_hostname = False
    try:
        with (
            socket.create_connection((parts.hostname, parts.port or 443), _PATIENCE) as opened,
            context.wrap_socket(opened),
        ):
            return True
    except ssl.SSLError:
        return False
    except OSError as error:
        fail(f"{url} does not answer: {error}", exit_code=1)
