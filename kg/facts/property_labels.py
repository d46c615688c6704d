"""What the properties of the ontology are called in plain English, and which of them are drawn as arrows.

`ROLES` gives the order in which facts are shown. A property that is not listed here is shown too, after the others,
under a name made from its own (`passLine` → "Pass line"): a graph may know more than this module.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

BASE = "https://w3id.org/cable-kg/"
KG = f"{BASE}ontology#"
PART = f"{BASE}part#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
DCTERMS = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
FOAF = "http://xmlns.com/foaf/0.1/"
ORG = "http://www.w3.org/ns/org#"
DCAT = "http://www.w3.org/ns/dcat#"

ROLES = {
    "title": "Subject",
    "dateTimeGroup": "Date-time group",
    "date": "Year",
    "origin": "From",
    "sentTo": "Action addressee",
    "copiedTo": "For information",
    "exempted": "Exempted addressee",
    "classification": "Classification",
    "caption": "Caption",
    "precedence": "Precedence",
    "topic": "Topic",
    "references": "Refers to",
    "classifiedBy": "Classified by",
    "derivedFrom": "Derived from",
    "reason": "Reason for classification",
    "declassifyOn": "Declassify on",
    "declassifyEvent": "Declassify at",
    "declassification": "Declassification marking",
    "executiveOrder": "Executive order",
    "draftedBy": "Drafted by",
    "clearedBy": "Cleared by",
    "approvedBy": "Approved by",
    "releasedBy": "Released by",
    "signedBy": "Signed by",
    "tagged": "Named in the TAGS line",
    "visitor": "Visitor",
    "participant": "Participant",
    "mentions": "Mentioned",
    "summary": "Summary",
    "paragraph": "Paragraph",
    "heading": "Heading",
    "messageReferenceNumber": "Message reference number",
    "identifier": "Cable number",
    "alias": "Other number",
    "sharesNumberWith": "Shares its number with",
    "threadWith": "In a thread with",
    "wasDerivedFrom": "Copy",
    "repair": "Repaired besides",
    "status": "Status",
    "section": "Section",
    "passLine": "Pass line",
    "releaseMarking": "Release marking",
    "filingTime": "Filing time",
    "routedTo": "Routed to",
    "routingIndicator": "Routing indicator",
    "securityLine": "Security line",
    "transmissionId": "Transmission identifier",
    "serial": "Serial number",
    "portionMarking": "Portion marking",
    "organisation": "Organisation",
    "protected": "Name protected",
    "kind": "Kind",
    "letter": "Letter",
    "raw": "As written",
    "textSays": "The text says",
    "valueState": "What is meant",
    "firstSeen": "First seen",
    "lastSeen": "Last seen",
    "suggestion": "Perhaps meant",
    "order": "Place in the address",
    "number": "Number",
    "sectionCount": "Number of sections",
    "releaseAuthority": "Released by",
    "releaseDate": "Released on",
    "releaseCase": "Release case",
    "correctedCopy": "Says that it corrects",
    "lat": "Latitude",
    "long": "Longitude",
    "notation": "Code",
    "exactMatch": "The same as",
    "conflictsWith": "In conflict with",
    "city": "City",
    "country": "Country",
    "countryCode": "ISO country code",
    "successor": "Succeeded by",
    "era": "Years in which the code means this",
    "rank": "Rank",
}


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """A kind of arrow: its code, the property it stands for, its name in the legend, and what its far end is.

    `forward` and `back` are the words for the arrow seen from its cable and from its other end. An arrow goes from what
    is `source` to what is `target`, in every view and file.
    """

    code: str
    role: str
    label: str
    target: str
    forward: str
    back: str
    source: str = "cable"


EDGE_KINDS = (
    EdgeKind("origin", "origin", "Sent from", "post", "From", "Sent"),
    EdgeKind("sent_to", "sentTo", "To, for action", "post", "For action", "Received for action"),
    EdgeKind("copied_to", "copiedTo", "To, for information", "post", "For information", "Received for information"),
    EdgeKind("exempted", "exempted", "Exempted", "post", "Exempted", "Exempted from"),
    EdgeKind("references", "references", "Refers to", "cable", "Refers to", "Referred to by"),
    EdgeKind("topic", "topic", "Has the topic", "topic", "Topics", "Topic of"),
    EdgeKind("classified_by", "classifiedBy", "Classified by", "official", "Classified by", "Classified"),
    EdgeKind("derived_from", "derivedFrom", "Derived from", "official", "Derived from", "Source of the classification"),
    EdgeKind("drafted_by", "draftedBy", "Drafted by", "official", "Drafted by", "Drafted"),
    EdgeKind("cleared_by", "clearedBy", "Cleared by", "official", "Cleared by", "Cleared"),
    EdgeKind("approved_by", "approvedBy", "Approved by", "official", "Approved by", "Approved"),
    EdgeKind("released_by", "releasedBy", "Released by", "official", "Released by", "Released"),
    EdgeKind("signed_by", "signedBy", "Signed by", "official", "Signed by", "Signed"),
    EdgeKind("tagged", "tagged", "Named in the TAGS line", "official", "Named in the TAGS line", "In the TAGS line of"),
    EdgeKind("visitor", "visitor", "Visitor", "official", "Visitor", "Visitor in"),
    EdgeKind("participant", "participant", "Participant", "official", "Participants", "Participant in"),
    EdgeKind("mentions", "mentions", "Mentions", "official", "Mentions", "Mentioned in"),
    EdgeKind("served_at", "organization", "Served at", "post", "Served at", "Officials", "official"),
    EdgeKind("seen_at", "seenAt", "Seen at", "post", "Seen at", "Seen there", "official"),
)
BY_ROLE = {kind.role: kind for kind in EDGE_KINDS}
_NUMBERED = {role: n for n, role in enumerate(ROLES)}


def role_label(role: str) -> str:
    """Return the English name of a property by its local name.

    >>> role_label("copiedTo"), role_label("chargeCode")
    ('For information', 'Charge code')
    """
    if role in ROLES:
        return ROLES[role]
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", role).replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:].lower()


def role_order(role: str) -> tuple[int, str]:
    """Return the place of a property among the facts of a node; what is not listed comes last, by name."""
    return (_NUMBERED.get(role, len(_NUMBERED)), role)


def local_name(iri: str) -> str:
    """Return what stands after the last `#` or `/` of an IRI.

    >>> local_name("https://w3id.org/cable-kg/post/LIMA")
    'LIMA'
    """
    return re.split(r"[#/]", iri)[-1]
