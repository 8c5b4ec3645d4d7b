#!/usr/bin/env python3
"""Draws mentions at random by kind over several dumps, each in its sentence with its status, for reading by eye.

    skilltally scan DUMP --store STORE          # for each dump
    python3 scripts/draw_by_kind.py --seed 20261125 STORE=DUMP:COLUMN …

COLUMN is the dump's column that the store calls `description`. No posting is drawn twice for a kind, and no dump gives
more than half of a kind. Needs polars and, for compressed dumps, zstd.
"""
import argparse
import csv
import html
import io
import json
import random
import re
import subprocess

import polars as pl

QUOTAS = {"certification": 30, "license": 30, "degree": 30, "clearance": 15, "certificate": 10, "microcredential": 3,
          "apprenticeship": 2, "tool": 40, "skill": 40}


def texts(dump, column):
    command = ["zstd", "-dc", dump] if dump.endswith(".zst") else ["cat", dump]
    raw = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8-sig")
    if ".jsonl" in dump:
        return [json.loads(line).get(column) or "" for line in raw.split("\n") if line.strip()]
    csv.field_size_limit(1 << 30)
    return [row[column] or "" for row in csv.DictReader(io.StringIO(raw, newline=""))]


def mentions(store, name):
    kept = pl.read_parquet(f"{store}/postings/*.parquet").filter(pl.col("duplicate_of").is_null()).select("posting", "row")
    concepts = pl.read_parquet(f"{store}/concepts.parquet").select("concept", "name", "kind")
    rows = (pl.read_parquet(f"{store}/mentions/*.parquet").filter(pl.col("field").cast(pl.String) == "description")
            .join(kept, on="posting").join(concepts, on="concept")
            .select("row", "start", "end", pl.col("status").cast(pl.String), pl.col("rule").cast(pl.String), "name", "kind"))
    return [(name, *row) for row in rows.rows()]


def plain(piece):
    text = html.unescape(html.unescape(piece.decode("utf-8", "replace"))).replace("\n", "⏎")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("dumps", nargs="+", metavar="STORE=DUMP:COLUMN")
    arguments = parser.parse_args()
    read, drawn = {}, []
    for given in arguments.dumps:
        store, rest = given.split("=", 1)
        dump, column = rest.rsplit(":", 1)
        read[store] = texts(dump, column)
        drawn += mentions(store, store)
    random.seed(arguments.seed)
    number = 0
    for kind, quota in QUOTAS.items():
        pool = [mention for mention in drawn if mention[-1] == kind]
        random.shuffle(pool)
        seen, of_store, got = set(), {}, 0
        for store, row, start, end, status, rule, name, _ in pool:
            if got == quota:
                break
            if (store, row) in seen or of_store.get(store, 0) >= quota / 2:
                continue
            seen.add((store, row))
            of_store[store] = of_store.get(store, 0) + 1
            got, number = got + 1, number + 1
            text = read[store][row - 1].encode()
            before, behind = plain(text[max(0, start - 150):start])[-130:], plain(text[end:end + 110])[:80]
            print(f"{number} {kind} | {name} | {status} ({rule}) | {store}: …{before}[[{plain(text[start:end])}]]{behind}")


if __name__ == "__main__":
    main()
