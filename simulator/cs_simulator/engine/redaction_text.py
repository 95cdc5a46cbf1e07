"""Finding secrets in texts by their shape alone: what could not be parsed, messages, tracebacks.

A secret is what follows a name that says so (``password: …``, ``"token": "…"``, ``secret=…``), the
credentials of a header, of an address or after the name of a scheme, and a private key. Nothing
is parsed, so it makes no difference whether the text is valid, cut off or encoded once more. When
in doubt, more is replaced rather than less.

Every expression is bounded, so that the time grows with the length of the text and not faster.
"""

import re
from functools import lru_cache

REPLACED = "***"

# A client token is none: it tells one call from another, and a replay needs it as it was.
_TOKEN = "(?<!client)(?<!client[_-])token"  # noqa: S105 - a pattern
WORDS = (
    "password", "passwd", "passphrase", "pwd", "secret", "signature", _TOKEN, "authorization",
    "credential", "cookie", "private_key", "private-key", "privatekey", "api_key", "api-key",
    "apikey", "user_data",
)  # fmt: skip
_WORD = re.compile("|".join(WORDS), re.IGNORECASE)
# Names that have such a word and hold no secret: whoever repeats a call needs their values.
_PLAIN = re.compile(r"(?:client|next)_?token", re.IGNORECASE)
# Parts of all of them: to look for these costs little.
_STEMS = (
    "pass", "pwd", "secret", "sign", "token", "auth", "cred", "cookie", "private", "api",
    "user_data",
)  # fmt: skip
_OTHER_STEMS = ("acs", "bearer", "basic", "@")

# What ends an unquoted value: the end of the line, also of one that is written with escapes.
_REST_OF_LINE = r"(?:(?!\\[rn])[^\r\n])*+"
_NAMED = re.compile(
    rf"(?:{'|'.join(WORDS)})[\w.\[\]-]{{0,64}}+(?:\\{{0,8}}+[\"'])?[ \t]{{0,8}}+"
    r"(?:(?P<colon>:|%3a|,(?=[ \t]{0,8}+b?\\{0,8}+[\"']))|=>?|>|%3d)[ \t]{0,8}+"
    r"(?:b(?=\\{0,8}+[\"']))?"
    r"(?P<value>(?P<quote>\\{0,8}+[\"'])(?:(?!(?P=quote))(?:\\.|.))*+|[\[{].*+|)",
    re.IGNORECASE | re.DOTALL,
)
_AFTER_COLON = re.compile(_REST_OF_LINE)
_AFTER_EQUALS = re.compile(r"(?:(?!\\[rn])[^\s&])*+")
_SCHEME = re.compile(
    r"\b(acs |ACS3-HMAC-SHA256 |bearer[ \t]{1,8}+|basic[ \t]{1,8}+(?=[\w+/=-]{6}))"
    r"(?:(?!\\[rn])[^\s\"'])++",
    re.IGNORECASE,
)
_USER = re.compile(r"://[^\s/@]{1,256}+@")
_PRIVATE_KEY = re.compile(r"(-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----).*?(?=-----END|\Z)", re.DOTALL)
_OPTION = re.compile(
    rf"(?<=-)((?:[a-z]{{1,16}}+-){{0,3}}?(?:{'|'.join(WORDS)})[\w-]{{0,32}}+[ \t]{{1,8}}+)[^\s]++",
    re.IGNORECASE,
)
_FORM_PART = re.compile(
    rf"(name=\"[^\"]{{0,64}}?(?:{'|'.join(WORDS)})[^\"]{{0,64}}\"[^\n]{{0,200}}\n"
    r"(?:[^\r\n]{1,200}\r?\n){0,4}\r?\n).*?(?=\r?\n--|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPE = re.compile(r"(?:%|\\u00)([2-7][0-9a-f])", re.IGNORECASE)
# Layers of escapes that are seen through.
_LAYERS = 6
# Longer texts are not searched, if there is anything in them to search for.
_LONGEST = 65_536


@lru_cache(maxsize=1024)
def is_secret(name: str) -> bool:
    """Whether a field, a parameter or a header holds a secret, by its name behind all escapes."""
    return _WORD.search(_PLAIN.sub("", _decoded(name))) is not None


@lru_cache(maxsize=256)
def secret_names(names: tuple[str, ...]) -> frozenset[str]:
    """Those of the names that hold a secret; bodies of one kind have the same names."""
    return frozenset(filter(is_secret, names))


def has_word(raw: str) -> bool:
    """Whether a text has a name of secrets in it, as it is or behind escapes."""
    return _has_stem(raw) and _WORD.search(_decoded(raw)) is not None


def may_have_secret(raw: str) -> bool:
    """Whether :func:`text` looks further; most texts have nothing of which secrets are known."""
    return _has_stem(raw, _STEMS + _OTHER_STEMS)


def _has_stem(raw: str, stems: tuple[str, ...] = _STEMS) -> bool:
    if "%" in raw or "\\u00" in raw:
        return True
    return any(map(raw.lower().__contains__, stems))


def text(raw: str) -> str:
    """The text without what looks like a secret."""
    if not may_have_secret(raw):
        return raw
    if len(raw) > _LONGEST:
        return f"({len(raw)} characters that may hold secrets)"
    raw = _revealed(raw)
    if _WORD.search(raw):
        if "\n" in raw:
            raw = _FORM_PART.sub(rf"\1{REPLACED}", raw)
        raw = _OPTION.sub(rf"\1{REPLACED}", _without_named(raw))
    if "PRIVATE KEY" in raw:
        raw = _PRIVATE_KEY.sub(rf"\1{REPLACED}", raw)
    if "@" in raw:
        raw = _USER.sub(f"://{REPLACED}@", raw)
    return _SCHEME.sub(rf"\g<1>{REPLACED}", raw)


def _revealed(raw: str) -> str:
    """The text with its names of secrets readable, if escapes hide some; else as it is."""
    decoded = _decoded(raw)
    if decoded == raw or len(_WORD.findall(decoded)) <= len(_WORD.findall(raw)):
        return raw
    return decoded


def _decoded(raw: str) -> str:
    """The text without the escapes of URLs and JSON, in however many layers."""
    for _ in range(_LAYERS):
        if "%" not in raw and "\\u00" not in raw:
            break
        before, raw = raw, _ESCAPE.sub(lambda found: chr(int(found[1], 16)), raw)
        if raw == before:
            break
    return raw


def _without_named(raw: str) -> str:
    """The text without the values that follow names of secrets."""
    parts, position = [], 0
    while found := _NAMED.search(raw, position):
        quote, end = found["quote"] or "", found.end()
        parts += [raw[position : found.start("value")], quote, REPLACED]
        if not found["value"]:
            rest = (_AFTER_COLON if found["colon"] else _AFTER_EQUALS).match(raw, end)
            end = rest.end() if rest else end
        elif quote and raw.startswith(quote, end):
            parts.append(quote)
            end += len(quote)
        position = end
    return "".join([*parts, raw[position:]])
