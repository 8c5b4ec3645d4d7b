#!/usr/bin/env python3
"""Draws distinct job titles at random, with a fixed seed, from dumps of postings given as PATH:COLUMN.

    draw_titles.py --seed 1 --count 300 --most 40 PATH:COLUMN[:DELIMITER] ...

PATH may be .csv or .jsonl, plain or .zst (read through the zstd program); COLUMN is the field that holds the title.
At most --most titles come from one dump; the titles drawn so far are passed over when listed with --except FILE
(one title a line, last tab-separated field). Writes `dump TAB title` lines, shuffled, to standard output.
With --all, writes every title (not distinct) of every dump instead.
"""
import argparse, csv, io, json, os, random, subprocess, sys

csv.field_size_limit(1 << 30)


def text_of(path):
    if path.endswith(".zst"):
        data = subprocess.run(["zstd", "-dc", path], check=True, stdout=subprocess.PIPE).stdout
    else:
        data = open(path, "rb").read()
    return data.decode("utf-8-sig", errors="replace")


def titles_of(spec):
    path, column, *rest = spec.split(":")
    text = text_of(path)
    if ".jsonl" in path:
        rows = (json.loads(line) for line in text.split("\n") if line.strip())
    else:
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=rest[0] if rest else ",")
    for row in rows:
        title = " ".join(str(row.get(column) or "").split())
        if title and title != "NA":
            yield title


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--count", type=int, default=300)
    p.add_argument("--most", type=int, default=40)
    p.add_argument("--except", dest="passed", action="append", default=[])
    p.add_argument("--all", action="store_true")
    p.add_argument("dumps", nargs="+")
    a = p.parse_args()
    passed = {line.rstrip("\n").split("\t")[-1].casefold() for f in a.passed for line in open(f, encoding="utf-8")}
    rng = random.Random(a.seed)
    drawn, seen = [], set()
    for spec in a.dumps:
        name = os.path.basename(spec.split(":")[0]).split(".")[0]
        titles = list(titles_of(spec))
        if a.all:
            drawn += [(name, t) for t in titles]
            continue
        distinct = sorted({t for t in titles if t.casefold() not in passed and t.casefold() not in seen})
        picked = rng.sample(distinct, min(a.most, len(distinct)))
        seen |= {t.casefold() for t in picked}
        drawn += [(name, t) for t in picked]
    if not a.all:
        rng.shuffle(drawn)
        drawn = drawn[: a.count]
    for name, title in drawn:
        print(name, title, sep="\t")


main()
