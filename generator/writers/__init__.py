"""One writer a form: each takes the facts and returns the text with its marks."""
