"""Write the blocks of ontology and shapes about the fields of a cable: Turtle, made from `ontology/fields.csv`.

`cable.ttl` and `shapes.ttl` are written by hand except for blocks between two comments, `# fields.csv: NAME` and
`# fields.csv: end`. `make ontology` fills these in; a test refuses files with blocks that differ from the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from kg.errors import KgError
from kg.schema.fields import VALUE_TYPES, Field, Stands, fields
from kg.terms.iris import prefixed
from kg.terms.namespaces import NAMESPACES

_BLOCK = re.compile(
    r"(?P<begin>^# fields\.csv: (?P<name>(?!end$)[a-z-]+)\n)(?P<body>.*?)(?P<end>^# fields\.csv: end$)", re.M | re.S
)
_WIDTH = 118
_AT_CABLE = (Stands.PART, Stands.CABLE, Stands.WHOLE)
"""Places of values that the cable itself also has."""
_ELSEWHERE = "A part whose value stands at the cable has one there, and one only; else it has its own, or says why not"
_HOLDERS = dict.fromkeys(("Heading", "Excision"), ("kg:Cable", "kg:Paragraph"))
"""Classes of parts that hang on something other than the cable."""


def filled(text: str) -> str:
    """Fill the blocks in the text of `cable.ttl` or `shapes.ttl` from the table.

    Raises `KgError` for a block of an unknown name.
    """
    return _BLOCK.sub(lambda m: f"{m['begin']}\n{_made(m['name'])}\n{m['end']}", text)


def _made(name: str) -> str:
    if name not in BLOCKS:
        raise KgError(f"there is no block {name!r} of fields.csv; there are: {', '.join(BLOCKS)}")
    return "\n".join(BLOCKS[name](fields()))


# Terms of the ontology


def _quick_terms(chosen: Callable[[Field], bool]) -> Callable[[Sequence[Field]], Iterator[str]]:
    """Return a writer for the quick properties of chosen fields; a field without definition is described by hand."""

    def made(table: Sequence[Field]) -> Iterator[str]:
        for field in table:
            if (
                field.definition
                and field.properties
                and prefixed(field.properties[0]).startswith("kg:")
                and chosen(field)
            ):
                yield from _quick_term(field)

    return made


def _quick_term(field: Field) -> Iterator[str]:
    value = VALUE_TYPES[field.type]
    yield f"{prefixed(field.properties[0])} a owl:{'Object' if value.is_thing else 'Datatype'}Property ;"
    yield f"    rdfs:label {_text(field.label)} ;"
    yield f"    rdfs:comment {_text(field.definition)} ;"
    if field.broader:
        yield f"    rdfs:subPropertyOf {', '.join(map(prefixed, field.broader))} ;"
    yield f"    rdfs:domain {_classes(tuple(map(prefixed, field.domain)) or ('kg:Cable',))} ;"
    yield f"    rdfs:range {value.range} ;"
    yield f"    skos:example {_text(field.example)} ;"
    yield "    rdfs:isDefinedBy <ontology> ."
    yield ""


def _part_terms(table: Sequence[Field]) -> Iterator[str]:
    for field in table:
        if not field.part:
            continue
        first = prefixed(field.properties[0]) if field.properties else ""
        own = field.definition if not first else ""
        yield f"part:{field.role} a owl:ObjectProperty ;"
        yield f"    rdfs:label {_text(field.label + ' (place in the text)')} ;"
        yield f"    rdfs:comment {_text(own or f'Where the text has it: {field.label}.')} ;"
        yield "    rdfs:subPropertyOf part:part ;"
        yield f"    rdfs:domain {_classes(_HOLDERS.get(field.part, ('kg:Cable',)))} ;"
        yield f"    rdfs:range kg:{field.part} ;"
        if first:
            yield f"    rdfs:seeAlso {first} ;"
        if field.stands is Stands.CABLE:
            yield f"    kg:valueAt {', '.join(map(prefixed, field.properties))} ;"
        yield f"    skos:example {_text(field.part_example)} ;"
        yield "    rdfs:isDefinedBy <ontology> ."
        yield ""


# Shapes


def _constraints(table: Sequence[Field]) -> Iterator[str]:
    """Yield the constraints on values of the quick properties, and the target parts of the shapes of parts."""
    of_cable = [f for f in table if f.type and f.stands in _AT_CABLE and _of_cable(f)]
    listed = (f"[ sh:path {prefixed(f.properties[0])} ; {VALUE_TYPES[f.type].constraint} ]" for f in of_cable)
    yield "shape:Cable sh:property\n    " + " ,\n    ".join(listed) + " .\n"
    yield from _targets("shape:Part", table, ("part:cites",))
    yield from _targets("shape:ValueOrWhy", (f for f in table if f.stands is Stands.PART and _of_cable(f)))
    yield from _targets("shape:MeantOrWhy", (f for f in table if f.stands is Stands.CONCLUDED))
    for part in dict.fromkeys(f.part for f in table if f.part not in ("", "Part")):
        yield from _targets(f"shape:{part}", (f for f in table if f.part == part))
    yield from _targets("shape:OneMeaning", (f for f in table if f.stands is Stands.PART and f.many))
    for field in table:
        if field.stands is Stands.PART and field.many:
            yield from _agreement(field)
        elif field.stands is Stands.CABLE:
            yield from _value_at_cable(field)


def _of_cable(field: Field) -> bool:
    return not field.domain or NAMESPACES["kg"] + "Cable" in field.domain


def _targets(shape: str, table: Iterable[Field], more: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the target properties of a shape, in lines that are not too long."""
    line = f"{shape} sh:targetObjectsOf"
    for name in (*(f"part:{field.role}" for field in table if field.part), *more):
        if len(line) + len(name) > _WIDTH:
            yield line
            line = "   "
        line += f" {name} ,"
    yield f"{line[:-2]} .\n"


def _agreement(field: Field) -> Iterator[str]:
    quick = prefixed(field.properties[0])
    yield f"shape:{_capital(field.role)}Agree a sh:NodeShape ;"
    yield "    sh:targetClass kg:Cable ;"
    yield f"    sh:message {_text(f'{quick} and the parts that are the {field.plural} differ')} ;"
    yield f"    sh:or ( [ sh:property [ sh:path ( part:{field.role} rdf:value ) ; sh:equals {quick} ] ]"
    yield f"            [ sh:property [ sh:path ( part:{field.role} kg:doubt ) ; sh:hasValue doubt:superseded ] ] ) .\n"


def _value_at_cable(field: Field) -> Iterator[str]:
    yield f"shape:{_capital(field.role)}Value a sh:NodeShape ;"
    yield f"    sh:targetObjectsOf part:{field.role} ;"
    yield f"    sh:message {_text(_ELSEWHERE)} ;"
    ways = [f"[ sh:path {path} ; sh:minCount 1 ]" for path in ("rdf:value", "kg:valueState", "kg:textSays")]
    ways += [
        f"[ sh:path ( [ sh:inversePath part:{field.role} ] {prefixed(iri)} ) ; sh:minCount 1 ; sh:maxCount 1 ]"
        for iri in field.properties
    ]
    if field.type != "time":  # of copies that graphs of their own were made of each may say another thing, but the time
        at = f"sh:path ( [ sh:inversePath part:{field.role} ]"
        copies = f"[ {at} prov:wasDerivedFrom ) ; sh:minCount 2 ]"
        ways += [f"[ {at} {prefixed(iri)} ) ; sh:minCount 1 ] , {copies}" for iri in field.properties]
    yield "    sh:or ( " + "\n            ".join(f"[ sh:property {way} ]" for way in ways) + " ) .\n"


# Turtle


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"@en'


def _classes(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"[ a owl:Class ; owl:unionOf ( {' '.join(names)} ) ]"


def _capital(role: str) -> str:
    return role[:1].upper() + role[1:]


BLOCKS: dict[str, Callable[[Sequence[Field]], Iterator[str]]] = {
    "quick": _quick_terms(lambda field: field.stands in _AT_CABLE),
    "people": _quick_terms(lambda field: field.stands is Stands.CONCLUDED),
    "envelope": _quick_terms(lambda field: field.stands in (Stands.SECTION, Stands.DOCUMENT)),
    "places": _part_terms,
    "shapes": _constraints,
}
"""The writers of the blocks by name: terms of the ontology, and the shapes."""
