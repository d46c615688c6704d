"""The text as parsing reads it: see `kg.text.aligned`."""

from kg.text.aligned import Edit, Field, Reading

__all__ = ["Edit", "Field", "Reading"]
