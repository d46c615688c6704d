"""The interactive page: one HTML file, drawn with pyvis, that opens from disk and asks the network for nothing."""

from kg.view.page import html, write_html

__all__ = ["html", "write_html"]
