#!/usr/bin/env python3
"""How right a store is against labelled ads, by kind and by source.

    skilltally scan ads.csv --store STORE && python3 scripts/accuracy.py STORE FOLDER

FOLDER holds `ads.csv` (id, description) and `labels.jsonl`, a line an ad: {"id", "items": [{"surface", "kind",
"status", "alt", "n"}]}, where `surface` is a substring of the description and `n` says which of its word-bounded
occurrences are meant: "all", or their numbers from 0. A found mention is right when it overlaps a label of its sort
(credential, tool, skill; a tool may stand for a skill and the other way round). Precision is of the mentions found, by
their kind; recall of the labels, by theirs. A status is right when required, preferred and the rest are told apart,
negated and boilerplate too. The source of an ad is its id up to the last hyphen. Needs polars.
"""
import collections
import csv
import json
import re
import sys
from pathlib import Path

import polars as pl

CREDENTIALS = ["certification", "license", "degree", "certificate", "microcredential", "badge", "clearance",
               "apprenticeship", "bootcamp"]
BROAD = {"mentioned": "other", "obtainable": "other"}


def sort_of(kind):
    return "credential" if kind in CREDENTIALS else kind


def labels(folder):
    csv.field_size_limit(1 << 30)
    with open(folder / "ads.csv", newline="", encoding="utf-8") as file:
        texts = {row["id"]: row["description"] for row in csv.DictReader(file)}
    for line in open(folder / "labels.jsonl", encoding="utf-8"):
        ad = json.loads(line)
        text, spans = texts[ad["id"]], []
        for item in ad["items"]:
            surface = item["surface"]
            word = r"(?<![A-Za-z0-9])" + re.escape(surface) + r"(?![A-Za-z0-9])"
            places = [found.start() for found in re.finditer(word, text)]
            if not places and surface in text:
                places = [text.index(surface)]
            if item.get("n", "all") != "all":
                places = [places[number] for number in item["n"] if number < len(places)]
            for place in places:
                start = len(text[:place].encode())
                spans.append((start, start + len(surface.encode()), item["kind"], item["status"], item.get("alt", False)))
        yield ad["id"], spans


def mentions(store):
    postings = pl.read_parquet(store / "postings/*.parquet").select("posting", pl.col("external_id").cast(pl.String))
    concepts = pl.read_parquet(store / "concepts.parquet").select("concept", pl.col("kind").cast(pl.String))
    text = pl.col("field").cast(pl.String) == "description"
    rows = (pl.read_parquet(store / "mentions/*.parquet").filter(text).join(postings, on="posting")
            .join(concepts, on="concept")
            .select("external_id", "start", "end", "kind", pl.col("status").cast(pl.String), "either_or").rows())
    found = collections.defaultdict(list)
    for ad, *mention in rows:
        found[ad].append(mention)
    return found


def share(part, whole):
    return f"{part / whole:.3f}" if whole else "–"


def main():
    store, folder = Path(sys.argv[1]), Path(sys.argv[2])
    found = mentions(store)
    count = collections.Counter()
    for ad, spans in labels(folder):
        source = ad.rsplit("-", 1)[0]
        covered = set()
        for start, end, kind, status, list_number in found[ad]:
            if kind == "generic_credential":
                continue
            over = [(min(end, span[1]) - max(start, span[0]), index) for index, span in enumerate(spans)
                    if min(end, span[1]) > max(start, span[0])]
            same = [one for one in over if sort_of(spans[one[1]][2]) == sort_of(kind)]
            near = [one for one in over if {sort_of(spans[one[1]][2]), sort_of(kind)} <= {"tool", "skill"}]
            if not same and any(spans[index][2] == "generic_credential" for _, index in over):
                continue
            best = same or near
            covered.update(index for _, index in best)
            keys = [("kind", kind), ("sort", sort_of(kind)), ("source", source, sort_of(kind)), ("all",)]
            for key in keys:
                count[key, "found"] += 1
                count[key, "right"] += bool(best)
            if not best:
                count[("all",), "false " + sort_of(kind)] += 1
                continue
            label = spans[max(best)[1]]
            right = BROAD.get(status, status) == BROAD.get(label[3], label[3])
            for key in keys + [("status", label[3])]:
                count[key, "statuses"] += 1
                count[key, "status right"] += right
            count[("either-or", sort_of(kind)), "label" if label[4] else "none", list_number is not None] += 1
        for index, span in enumerate(spans):
            if span[2] != "generic_credential":
                for key in [("kind", span[2]), ("sort", sort_of(span[2])), ("source", source, sort_of(span[2])), ("all",)]:
                    count[key, "labels"] += 1
                    count[key, "covered"] += index in covered
    print("| | found | precision | labelled | recall | status |\n|---|---:|---:|---:|---:|---:|")
    for key in sorted({key for key, *_ in count if key[0] in ("kind", "sort", "source", "all")}):
        print(f"| {' '.join(key)} | {count[key, 'found']} | {share(count[key, 'right'], count[key, 'found'])} "
              f"| {count[key, 'labels']} | {share(count[key, 'covered'], count[key, 'labels'])} "
              f"| {share(count[key, 'status right'], count[key, 'statuses'])} |")
    print("\n| labelled status | mentions | right |\n|---|---:|---:|")
    for key in sorted({key for key, *_ in count if key[0] == "status"}):
        print(f"| {key[1]} | {count[key, 'statuses']} | {share(count[key, 'status right'], count[key, 'statuses'])} |")
    print("\n| either-or | precision | recall |\n|---|---:|---:|")
    for name in ("credential", "tool", "skill"):
        key = ("either-or", name)
        hit, false, missed = count[key, "label", True], count[key, "none", True], count[key, "label", False]
        print(f"| {name} | {share(hit, hit + false)} | {share(hit, hit + missed)} |")


if __name__ == "__main__":
    main()
