"""The gateway in front of the service: whose call is it, and is it signed as it must be.

Secrets are kept in memory only, for as long as the process lives.
"""

from pathlib import Path
from typing import NamedTuple

from simulator.domain.errors import ApiError, Misuse
from simulator.engine.redaction import writable
from simulator.runtime.edge import Edge
from simulator.runtime.logs import log
from simulator.runtime.settings import Settings
from simulator.runtime.tenants import DEFAULT
from simulator.signing import authorization, credentials
from simulator.signing.credentials import Keyring
from simulator.signing.nonces import Nonces
from simulator.signing.policies import Policy
from simulator.signing.request import SignedRequest
from simulator.signing.verification import verify


class Admission(NamedTuple):
    """What the gateway says of a call: whose it is, why it is refused, what its signer may do."""

    tenant: str
    refused: ApiError | None = None
    policy: Policy | None = None


class Gateway:
    """Verifies signatures as ``--auth`` says, with the keys it was given."""

    def __init__(self, settings: Settings, edge: Edge) -> None:
        self.keyring = _keyring(settings)
        self._auth = settings.auth
        self._nonces = Nonces()
        self._edge = edge

    def tenant_of(self, authorization_header: str | None) -> str:
        """The tenant that a call belongs to, verified or not; unsigned ones are ``default``'s."""
        if not authorization_header:
            return DEFAULT
        signer = authorization.parse(authorization_header)
        if signer is None:
            return DEFAULT
        known = self.keyring.find(signer.access_key_id) if len(self.keyring) else None
        if known is None and self._auth == "enforce":
            return DEFAULT  # whoever that is, he gets no world
        return known.tenant if known else signer.access_key_id

    def admit(self, request: SignedRequest) -> Admission:
        """Let a call in, or say why not."""
        tenant = self.tenant_of(request.headers.get("Authorization"))
        if self._auth == "none":
            return Admission(tenant)
        try:
            credential = verify(request, self.keyring, self._nonces, self._edge.wall())
        except ApiError as error:
            if self._auth == "enforce":
                return Admission(tenant, refused=error)
            log.warning("signature.refused", code=error.code, tenant=writable(tenant))
            return Admission(tenant)
        return Admission(credential.tenant, policy=credential.policy)


def _keyring(settings: Settings) -> Keyring:
    """The keys of the settings; raises :class:`Misuse` in words that hold no secret."""
    keyring = Keyring()
    for text in settings.credentials:
        keyring.put(credentials.from_pair(text))
    if settings.credentials_file:
        try:
            text = Path(settings.credentials_file).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            reason = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8"
            raise Misuse(f"--credentials-file {settings.credentials_file}: {reason}") from None
        try:
            for credential in credentials.from_file(text):
                keyring.put(credential)
        except Misuse as problem:
            raise Misuse(f"--credentials-file {settings.credentials_file}: {problem}") from None
    return keyring
