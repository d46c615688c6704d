"""The errors Cable KG raises. Every one says what happened and what to do about it."""


class KgError(Exception):
    """Base of every error this package raises on purpose; its text is written for the user."""


def install(extra: str) -> str:
    """Return what to do where a library of an extra is missing, as the end of a sentence.

    >>> install("pdf")
    "pip install 'cable-kg[pdf]' (in a copy of the project: pip install '.[pdf]')"
    """
    return f"pip install 'cable-kg[{extra}]' (in a copy of the project: pip install '.[{extra}]')"
