"""From a document to one clean text: characters and lines made uniform before anything looks at them."""

from kg.text.clean_text import CleanText, clean

__all__ = ["CleanText", "clean"]
