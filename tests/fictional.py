"""Cables that nobody sent: short texts in the wire format, for tests that need many of them, or odd ones."""

from __future__ import annotations

from pathlib import Path

SEED = Path(__file__).parent.parent / "examples" / "07LIMA2181.txt"


def wire(
    post: str = "LIMA",
    serial: int = 4001,
    *,
    time: str = "110930Z MAY 08",
    level: str = "C O N F I D E N T I A L",
    tags: str = "PREL, PE",
    subject: str = "TALKS ON FISHERIES",
    reference: str = "BOGOTA 1234",
    info: tuple[str, ...] = ("RUEHBO/AMEMBASSY BOGOTA 0815",),
    body: str = "1. (C) The fisheries talks opened on Monday.\n\n2. (SBU) They will go on.",
    signed: str = "NARDO",
) -> str:
    """Return a made-up cable."""
    return "\n".join(
        [
            "VZCZCXYZ0001",
            "PP RUEHWEB",
            "",
            f"DE RUEHPE #{serial:04}/01 1320930",
            "ZNY CCCCC ZZH",
            f"P {time}",
            f"FM AMEMBASSY {post}",
            "TO RUEHC/SECSTATE WASHDC PRIORITY 7001",
            *(f"{'INFO ' if not n else ''}{name}" for n, name in enumerate(info)),
            "",
            f"{level} {post} {serial:06}",
            "",
            "SIPDIS",
            "",
            "E.O. 12958: DECL: 05/11/2018",
            f"TAGS: {tags}",
            f"SUBJECT: {subject}",
            "",
            f"REF: {reference}",
            "",
            "Classified By: Ambassador Ina Nardo, reasons 1.4 (b, d)",
            "",
            body,
            "",
            signed,
            "",
        ]
    )


def write(folder: Path, **texts: str | bytes) -> Path:
    """Write texts to files (`a="…"` is a.txt) and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / f"{name}.txt").write_bytes(data)
    return folder
