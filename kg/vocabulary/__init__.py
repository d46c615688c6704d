"""Look up codes, names and spellings in the tables of `ontology/vocab`.

Every table is read once, when first needed. Nothing here guesses: an answer is in the tables or it is None; `nearest`
gives similar entries, and the caller decides.
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
