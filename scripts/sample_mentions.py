#!/usr/bin/env python3
"""Draws mentions from a store and shows each in its sentence, for reading by eye. Needs polars and zstd.

    skilltally scan DUMP.csv.zst --store STORE
    python3 scripts/sample_mentions.py STORE DUMP.csv.zst description=job_text title=job_title --seed 1

FIELD=COLUMN says from which column of the dump a field of the store came (`skilltally inspect DUMP` tells);
a nested JSON key is written a.b. Prints 20 credentials, 15 tools and 15 skills of postings that count.
"""
import argparse, csv, io, json, random, subprocess
import polars as pl

CREDENTIALS = {"certification", "license", "degree", "certificate", "microcredential", "badge", "clearance",
               "apprenticeship", "bootcamp"}


def value(record, key):
    if key in record:
        return record[key] or ""
    for part in key.split("."):
        record = record.get(part) if isinstance(record, dict) else None
    return record or ""


def records(path, columns, delimiter):
    raw = subprocess.run(["zstd", "-dc", path], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8-sig")
    if ".jsonl" in path:
        rows = (json.loads(line) for line in raw.split("\n") if line.strip())
    else:
        csv.field_size_limit(1 << 30)
        rows = csv.DictReader(io.StringIO(raw, newline=""), delimiter=delimiter)
    return [{field: value(row, column) for field, column in columns.items()} for row in rows]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("store")
    parser.add_argument("dump")
    parser.add_argument("columns", nargs="+", metavar="FIELD=COLUMN")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--name", help="part of the seed [default: the dump's name up to the first dot]")
    parser.add_argument("--delimiter", default=",")
    parser.add_argument("--context", type=int, default=100)
    given = parser.parse_args()
    columns = dict(pair.split("=", 1) for pair in given.columns)
    name = given.name or given.dump.rsplit("/", 1)[-1].split(".")[0]
    postings = pl.read_parquet(f"{given.store}/postings/*.parquet").select("posting", "row", "duplicate_of")
    concepts = pl.read_parquet(f"{given.store}/concepts.parquet").select("concept", "id", pl.col("kind").cast(pl.String))
    mentions = (
        pl.read_parquet(f"{given.store}/mentions/*.parquet")
        .with_columns(pl.col("field").cast(pl.String))
        .join(postings, on="posting").filter(pl.col("duplicate_of").is_null()).join(concepts, on="concept")
        .with_columns(pl.col("kind").replace({kind: "credential" for kind in CREDENTIALS}))
        .sort("posting", "field", "start")
    )
    texts = records(given.dump, columns, given.delimiter)
    for kind, count in (("credential", 20), ("tool", 15), ("skill", 15)):
        of_kind = mentions.filter(pl.col("kind") == kind)
        draw = random.Random(f"{given.seed}{name}{kind}").sample(range(len(of_kind)), min(count, len(of_kind)))
        for mention in of_kind[sorted(draw)].iter_rows(named=True):
            text = texts[mention["row"] - 1][mention["field"]].encode()
            start, end = mention["start"], mention["end"]
            cut = [text[max(0, start - given.context):start], text[start:end], text[end:end + given.context]]
            before, words, after = (" ".join(piece.decode("utf-8", "replace").split()) for piece in cut)
            print(f"{kind}\t{mention['id']}\t{before} [[{words}]] {after}")


if __name__ == "__main__":
    main()
