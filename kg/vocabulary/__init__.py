"""Look-ups over the tables of `ontology/vocab`: what a code, a name or a spelling means.

Every table is read when first asked for, once. Nothing here guesses: an answer is in the tables or it is None; what
is merely near is asked for by `nearest` and is the caller's decision.
"""

from kg.vocabulary import chiefs_of_mission, code_lists, organisations, post_history, posts, spellings, titles, topics
from kg.vocabulary.csv_tables import iri_part, locate

__all__ = [
    "chiefs_of_mission",
    "code_lists",
    "iri_part",
    "locate",
    "organisations",
    "post_history",
    "posts",
    "spellings",
    "titles",
    "topics",
]
