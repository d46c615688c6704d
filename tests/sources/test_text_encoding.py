"""Bytes to text: what is detected, what is refused, and that nothing of the text is changed."""

import pytest

from kg.sources.text_encoding import Undecodable, decode

TEXT = "UNCLAS BOGOTA 000001\r\nSUBJECT: “Reunión” with Núñez\rat the café\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), "utf-32-le"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.text == TEXT  # line ends too
    assert decoded.encoding == encoding


def test_a_guessed_encoding_is_said() -> None:
    assert decode(TEXT.encode()).note is None
    assert "cp1252" in (decode(TEXT.encode("cp1252")).note or "")


def test_damaged_utf8_stays_utf8() -> None:
    """One broken byte does not turn every accent into two wrong letters."""
    damaged = TEXT.encode().replace("é".encode(), b"\xc3")
    decoded = decode(damaged)
    assert "Núñez" in decoded.text
    assert "�" in decoded.text
    assert "byte" in (decoded.note or "")


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty", "empty"),
        (b"\xef\xbb\xbf \r\n\t\n", "empty", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "binary", "a PDF"),
        (b"PK\x03\x04abc", "binary", "zip"),
        (b"abc\0\1\2def" * 40, "binary", "control characters"),
        (bytes(range(1, 32)) * 40, "binary", "control characters"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1], "encoding", "cut off"),
        (bytes(range(0x80, 0x100)) * 10, "encoding", "--encoding"),
    ],
)
def test_what_is_no_text_says_why(data: bytes, code: str, words: str) -> None:
    with pytest.raises(Undecodable, match=words) as caught:
        decode(data)
    assert caught.value.code == code


def test_a_named_encoding_is_used_and_checked() -> None:
    assert decode("Зенит".encode("cp1251"), "cp1251").text == "Зенит"
    assert decode(b"\xef\xbb\xbfabc", "utf-8").text == "abc"
    with pytest.raises(Undecodable, match="not ascii: byte"):
        decode("café".encode(), "ascii")


def test_teletype_controls_are_text() -> None:
    """Form feeds and a DOS end mark stand in old files; they are no sign of a program."""
    assert decode(b"PAGE 01\x0cPAGE 02\x0c\x1a").text == "PAGE 01\x0cPAGE 02\x0c\x1a"


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_accents_are_read_right_in_the_encodings_of_the_time(encoding: str) -> None:
    text = "Bogotá: el señor Núñez habló de la reunión según el ministro.\nÉl salió; también São Tomé.\n" * 3
    assert decode(text.encode(encoding)).text == text


def test_one_accent_is_enough() -> None:
    assert decode("SUBJECT: A CAFÉ\n".encode("latin-1")).text == "SUBJECT: A CAFÉ\n"
