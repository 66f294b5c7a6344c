"""A tsquery as PostgreSQL writes it or as we write it, read into parts: zonnepaneel:* & (monteur:* | monteren)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

TOKEN = re.compile(r"\s*(?:(?:'((?:[^'\\]|''|\\.)*)'|([^\W_]+))(:[*A-D]+)?|([&|!()])|(\S+))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Word:
    """A lexeme, or every lexeme that begins so."""

    lexeme: bytes
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there."""

    what: "Query"


@dataclass(frozen=True, slots=True)
class Several:
    """All of these, or at least one."""

    parts: tuple["Query", ...]
    all_of_them: bool


type Query = Word | Not | Several


def parsed(text: str) -> Query | None:
    """The query in parts; None for one that asks where words stand: next to each other, or in which part of a text.

    Raises ValueError for what is no query, the empty one too.
    """
    tokens: list[str | Word] = []
    at = 0
    while match := TOKEN.match(text, at):
        at = match.end()
        lexeme, plain, marks, sign, other = match.groups()
        if other or (marks or ":*") != ":*":
            return None
        word = plain or re.sub(r"''|\\\\", lambda two: two[0][0], lexeme or "")
        tokens.append(sign or Word(word.encode(), marks is not None))
    if not tokens or text[at:].strip():
        raise ValueError(f"no query: {text}")
    tokens.reverse()
    query = _any_of(tokens)
    if tokens:
        raise ValueError(f"no query: {text}")
    return query


def stemmed(query: Query, lexemes: Mapping[bytes, Query | None]) -> Query | None:
    """The query with what PostgreSQL makes of each of its words; None is a word that says nothing ("de"), and a query
    that has no others."""
    if isinstance(query, Word):
        found = lexemes[query.lexeme]
        return _beginning(found) if query.begins and found else found
    if isinstance(query, Not):
        what = stemmed(query.what, lexemes)
        return what and Not(what)
    parts = tuple(part for each in query.parts if (part := stemmed(each, lexemes)))
    return Several(parts, query.all_of_them) if len(parts) > 1 else next(iter(parts), None)


def _beginning(query: Query) -> Query:
    if isinstance(query, Word):
        return Word(query.lexeme, begins=True)
    if isinstance(query, Not):
        return Not(_beginning(query.what))
    return Several(tuple(map(_beginning, query.parts)), query.all_of_them)


def words_in(query: Query) -> Iterator[Word]:
    """The words of a query from right to left, as PostgreSQL keeps them: of equal ones the first counts in a rank."""
    if isinstance(query, Word):
        yield query
    elif isinstance(query, Not):
        yield from words_in(query.what)
    else:
        for part in reversed(query.parts):
            yield from words_in(part)


def _any_of(tokens: list[str | Word]) -> Query:
    parts = [_all_of(tokens)]
    while tokens and tokens[-1] == "|":
        tokens.pop()
        parts.append(_all_of(tokens))
    return parts[0] if len(parts) == 1 else Several(tuple(parts), all_of_them=False)


def _all_of(tokens: list[str | Word]) -> Query:
    parts = [_one(tokens)]
    while tokens and tokens[-1] == "&":
        tokens.pop()
        parts.append(_one(tokens))
    return parts[0] if len(parts) == 1 else Several(tuple(parts), all_of_them=True)


def _one(tokens: list[str | Word]) -> Query:
    first = tokens.pop() if tokens else ""
    if isinstance(first, Word):
        return first
    if first == "!":
        return Not(_one(tokens))
    if first != "(":
        raise ValueError(f"no query: {first}")
    inner = _any_of(tokens)
    if not tokens or tokens.pop() != ")":
        raise ValueError("no query: a bracket that is not closed")
    return inner
