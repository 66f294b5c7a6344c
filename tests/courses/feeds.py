"""Small feeds for tests: EDU-DEX files in a folder, made of the parts that a test is about."""

from pathlib import Path
from xml.sax.saxutils import escape

from courses.feeds.enums import FeedFormat
from courses.feeds.fetching import source_of
from courses.feeds.importing import feed_of, import_feed
from courses.feeds.report import Report

KVK = "00000099"
COST = (
    "<cost><amount>100.00</amount><amountVAT>0.00</amountVAT>"
    "<costType>tuition fee</costType><currency>eur</currency></cost>"
)


def run(
    key: str = "r1",
    *,
    starts: str = "2027-03-01",
    ends: str = "2027-04-01",
    status: str = "application opened",
    city: str = "Groningen",
    postcode: str = "",
    more: str = "",
) -> str:
    """One programRun."""
    zipcode = f"<zipcode>{postcode}</zipcode>" if postcode else ""
    place = f"<location><city>{city}</city>{zipcode}<country>nl</country></location>" if city else ""
    return (
        f"<programRun><id>{key}</id><startDate isFinal='true'>{starts}</startDate><endDate>{ends}</endDate>"
        f"{place}<status>{status}</status>{more}</programRun>"
    )


def program(
    key: str = "p1",
    *,
    name: str = "Lassen voor beginners",
    start: str = "fixed starting date",
    costs: str = COST,
    runs: str = "",
    head: str = "",
    classification: str = "",
    descriptions: str = "",
    more: str = "",
) -> str:
    """One program, with a price of € 100 and no runs unless told."""
    return (
        f"<program>{head}"
        f"<programAdmission><startDateDetermination>{start}</startDateDetermination></programAdmission>"
        f"<programClassification><programId>{escape(key)}</programId><programLevel>mbo niveau 2</programLevel>"
        f"<degree>certificate</degree>{classification}</programClassification>"
        f"<programDescriptions><programName xml:lang='nl'>{escape(name)}</programName>"
        f"{descriptions}</programDescriptions>"
        f"<programSchedule><genericProgramRun>{costs}</genericProgramRun>{runs}</programSchedule>{more}</program>"
    )


def programs(*texts: str) -> bytes:
    """One file with these programs."""
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<programs>\n' + "\n".join(texts) + "\n</programs>").encode()


def institute(kvk: str = KVK, name: str = "Vakschool", more: str = "") -> bytes:
    return (
        f"<instituteData xmlns='http://studieData.nl/schema/edudex/institute'><orgUnitId>vakschool</orgUnitId>"
        f"<instituteKvK>{kvk}</instituteKvK><instituteName xml:lang='nl'>{name}</instituteName>{more}</instituteData>"
    ).encode()


def directory(folder: Path, texts: dict[str, str | bytes | None]) -> Path:
    """A directory in ``folder`` that lists a file per program (key -> program; None: listed, but not there)."""
    folder.mkdir(exist_ok=True)
    (folder / "institute.xml").write_bytes(institute())
    listed = ""
    for key, content in texts.items():
        name = f"{key}.xml"
        listed += (
            f"<programResource><programId>{key}</programId><resourceUrl>\n  {name}\n</resourceUrl></programResource>"
        )
        if content is not None:
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    path = folder / "directory.xml"
    path.write_text(
        "<edudexDirectory xmlns='http://studieData.nl/schema/edudex/directory'><orgUnitId>vakschool</orgUnitId>"
        f"<instituteDataResource>institute.xml</instituteDataResource>{listed}</edudexDirectory>"
    )
    return path


def read(path: Path, kvk: str | None = KVK) -> Report:
    """Import a file or directory as the feed of one provider, or as a collective one."""
    return import_feed(feed_of(FeedFormat.EDUDEX, str(path), kvk), source_of(str(path)))


def read_programs(folder: Path, *texts: str) -> Report:
    """Import one file with these programs."""
    path = folder / "programs.xml"
    path.write_bytes(programs(*texts))
    return read(path)
