"""Cables as RDF: what they state, what is concluded from them, and Turtle to write it down.

Triples are tuples of strings as N-Triples writes them; no graph library is in the way.

    for message in messages(found):                 # copies → messages, each with its name
        written = write(message)                    # its statements, and a digest for the conclusions
    inferred(digest for …)                          # conclusions, for a graph of their own
    vocabulary(used)                                # labels of whatever is named
    turtle.write(path, shards)                      # N-Triples files → one sorted Turtle file
"""

from kg.rdf.cable_statements import Statements, stated, write
from kg.rdf.conclusions import inferred
from kg.rdf.iris import BASE, INFERRED_GRAPH, PREFIXES, QUERY_PREFIXES
from kg.rdf.ntriples_terms import Triple
from kg.rdf.same_message import Message, messages
from kg.rdf.used_vocabulary import Used, vocabulary

__all__ = [
    "BASE",
    "INFERRED_GRAPH",
    "PREFIXES",
    "QUERY_PREFIXES",
    "Message",
    "Statements",
    "Triple",
    "Used",
    "inferred",
    "messages",
    "stated",
    "vocabulary",
    "write",
]
