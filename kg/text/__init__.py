"""Turn a document into one clean text: characters and lines are made uniform before anything reads them.

```
clean(text)                  the clean text (`clean_text`): characters, marks on lines, left margins
Reading(text, edits)         a text after edits, every character knowing its place (`aligned_text`)
restored(cable, clean, …)    the evidence of a cable led back to the source
```
"""

from kg.text.clean_text import CleanText, clean

__all__ = ["CleanText", "clean"]
