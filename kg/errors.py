"""Define the errors of Cable KG. Each message states the cause and the remedy."""


class KgError(Exception):
    """Base of every error this package raises on purpose; its text is written for the user."""


def install(extra: str) -> str:
    """Return the command that installs an extra, as the end of an error message.

    >>> install("pdf")
    "pip install 'cable-kg[pdf]' (in a copy of the project: pip install '.[pdf]')"
    """
    return f"pip install 'cable-kg[{extra}]' (in a copy of the project: pip install '.[{extra}]')"
