"""Hold the version of Cable KG; versions follow semantic versioning."""

__version__ = "0.1.0"
