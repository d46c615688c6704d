"""The forms a single thing can have: one module each, from its bytes or text to documents."""
