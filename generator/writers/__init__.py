"""Write facts in a form, one module a form: the facts come in, the text with its marks goes out."""
