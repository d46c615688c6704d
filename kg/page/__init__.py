"""Make the interactive page: one HTML file, drawn with pyvis, that opens from disk without any network.

`write_view` chooses its content: a small graph whole, a large one as an overview, or the things around one thing.
"""

from kg.network.shown_part import Shown
from kg.page.page_file import html, write_html
from kg.page.write_page import write_view

__all__ = ["Shown", "html", "write_html", "write_view"]
