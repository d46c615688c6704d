"""Define the data classes: documents, cables, their parts, and the evidence of each value."""

from kg.model.cable import (
    Addressee,
    Attribute,
    Cable,
    Citation,
    DeclassifyOn,
    Excision,
    Listing,
    Official,
    OfficialRole,
    Paragraph,
    Reference,
    ReferenceKind,
    Section,
    Sender,
    Tag,
)
from kg.model.document import Document, ReleaseStatus, content_hash
from kg.model.evidence import Diagnostic, Evidence, Quoted, Repair, Span, Value, hull

__all__ = [
    "Addressee",
    "Attribute",
    "Cable",
    "Citation",
    "DeclassifyOn",
    "Diagnostic",
    "Document",
    "Evidence",
    "Excision",
    "Listing",
    "Official",
    "OfficialRole",
    "Paragraph",
    "Quoted",
    "Reference",
    "ReferenceKind",
    "ReleaseStatus",
    "Repair",
    "Section",
    "Sender",
    "Span",
    "Tag",
    "Value",
    "content_hash",
    "hull",
]
