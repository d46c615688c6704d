"""The forms cables come in, each with its reader: the wire (ACP 127), the PAGE form of 1966–79, drafts, SMART.

VZCZCXYZ0005 … DE RUEHPE #2181/01 …     `wire_form`: the wire with its envelope, or without
PAGE 01  LIMA 01234 … ACTION ARA-10     `wire_form`: the PAGE form; attributes typed apart by `archive_attributes`
PRIORITY AMEMBASSY LIMA                 `draft_form`: an outgoing draft
MRN: 09 LIMA 12                         `smart_form`, its keys by `smart_keys`
"""
