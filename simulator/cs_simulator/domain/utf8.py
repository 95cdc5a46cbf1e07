"""Texts that can be written as UTF-8."""


def escape_invalid(text: str) -> str:
    r"""The text with every byte that is not UTF-8 written as ``\xNN``.

    HTTP servers decode headers and paths so that such bytes survive as lone surrogates, which can
    neither be logged nor stored.
    """
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def is_utf8(text: str) -> bool:
    """Whether the text can be written: whether it has no half of a pair of surrogates."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
