"""The forms cables come in, each with its recogniser: the wire (ACP 127), the PAGE form of 1966–79, drafts, SMART."""
