"""Hyperscan: every spelling as `\\b…\\b`, all matches. Variant `compile` compiles and saves the database only."""
import re
from pathlib import Path

import hyperscan

import common

dump, terms, out, _, variant = common.arguments()
spellings = common.read_terms(terms)
saved = Path(terms).with_suffix(".hyperscan")


def edges(spelling):
    """The spelling between word edges; an edge that is no letter or digit (`c++`) is left open."""
    first, last = (r"\b" if spelling[place].isascii() and spelling[place].isalnum() else "" for place in (0, -1))
    return (first + re.escape(spelling) + last).encode()


if variant == "compile":
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    # One report of each spelling in a posting is all that counting postings needs.
    database.compile(expressions=[edges(spelling) for spelling in spellings], flags=hyperscan.HS_FLAG_SINGLEMATCH)
    saved.write_bytes(hyperscan.dumpb(database))
else:
    database = hyperscan.loadb(saved.read_bytes(), hyperscan.HS_MODE_BLOCK)
    database.scratch = hyperscan.Scratch(database)
    concepts = list(spellings.values())

    def found(text):
        terms = []
        database.scan(text.encode(), match_event_handler=lambda term, *_: terms.append(concepts[term]) or None)
        return terms

    common.tally((found(text) for text in common.texts(dump)), out)
