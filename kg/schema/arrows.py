"""List the arrows of pictures: the property of each, the kinds of node at its ends, and its words both ways.

An arrow points from `source` to `target`, in every view and file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.schema.fields import fields
from kg.schema.labels import heading, properties
from kg.terms.iris import local_name

_CAPITAL = re.compile("(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Arrow:
    """A kind of arrow: its code in exports, its role, its words, and the kinds of node at its ends.

    `label` and `plural` describe the far end seen from the near one, `back` the near end seen from the far one.
    """

    code: str
    role: str
    iri: str
    label: str
    plural: str
    back: str
    source: str
    target: str


@cache
def arrows() -> tuple[Arrow, ...]:
    """Return the kinds of arrow, in the order of the legend.

    >>> arrows()[1].code, arrows()[1].label, arrows()[1].back, arrows()[1].source, arrows()[1].target
    ('sent_to', 'Action addressee', 'Received for action', 'cable', 'post')
    """
    found = [
        Arrow(
            _CAPITAL.sub("_", field.role).lower(),
            field.role,
            field.properties[0],
            heading(field.label),
            heading(field.plural),
            heading(field.backward),
            "cable",
            field.far_end,
        )
        for field in fields()
        if field.far_end
    ]
    for one in properties():
        if one.arrow:
            words = heading(one.label)
            role = local_name(one.iri)
            found.append(Arrow(one.arrow, role, one.iri, words, words, heading(one.backward), one.source, one.target))
    return tuple(found)


@cache
def arrow_of() -> Mapping[str, Arrow]:
    """Return the kinds of arrow by their roles.

    >>> arrow_of()["draftedBy"].target
    'official'
    """
    return {arrow.role: arrow for arrow in arrows()}
