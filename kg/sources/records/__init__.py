"""Split streams of records, CSV dumps, JSON and mailboxes, into one raw record after the other."""
