"""Write cables as RDF statements, and draw conclusions from many cables.

Triples are tuples of strings as N-Triples writes them (`kg.terms`); no graph library is in the way.

    for message in same_message.messages(found):            # copies → messages, each with its name
        written = cable_statements.write(message)           # its statements, and a digest for the conclusions
    conclusions.inferred(digest for …)                      # conclusions, for a graph of their own
    used_vocabulary.vocabulary(used)                        # labels of whatever is named
"""
