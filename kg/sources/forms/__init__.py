"""Read the forms of single sources: one module each, from bytes or text to documents."""
