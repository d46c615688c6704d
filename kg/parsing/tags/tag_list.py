"""Read the entries of one TAGS list in the order of the text: codes, topics in plain words, persons, with places.

A run of words that are no codes waits until a code or a gap ends it, and is cut then (`phrase_tags`). Under consular
subjects private persons are named: they enter nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from kg.parsing.tags import phrase_tags, segmentation, tag_codes, tag_words
from kg.parsing.tags.tag_words import Word, joined_listed, words
from kg.vocabulary import topics
from kg.vocabulary.code_lists import portion

#: No list has more words that are no codes in a row; a run of 13 was seen, with four topics and two persons in it.
_LONGEST_RUN = 18


class Entry(Struct, frozen=True):
    """An entry with its place in the field; `whole` is the place of the damaged word it was read from."""

    start: int
    end: int
    code: str
    kind: str | None = None
    recognised: bool = False
    suggestion: str | None = None
    rule: str | None = None
    whole: tuple[int, int] = (0, 0)
    read_as: str = ""
    unsure: bool = False


class TagList:
    """The entries of one list in the making; a run of plain words waits until a code or a gap ends it."""

    def __init__(self, text: str, end: int, year: int | None) -> None:
        self.text, self._year = text, year
        self.entries: list[Entry] = []
        self._run: list[Word] = []
        self._topic: str | None = None  # the last code read: OVIP says that a name may follow
        self._names_expected = False
        self._over = False
        self._consular = False  # a consular subject stands in the list: who is named may be a private person
        self._read(0, end)

    def _read(self, start: int, end: int) -> None:
        found = list(words(self.text, start, end))
        self._consular = self._consular or any(map(_is_consular, found))
        capitals = _in_capitals(self.text, found)
        if capitals:
            found = found[: _prose(self.text, found)]
        past = 0
        for i, word in enumerate(found):
            following = found[i + 1] if i + 1 < len(found) else None
            if self._over:
                return
            if i < past:
                continue
            if word.group is not None:
                self._flush()
                self._group(*word.group)
            elif (several := joined_listed(found, i)) is not None:
                self._flush()
                self._code(several, tag_codes.Reading((segmentation.Piece(0, len(several.text), several.text),)))
                past = i + several.text.count(" ") + 1
            elif not tag_words.is_marking(word.text) and not (capitals and self._is_noise(word)):
                self._word(word, following)
        self._flush()

    def _is_noise(self, word: Word) -> bool:
        """Return whether a word is an OCR scrap in small letters behind a list in capitals (`UK aA bra! lq`)."""
        printed = self.text[word.start : word.end]
        small = len(printed) < 4 and printed != printed.upper()
        return small and not (word.after_gap and topics.is_listed(word.text))

    def _word(self, word: Word, following: Word | None) -> None:
        if self._is_link(word, following):
            self._run.append(word)
            return
        if word.after_gap and not self._goes_on(word):
            self._flush()
        read = tag_codes.read_word(word.text, self._year) or self._with_small_letter(word)
        if read is None or (read.rule == "misspelled-code" and self._may_be_plain(word, read)):
            self._run.append(word)
            return
        if read.rule == "split-codes":
            self._split(word, read)
            return
        self._flush()
        self._code(word, read)

    def _may_be_plain(self, word: Word, read: tag_codes.Reading) -> bool:
        """Return whether a word only looks like a misspelled code: a name after OVIP, an unsure code among words."""
        return not word.after_gap and (self._names_expected or (read.unsure and bool(self._run)))

    def _with_small_letter(self, word: Word) -> tag_codes.Reading | None:
        """Read `PINRs`: a code in capitals with a small letter behind it."""
        printed = self.text[word.start : word.end]
        if len(printed) > 4 and printed[:-1].isupper() and printed[-1].islower() and topics.is_listed(printed[:-1]):
            return tag_codes.Reading((segmentation.Piece(0, len(printed), word.text[:-1]),), "misspelled-code")
        return None

    def _is_link(self, word: Word, following: Word | None) -> bool:
        """Return whether IN is the preposition (`TIP IN TURKEY`), not India: between two words that are no codes."""
        if tag_words.kind(word.text) != "link" or word.after_gap or not self._run or following is None:
            return False
        return not following.after_gap and not topics.is_listed(following.text)

    def _goes_on(self, word: Word) -> bool:
        """Return whether a word is the forename behind a surname and a comma (`OVIP, RICE, CONDOLEEZZA`)."""
        if len(self._run) != 1 or topics.is_listed(word.text) or not tag_words.may_be_surname(self._run[0].text):
            return False
        return tag_words.is_forename(word.text) or (self._names_expected and word.text in tag_words.forenames())

    def _code(self, word: Word, read: tag_codes.Reading) -> None:
        piece = read.pieces[0]
        self._add(
            Entry(
                word.start,
                word.end,
                piece.code,
                recognised=True,
                rule=read.rule,
                whole=(word.start, word.end),
                read_as=piece.code,
                unsure=read.unsure,
            )
        )

    def _split(self, word: Word, read: tag_codes.Reading) -> None:
        """Take codes run together apart; words of a topic among them join the run (`HUMAN RIGHTSPOLMIL`)."""
        read_as = " ".join(p.code for p in read.pieces)
        for piece in read.pieces:
            start, end = word.start + piece.start, word.start + piece.end
            if not piece.listed and not segmentation.is_program_form(piece.code):
                self._run.append(Word(start, end, piece.code, False))
                continue
            self._flush()
            self._add(
                Entry(
                    start,
                    end,
                    piece.code,
                    recognised=piece.listed,
                    rule="split-codes",
                    whole=(word.start, word.end),
                    read_as=read_as,
                    unsure=read.unsure,
                )
            )

    def _add(self, entry: Entry) -> None:
        topic = topics.find(entry.code) if entry.recognised else None
        self.entries.append(replace(entry, kind=topic.kind) if topic else entry)
        if topic is not None and topic.kind != "geographic":
            self._topic = topic.code
            self._names_expected = topic.code in tag_words.PERSON_CODES

    def _is_private(self) -> bool:
        """Return whether a person named here may be private: under consular subjects, unless a visit is named."""
        return self._consular and self._topic not in tag_words.PERSON_CODES

    def _flush(self) -> None:
        run, self._run = self._run, []
        if len(run) > _LONGEST_RUN:  # prose: a copy without line ends goes on behind the list
            self._over = True
        if self._over:
            return
        plain: list[Word] = []
        after_code = self._names_expected
        if len(run) > 1 and (code := _spelled(run)) is not None:
            low, high = run[0].start, run[-1].end
            self._add(Entry(low, high, code, recognised=True, rule="joined-code", whole=(low, high), read_as=code))
            return
        if not after_code and len(run) > 1 and all(segmentation.is_program_form(w.text) for w in run):
            for word in run:  # the list of program codes is open: each is one
                self._phrases([word], after_code)
            return
        if self._is_private():
            for part in _without_names(run):
                self._phrases(part, after_code)
            return
        i = 0
        while i < len(run):
            joined = _joined(run[i : i + 2])
            if joined is not None:
                self._phrases(plain, after_code)
                plain = []
                low, high = run[i].start, run[i + 1].end
                self._add(
                    Entry(low, high, joined, recognised=True, rule="joined-code", whole=(low, high), read_as=joined)
                )
                i += 2
                continue
            plain.append(run[i])
            i += 1
        self._phrases(plain, after_code)

    def _phrases(self, run: list[Word], after_person_code: bool) -> None:
        for phrase in phrase_tags.cut(run, after_person_code) if run else ():
            self._phrase(phrase)

    def _phrase(self, phrase: phrase_tags.Phrase) -> None:
        if phrase.kind == "person":
            if not self._is_private():
                place = (phrase.start, phrase.end)
                self._add(Entry(*place, phrase.code, "person", recognised=True, unsure=phrase.unsure))
            return
        near = phrase.suggestion or (tag_codes.suggestion(phrase.code) if " " not in phrase.code else None)
        self._add(Entry(phrase.start, phrase.end, phrase.code, suggestion=near))

    def _group(self, start: int, end: int) -> None:
        """Read the words in parentheses: persons, codes or a topic; markings are skipped, private persons too."""
        inner = self.text[start:end]
        found = [w for w in words(self.text, start, end) if w.group is None]
        listed = bool(found) and all(topics.is_listed(w.text) for w in found)
        private = self._is_private() and not (listed and any(len(w.text) == 4 for w in found))
        if portion(inner) is not None or tag_words.is_marking(inner) or private:
            return
        persons = [] if listed else phrase_tags.people(self.text, start, end, self._names_expected)
        for person in persons:
            self._phrase(person)
        if not persons:
            expected, self._names_expected = self._names_expected, False
            self._read(start, end)
            self._names_expected = expected


def _is_consular(word: Word) -> bool:
    """Return whether a code is of a subject that names private persons (`CDES`, `CASC`)."""
    read = tag_codes.read_word(word.text) if len(word.text) > 3 else None
    found = [topics.find(piece.code) for piece in read.pieces] if read else []
    return any(topic is not None and topic.category == "Consular Affairs" for topic in found)


def _without_names(run: list[Word]) -> Iterator[list[Word]]:
    """Yield the stretches of a run in which no word may be a private person's name."""
    part: list[Word] = []
    for word in run:
        if tag_words.may_name_somebody(word.text) and not (len(run) == 1 and _is_like_code(word.text)):
            yield from [part] if part else []
            part = []
        else:
            part.append(word)
    yield from [part] if part else []


def _is_like_code(word: str) -> bool:
    """Return whether an unlisted word is a code: a program's form, no vowel, a digit, or near a listed code."""
    vowels = any(letter in "AEIOUY" for letter in word)
    return segmentation.is_program_form(word) or not (vowels and word.isalpha()) or bool(tag_codes.suggestion(word))


def _in_capitals(text: str, found: list[Word]) -> bool:
    """Return whether the codes of a list are in capitals, by the first code of more than two letters."""
    printed = (text[w.start : w.end] for w in found if len(w.text) > 2 and topics.is_listed(w.text))
    return next(printed, "").isupper()


def _prose(text: str, found: list[Word]) -> int:
    """Return at which word prose begins behind a list in capitals: at four words in small letters in a row."""
    small = 0
    for i, word in enumerate(found):
        small = small + 1 if text[word.start : word.end].islower() and not word.after_gap else 0
        if small == 4:
            return i - 3
    return len(found)


def _spelled(run: list[Word]) -> str | None:
    """Return the listed code that a run of single letters spells (`P R E L`), None where it spells none."""
    code = "".join(w.text for w in run)
    return code if all(len(w.text) == 1 for w in run) and topics.is_listed(code) else None


def _joined(pair: list[Word]) -> str | None:
    """Return the subject that two scraps of a code make up (`PR EL`), None where they make up none."""
    if len(pair) < 2 or not all(len(w.text) < 4 and tag_words.kind(w.text) is None for w in pair):
        return None
    joined = pair[0].text + pair[1].text
    topic = topics.find(joined)
    return joined if topic is not None and topic.kind == "subject" else None
