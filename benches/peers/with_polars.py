"""Polars: extract_many on lowered text, leftmost; explode; group by.

Variant `words` keeps whole words only: what is no word becomes two blanks, and a term is looked for with a blank at
each side, so that no match can begin or end within a word. (Checking the edges after the search takes a second pass
for the places and a copy of the text for each match.)

The in-memory engine: the streaming one builds the automaton anew for each batch, and takes more than twice as long.
"""
import os
import re
import sys

# Polars starts its threads when it is imported.
os.environ["POLARS_MAX_THREADS"] = sys.argv[4]
import polars as pl

import common

dump, terms, out, _, variant = common.arguments()
spellings = common.read_terms(terms)
text = pl.col("description").fill_null("").str.to_lowercase()
if variant == "words":
    blank = re.compile(r"[^\w+#]+")
    spellings = {f" {blank.sub('  ', spelling).strip()} ": concept for spelling, concept in spellings.items()}
    text = pl.concat_str(pl.lit(" "), text.str.replace_all(r"[^\w+#]+", "  "), pl.lit(" "))
concepts = pl.LazyFrame({"term": list(spellings), "concept": list(spellings.values())})
found = (pl.read_csv(dump, columns=["description"], infer_schema=False).lazy().with_row_index("posting")
         .select("posting", term=text.str.extract_many(list(spellings), leftmost=True))
         .explode("term").drop_nulls("term"))
counted = (found.join(concepts, on="term").group_by("concept")
           .agg(postings=pl.col("posting").n_unique(), mentions=pl.len()).collect(engine="in-memory"))
common.write(dict(counted.select("concept", "postings").rows()), counted["mentions"].sum(), out)
