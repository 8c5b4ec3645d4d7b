"""The dumps that all tools read, made with a fixed seed from the bundled fixture.

Dense: the fixture's postings again and again, each copy with its own id and title, so that none is a duplicate.
Diluted: the same, with sentences of the fixture that hold no term put between its sentences.
"""
import csv
import random
import re

SEED = 20260101
WORD = re.compile(r"[a-z0-9]+")
# What parts two sentences; kept by the split, so that the text can be put together again.
BREAK = re.compile(r"((?<=[.!?;:])\s+|\n+)")

# Sentences on pay, benefits and equal chances begin a part of an ad whose terms nobody asks for.
ASIDE = re.compile(r"equal|insurance|bonus|benefit|leave|paid|pay\b|401|discount|\$|reimburse|cover|veteran|status|"
                   r"allowance|holiday|employer|vacation|differential", re.IGNORECASE)


class Density:
    """Finds spellings greedily, the longest first, over words alone: enough to tell how dense a text is."""

    def __init__(self, spellings):
        self.by_first = {}
        for spelling in spellings:
            words = tuple(WORD.findall(spelling))
            if words:
                self.by_first.setdefault(words[0], {}).setdefault(len(words), set()).add(words)
        self.by_first = {first: sorted(lengths.items(), reverse=True) for first, lengths in self.by_first.items()}

    def count(self, text):
        """Mentions and words in `text`."""
        words = WORD.findall(text.lower())
        mentions = place = 0
        while place < len(words):
            step = 1
            for length, known in self.by_first.get(words[place], ()):
                if tuple(words[place:place + length]) in known:
                    mentions, step = mentions + 1, length
                    break
            place += step
        return mentions, len(words)


def fixture(path):
    """Header and whole records; the fixture has one malformed record on purpose."""
    with open(path, newline="", encoding="utf-8") as file:
        header, *records = csv.reader(file)
    return header, [record for record in records if len(record) == len(header)]


def make(path, records, header, size, density, filler):
    """Writes a dump of about `size` bytes with `filler` sentences without terms after each of its own.

    Returns what describes it: bytes, postings, words, mentions for every 1,000 words.
    """
    draw = random.Random(SEED)
    plain = []
    for record in records:
        for sentence in BREAK.split(record[-1])[::2]:
            mentions, words = density.count(sentence)
            if not mentions and words >= 5 and "<" not in sentence and not ASIDE.search(sentence):
                plain.append(sentence.strip())
    plain = sorted(set(plain))
    postings = mentions = words = copy = 0
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        while file.tell() < size:
            for record in records:
                text = record[-1]
                if filler:
                    parts = BREAK.split(text)
                    for number in range(0, len(parts), 2):
                        parts[number] = " ".join([parts[number], *draw.sample(plain, filler)])
                    text = "".join(parts)
                # The first pass tells the density; later ones repeat it.
                if copy == 0:
                    found = density.count(text)
                    mentions, words = mentions + found[0], words + found[1]
                writer.writerow([f"{record[0]} {copy}", f"{record[1]} {copy}", *record[2:-1], text])
                postings += 1
            copy += 1
    return {"bytes": path.stat().st_size, "postings": postings, "sentences_without_terms": len(plain),
            "mentions_per_1000_words": round(1000 * mentions / words, 1)}
