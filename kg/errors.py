"""The errors Cable KG raises. Every one says what happened and what to do about it."""


class KgError(Exception):
    """Base of every error this package raises on purpose; its text is written for the user."""
