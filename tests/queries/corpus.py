"""A corpus in which every ready question has an answer: 25 small cables of four forms, about fish and harbours.

Nobody sent them. J. Curtis Struble is in the Historian's list for Lima until April 2007; one cable here shows him there
later, as real ones do. All other persons are made up.
"""

from __future__ import annotations

from pathlib import Path

STRUBLE = "Classified By: Ambassador J. Curtis Struble for Reasons 1.4 (b) and (d)"
ORNE = "Classified By: DCM Phyllis Orne for Reasons 1.4 (b)"
NARDO = "Classified By: Charge d'Affaires Ina Nardo, reasons 1.4 (d)"
_STATIONS = {"LIMA": "RUEHPE", "QUITO": "RUEHQT", "BOGOTA": "RUEHBO", "PARIS": "RUEHFR", "STATE": "RUEHC"}
_LETTERS = {"ROUTINE": "R", "PRIORITY": "P", "IMMEDIATE": "O"}
_SPACED = {level: " ".join(level) for level in ("CONFIDENTIAL", "SECRET")} | {"UNCLASSIFIED": "UNCLAS"}
WASHINGTON = "RUEHC/SECSTATE WASHDC {precedence} 7001"


def _labelled(label: str, lines: tuple[str, ...]) -> list[str]:
    return [f"{label} {line}" if not n else line for n, line in enumerate(lines)]


def wire(
    post: str,
    serial: int,
    time: str,
    subject: str,
    *,
    to: tuple[str, ...] = (WASHINGTON,),
    info: tuple[str, ...] = (),
    precedence: str = "ROUTINE",
    level: str = "CONFIDENTIAL",
    captions: tuple[str, ...] = ("SIPDIS",),
    until: str = "01/10/2017",
    tags: str = "EFIS, PREL",
    ref: str = "",
    by: str = "",
    body: str = "",
    signed: str = "",
    second: str = "",
) -> str:
    """Return a cable as the wire of 2003–10 has it."""
    office = "SECSTATE WASHDC" if post == "STATE" else f"AMEMBASSY {post}"
    lines = [
        f"VZCZCXYZ{serial:04}",
        f"{_LETTERS[precedence] * 2} RUEHWEB",
        "",
        f"DE {_STATIONS[post]} #{serial:04} {time[:2]}0930",
        "ZNY CCCCC ZZH",
        f"{_LETTERS[precedence]} {time}",
        f"FM {office}",
        *_labelled("TO", tuple(one.format(precedence=precedence).replace(" ROUTINE", "") for one in to)),
        *_labelled("INFO", info),
        "",
        f"{_SPACED[level]} {post} {serial:06}{second}",
        "",
        *(line for one in captions for line in (one, "")),
        f"E.O. 12958: {'N/A' if level == 'UNCLASSIFIED' else f'DECL: {until}'}",
        f"TAGS: {tags}",
        f"SUBJECT: {subject}",
        "",
        *((f"REF: {ref}", "") if ref else ()),
        *((by, "") if by else ()),
        body or "1. (C) The talks on fish went on.",
        "",
        signed,
        "",
    ]
    return "\n".join(lines)


def page(
    post: str,
    serial: int,
    time: str,
    subject: str,
    *,
    to: str,
    info: tuple[str, ...] = (),
    tags: str,
    ref: str = "",
    level: str = "CONFIDENTIAL",
    body: str,
    signed: str,
) -> str:
    """Return a telegram as the National Archives have those of 1973–79."""
    office = "SECSTATE WASHDC" if post == "STATE" else f"AMEMBASSY {post}"
    return "\n".join(
        [
            level,
            "",
            f"PAGE 01        {post[:6]}  {serial:05}  {time[:7]}",
            "",
            "44",
            "ACTION ARA-10",
            "",
            "INFO  OCT-01 ISO-00 /011 W",
            "                     --------------------- 012345",
            f"P {time}",
            f"FM {office}",
            f"TO {to}",
            *_labelled("INFO", info),
            "",
            f"{_SPACED[level]} {post} {serial}",
            "",
            "E.O. 11652: GDS",
            f"TAGS: {tags}",
            f"SUBJECT: {subject}",
            "",
            *((f"REF: {ref}", "") if ref else ()),
            body,
            signed,
            "",
            "",
            level,
            "",
        ]
    )


def smart(post: str, serial: int, day: str, group: str, subject: str, *, ref: str = "", body: str, signed: str) -> str:
    """Return a cable as the message system of 2009 and after printed it."""
    return "\n".join(
        [
            "                                                            RELEASE IN FULL",
            "",
            "CONFIDENTIAL",
            "",
            f"MRN:           11 {post} {serial}",
            f"Date/DTG:      {day} / {group}",
            f"From:          AMEMBASSY {post}",
            "Action:        WASHDC, SECSTATE ROUTINE",
            "E.O.:          13526",
            "TAGS:          EFIS, PREL, FR",
            *((f"Reference:     {ref}",) if ref else ()),
            f"Subject:       {subject}",
            "",
            body,
            "",
            f"Signature:     {signed}",
            "",
            "Info:          LIMA, AMEMBASSY ROUTINE",
            "",
            " " * 40 + "CONFIDENTIAL",
            "",
        ]
    )


_LIMA, _QUITO, _BOGOTA = "RUEHPE/AMEMBASSY LIMA 0111", "RUEHQT/AMEMBASSY QUITO 0222", "RUEHBO/AMEMBASSY BOGOTA 0333"
_TWO = "1. (SBU) The fleet returned (reftel).\n\n2. (C) As Ref A says, the catch was small."

CABLES: dict[str, str] = {
    # A question by the Department, the answers of three posts, and what was asked about one answer: one thread.
    "07STATE100": wire(
        "STATE",
        100,
        "101200Z JAN 07",
        "A QUESTION ABOUT FISH",
        to=(_LIMA, _QUITO, _BOGOTA),
        precedence="PRIORITY",
        signed="ALDER",
    ),
    "07LIMA50": wire(
        "LIMA",
        50,
        "151200Z JAN 07",
        "FISH: LIMA'S ANSWER",
        info=(_BOGOTA, _QUITO),
        precedence="PRIORITY",
        tags="EFIS, PREL, PE",
        ref="STATE 100",
        by=STRUBLE,
        body=_TWO,
        signed="STRUBLE",
    ),
    "07QUITO60": wire(
        "QUITO",
        60,
        "181200Z JAN 07",
        "FISH: QUITO'S ANSWER",
        info=(_LIMA,),
        precedence="IMMEDIATE",
        tags="EFIS, EC",
        ref="A. STATE 100  B. LIMA 50",
        by=NARDO,
        body=_TWO,
        signed="NARDO",
    ),
    "07BOGOTA70": wire(
        "BOGOTA",
        70,
        "201200Z JAN 07",
        "FISH: BOGOTA'S ANSWER",
        precedence="IMMEDIATE",
        tags="EFIS, PREL, CO",
        ref="A. LIMA 50  B. QUITO 60  C. CARACAS 9",
        body="1. (C) All agree (Refs).",
        signed="NARDO",
    ),
    "07STATE130": wire(
        "STATE",
        130,
        "011200Z FEB 07",
        "FISH: ONE MORE QUESTION",
        to=(_LIMA,),
        ref="A. LIMA 50  B. BOGOTA 70",
        body="1. (C) What does Ref B mean?",
        signed="ALDER",
    ),
    "07LIMA55": wire(
        "LIMA",
        55,
        "031200Z FEB 07",
        "FISH: A SECRET ANSWER",
        precedence="IMMEDIATE",
        level="SECRET",
        captions=("NODIS",),
        until="02/03/2032",
        tags="EFIS, PREL, PE",
        ref="STATE 130",
        by=ORNE,
        body="1. (U) The harbour is open.\n\n2. (S) The harbour is empty.",
        signed="STRUBLE",
    ),
    # Human rights, by posts inside the country and outside.
    "07LIMA56": wire(
        "LIMA",
        56,
        "011200Z MAR 07",
        "THE DOCKERS' COURT",
        level="UNCLASSIFIED",
        tags="PHUM, PE",
        ref="CARACAS 9",
        body="1. The court sat. [2 lines excised] (b)(1)",
        signed="STRUBLE",
    ),
    "07BOGOTA80": wire(
        "BOGOTA",
        80,
        "051200Z MAR 07",
        "DOCKERS FROM PERU",
        tags="PHUM, PE, CO",
        by=NARDO,
        body="1. (C) They came by sea.",
        signed="NARDO",
    ),
    "07PARIS200": wire(
        "PARIS",
        200,
        "061200Z MAR 07",
        "A CONFERENCE ON DOCKERS",
        level="UNCLASSIFIED",
        tags="PHUM, CO",
        info=("RUEHMRE/AMCONSUL MARSEILLE 0444", "RUEHXX/AMEMBASSY ATLANTISVILLE 0555"),
        body="1. It rained.",
        signed="VERNE",
    ),
    # The ambassador stays longer than the list says.
    "07LIMA60": wire(
        "LIMA",
        60,
        "101200Z JUL 07",
        "A FAREWELL",
        tags="PREL, PE",
        by=STRUBLE,
        body="1. (C) He left by ship.",
        signed="STRUBLE",
    ),
    # The year before: an old day of declassification, and a code that no list has.
    "06LIMA10": wire(
        "LIMA",
        10,
        "051200Z MAY 06",
        "SHIPS OF 2006",
        until="05/05/2016",
        tags="PREL, PE, KQQZX",
        by=STRUBLE,
        body="1. (C) Three ships.",
        signed="STRUBLE",
    ),
    "06LIMA14": wire(
        "LIMA",
        14,
        "061200Z MAY 06",
        "MORE SHIPS",
        level="UNCLASSIFIED",
        tags="PREL, EFIS",
        ref="LIMA 10",
        body="1. Four ships.",
        signed="STRUBLE",
    ),
    # A cable with a second number, and its answer.
    "07STATE140": wire(
        "STATE", 140, "101200Z MAY 07", "TO THE PARTY", to=(_QUITO,), second=" TOSEC 1207", signed="ALDER"
    ),
    "07QUITO90": wire(
        "QUITO",
        90,
        "121200Z MAY 07",
        "FROM QUITO TO THE PARTY",
        tags="OVIP, EC",
        ref="STATE 140",
        by=NARDO,
        body="1. (C) Trader Orsino Belvedere (strictly protect) spoke to us.",
        signed="NARDO",
    ),
    # 1975: the form of the National Archives.
    "75STATE1000": page(
        "STATE",
        1000,
        "101200Z FEB 75",
        "HARBOR DUES",
        to="AMEMBASSY LIMA PRIORITY",
        tags="EFIN, PE",
        body="1. PLEASE REPORT ON DUES.",
        signed="ALDER",
    ),
    "75LIMA2000": page(
        "LIMA",
        2000,
        "141200Z FEB 75",
        "HARBOR DUES IN LIMA",
        to="SECSTATE WASHDC PRIORITY 1234",
        info=("AMEMBASSY QUITO",),
        tags="EFIN, PE",
        ref="STATE 1000",
        body="1. DUES WERE PAID, AS ASKED REFTEL.",
        signed="PIKE",
    ),
    "75QUITO300": page(
        "QUITO",
        300,
        "201200Z FEB 75",
        "HARBOR DUES IN QUITO",
        to="SECSTATE WASHDC",
        tags="EFIN, EC",
        level="UNCLASSIFIED",
        ref="LIMA 2000",
        body="1. THERE IS NO HARBOR.",
        signed="HALE",
    ),
    # 2011: the message system.
    "11PARIS20": smart(
        "PARIS", 20, "Mar 02, 2011", "021200Z MAR 11", "FISH AGAIN", body="1. (C) Fish again.", signed="VERNE"
    ),
    "11PARIS25": smart(
        "PARIS",
        25,
        "Mar 09, 2011",
        "091200Z MAR 11",
        "FISH ONCE MORE",
        ref="11 PARIS 20",
        body="1. (C) Reftel was right.",
        signed="VERNE",
    ),
    # Routine of 2008.
    **{
        f"08LIMA{n}": wire(
            "LIMA",
            n,
            f"{n:02}1200Z JAN 08",
            f"WEATHER REPORT {n}",
            level="UNCLASSIFIED",
            tags="SENV, PE",
            body="1. Fog.",
            signed="HALE",
        )
        for n in (1, 2, 5)
    },
    # A copy of LIMA 50 from elsewhere, with another subject; a fragment; a cable damaged by the web.
    "copy": wire(
        "LIMA",
        50,
        "151200Z JAN 07",
        "FISH: LIMAS ANSWER",
        info=(_BOGOTA, _QUITO),
        precedence="PRIORITY",
        tags="EFIS, PREL, PE",
        ref="STATE 100",
        by=STRUBLE,
        body=_TWO,
        signed="STRUBLE",
    ),
    "fragment": "SUBJECT: A PAGE FOUND ON THE PIER\nTAGS: EFIS\n\n1. (U) Nothing more is left.\n",
    "07LIMA57": wire(
        "LIMA",
        57,
        "101200Z MAR 07",
        "A DAMAGED PAGE",
        tags="[PREL](#) [PE](#)",
        by=STRUBLE,
        body="[1](#)1. (C) One.\n\n[1](#)2. (C) Two.",
        signed="STRUBLE",
    ),
}


def write(folder: Path) -> Path:
    """Write the corpus into a folder, with what is known of two of its copies, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in CABLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    (folder / "kg-sources.csv").write_text(
        "file,status,authority,case\n07LIMA50.txt,leaked,,\ncopy.txt,released-in-part,Department of State,F-2012-7\n",
        encoding="utf-8",
    )
    return folder
