"""What the peers' scripts share: the terms, the texts, whole words, and the counts they hand back."""
import csv
import json
import sys
from collections import Counter

csv.field_size_limit(1 << 30)


def arguments():
    """DUMP TERMS OUT THREADS, and a variant for scripts that know several."""
    dump, terms, out, threads, *variant = sys.argv[1:]
    return dump, terms, out, int(threads), variant[0] if variant else ""


def read_terms(path):
    """Spelling to concept; the longest spelling first, so that leftmost-first matching is leftmost-longest."""
    with open(path, encoding="utf-8") as file:
        return dict(line.rstrip("\n").split("\t") for line in file)


def texts(dump):
    """Descriptions, lowered."""
    with open(dump, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield row["description"].lower()


def whole(text, start, end):
    """Whether the match ends where words end: no letter or digit goes on into its neighbour."""
    return not (start and text[start].isalnum() and text[start - 1].isalnum()) and not (
        end < len(text) and text[end - 1].isalnum() and text[end].isalnum())


def tally(found, out):
    """`found` yields the concepts of each posting, one for each mention; writes the number of postings by concept."""
    counts, mentions = Counter(), 0
    for concepts in found:
        mentions += len(concepts)
        counts.update(set(concepts))
    write(counts, mentions, out)


def write(counts, mentions, out):
    """Counts of postings by concept, and the number of mentions, as JSON."""
    with open(out, "w", encoding="utf-8") as file:
        json.dump({"mentions": mentions, "postings": dict(Counter(counts).most_common())}, file)
