"""The gateway in front of the service: whose call it is, and whether it is signed correctly.

Secrets are kept in memory only, for as long as the process lives. Used nonces are kept beside the
database, as hashes.
"""

from itertools import islice
from pathlib import Path
from typing import NamedTuple

from cs_simulator.domain.errors import ApiError, UsageError
from cs_simulator.domain.instants import SECOND
from cs_simulator.domain.utf8 import escape_invalid
from cs_simulator.runtime.logs import log
from cs_simulator.runtime.nonce_file import NonceFile
from cs_simulator.runtime.settings import MEMORY, Settings
from cs_simulator.runtime.system_clock import SystemClock
from cs_simulator.runtime.tenants.registry import DEFAULT
from cs_simulator.signing import authorization, credentials
from cs_simulator.signing.credentials import Keyring
from cs_simulator.signing.nonces import Nonces
from cs_simulator.signing.permissions import Permissions
from cs_simulator.signing.request import SignedRequest
from cs_simulator.signing.verification import verify, verify_rpc

# Secrets that the log looks for in every line; what has the shape of one it finds anyway.
_MOST_HIDDEN = 50


class Admission(NamedTuple):
    """Whose call it is, the error by which it is refused, and what its signer is allowed to do."""

    tenant: str
    refused: ApiError | None = None
    permissions: Permissions | None = None


class Gateway:
    """Verifies signatures as ``--auth`` says, with the keys it was given."""

    def __init__(self, settings: Settings, system_clock: SystemClock) -> None:
        self.keyring = _keyring(settings)
        log.hide(settings.control_token)
        for credential in islice(self.keyring, _MOST_HIDDEN):
            log.hide(credential.secret, credential.security_token)
        self._auth = settings.auth
        self._system_clock = system_clock
        self._file = NonceFile(settings.db) if self.verifies and settings.db != MEMORY else None
        self._nonces = Nonces(self._file.write if self._file else None)
        if self._file:
            self._nonces.load(self._file.open(system_clock.wall() // SECOND))

    def close(self) -> None:
        """Close what it has open."""
        if self._file:
            self._file.close()

    @property
    def verifies(self) -> bool:
        """Whether signatures are verified."""
        return self._auth != "none"

    def tenant_of(self, header: str, rpc_key: str = "") -> str:
        """The tenant that a call belongs to by its ``Authorization`` header, verified or not.

        *rpc_key* is the AccessKey id among the parameters of a call of the style RPC. Unsigned
        calls belong to ``default``; with ``--auth enforce`` so do those of unknown keys, so that a
        refused caller creates no tenant.
        """
        signer = authorization.parse(header) if header else None
        access_key_id = signer.access_key_id if signer else rpc_key
        if not access_key_id:
            return DEFAULT
        known = self.keyring.find(access_key_id)
        if known:
            return known.tenant
        return DEFAULT if self._auth == "enforce" else access_key_id

    def admit(self, request: SignedRequest, rpc_key: str | None = None) -> Admission:
        """Verify a call. With ``--auth log`` a wrong signature is logged, and the call admitted.

        *rpc_key* is given for a call of the style RPC, as in :meth:`tenant_of`.
        """
        check = verify if rpc_key is None else verify_rpc
        try:
            credential = check(request, self.keyring, self._nonces, self._system_clock.wall())
        except ApiError as error:
            tenant = self.tenant_of(request.headers.get("authorization", ""), rpc_key or "")
            if self._auth == "enforce":
                return Admission(tenant, refused=error)
            log.warning("signature.refused", code=error.code, tenant=escape_invalid(tenant))
            return Admission(tenant)
        return Admission(credential.tenant, permissions=credential.permissions)


def _keyring(settings: Settings) -> Keyring:
    """The keys of the settings; raises :class:`UsageError` with a message that holds no secret."""
    keyring = Keyring()
    for text in settings.credentials:
        keyring.put(credentials.from_pair(text))
    if settings.credentials_file:
        try:
            text = Path(settings.credentials_file).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            reason = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8"
            raise UsageError(f"--credentials-file {settings.credentials_file}: {reason}") from None
        try:
            for credential in credentials.from_file(text):
                keyring.put(credential)
        except UsageError as problem:
            raise UsageError(f"--credentials-file {settings.credentials_file}: {problem}") from None
    return keyring
