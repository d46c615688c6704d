"""The interactive page: one HTML file, drawn with pyvis, that opens from disk and asks the network for nothing.

`write_view` decides what it shows: a small graph whole, a large one as an overview, or what is around one thing.
"""

from kg.network.shown_part import Shown
from kg.page.page_file import html, write_html
from kg.page.write_page import write_view

__all__ = ["Shown", "html", "write_html", "write_view"]
