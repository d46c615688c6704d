"""Define the patterns of header labels: E.O., TAGS, SUBJECT, REF, Classified By, FM, TO, INFO.

The pattern has many branches. It is tried only where a label may begin, which a far shorter pattern tells.
"""

from __future__ import annotations

import re

from kg.parsing.line_patterns import PORTION

_BREAK = r"[ ]?\n?"  # a line end inside a word (`C` / `lassified By`), or the blank of spaced letters
CLASSIFIED_BY = (
    r"C(?!LEARED)(?:"
    + _BREAK.join(("", "L", "A?", "S?", "S?", "[A-Z]?", "I{0,2}", "F?", "[A-Z]{0,3}", "E", "D"))
    + r"[ ]{0,2}(?:[ ]|\n)B[ ]?\n?Y|LASSIFICATION[ ]BY(?=[ ]?:)|LASS[.]?[ ]BY(?=[ ]?:))"
)
#: A cable cited by sender and number, as it must stand behind a label that lacks its colon.
_CITED = r"(?:\d\d[ ])?[A-Z]{3,15}(?:[ ][A-Z]{2,12}){0,3}[ ]\d{2,6}\b(?![ ]?%)"
THIS = r"(?:THIS[ ](?:MESSAGE|CABLE|TELEGRAM)[ ](?:IS|WAS)[ ])?"

#: At the start of a line first, then inside one (the names with `_` behind); each kind is tried behind one guard.
_LABELS = re.compile(
    rf"""
    ^[ \t]*(?:
    (?P<eo>        [E£][.,e]?[ ]?[O0][.,]?[ ]*:?[ ]*(?=\d{{5}}|L\w{{4}}:) )
  | (?P<tags>      T[ ]A[ ]G[ ]S[ ]?: | (?:T?AGSC?|TAGS?|TABS)[ \t]{{0,3}}(?:[:;/?=]|[,.](?=[ ])|(?=[ \t])|$) )
  | (?P<subject>   S[ ]U[ ]B[ ]J(?:[ ]E[ ]C[ ]T)?[ ]?:
                 | (?:\W[ ])?S?UBJ(?:E?CT?)?
                       (?:[ \t]{{0,3}}(?:[:;?¢]|[-–](?=[ ]))|[ \t]*$|[ \t]+(?!(?:TO|OF|MATTER|IS|WAS|AND)\b)(?=\S)) )
  | (?P<ref>       (?:REF(?:TELS?|ERENCES?|S)?|REFS?[ ]TELS?)(?:\(S\))?
                       (?:[ \t]{{0,2}}[:;?]|[ \t]*$|[ \t]+(?=\(?\[?[A-Z][.):\]]|[A-Z]{{3,}}[ ]|[A-Z][ ][A-Z]{{3}})
                         |(?=\([A-Z]\)[ ]?[:A-Z])|[ ]?[.-]{{1,2}}(?=[ ]{{1,3}}{_CITED})) )
  | (?P<classified>(?:\({PORTION}\)[ ]{{0,4}})?
                       (?:\d{{1,2}}\.[ ]{{0,4}}(?:\({PORTION}\)[ ]{{0,4}})?)?{THIS}{CLASSIFIED_BY}(?![ ]LINE)\b[ ]?:? )
  | (?P<derived>   DERIVED[ ]FROM[ ]?: )
  | (?P<declassify>DECL(?:ASSIFY)?(?:[ ]ON)?[ ]?: )
  | (?P<fm>        (?:[^\w\n]{{1,4}})?(?-i:FM)[ \t]{{1,4}}(?=[A-Z]) )
  | (?P<to>        (?-i:TO)[ \t]{{1,4}}(?=[A-Z0-9\n]) )
  | (?P<info>      (?-i:INFO)[ \t]{{1,4}}(?=[A-Z0-9]) )
  | (?P<exempt>    XMT[ \t:]{{1,4}}(?=[A-Z0-9]) )
  | (?P<like>      [ERSTU][A-Z]{{1,9}}[ ]?[:;] ) )
  | \b(?=[AERSTU])(?:
    (?P<eo_>       E\.?[ ]?O\.?[ ]?(?=\d{{5}}[ ]?:) )
  | (?P<tags_>     T?AGS[ ]?: | (?-i:TA?G?S|TA?SG|TGAS)[ ]?:(?=[ ]{{0,2}}[A-Z]{{4}}\b) )
  | (?P<subject_>  (?<!\()(?-i:S|(?=U))UBJ(?:ECT)?[ ]?: )
  | (?P<ref_>      REF(?:TELS?|ERENCES?|S|\(S\))?[ ]?: | REFS?[ ](?=\(?A[.)][ ]?[A-Z(])
                 | (?<!\()(?-i:REF(?:TEL)?S?\.?[ ](?={_CITED})) ) )
  | (?P<classified_>(?=C[ \nL])(?: (?<![ ]BY:[ ]){CLASSIFIED_BY}[ ]?: | (?<=[.)][ ]){CLASSIFIED_BY}(?![ ]LINE)\b[ ]?:?
                 | {CLASSIFIED_BY}(?=[ ][A-Z][^\n]{{2,120}}[ (]1\.[3-7]\b) )
                 | (?P<derived_>(?-i:DERIVED)[ ]FROM[ ]?: ) )
    | (?P<ref__>       (?<=[A-Za-z?!])(?-i:REF)(?:S|TELS?)?:(?=[ ]?(?:\(?A[.):]|{_CITED})) )
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
#: Where one of them may begin: at a line start, or with these letters inside a line.
_MAY_BEGIN = re.compile(
    r"[\nACDERSTUacerstu](?:(?<=\n)|(?<=[Cc])(?=[ \nLl])|(?<=[Rr])(?=[Ee])|(?<=D)(?=ERIVED)"
    r"|(?<=\b[EeSsTtUuAa])(?:(?<=[Ee])(?=[. Oo])|(?<=[Ss])(?=[Uu])|(?<=[Uu])(?=[Bb])|(?<=[TtAa])(?=[AaGgSs])))"
)


def next_label(text: str, at: int, end: int) -> re.Match[str] | None:
    """Return the first label in `text[at:end]`, None where there is none; its group is the label's name.

    >>> next_label("FM LIMA", 0, 7).lastgroup
    'fm'
    """
    if at == 0 and (m := _LABELS.match(text, 0, end)) is not None:
        return m
    for beginning in _MAY_BEGIN.finditer(text, max(at - 1, 0), end):
        place = beginning.end() if beginning[0] == "\n" else beginning.start()
        if place >= at and (m := _LABELS.match(text, place, end)) is not None:
            return m
    return None
