#!/usr/bin/env python3
"""Peak memory and time of `scan` and `rank` on dumps of growing size, with default settings and with one thread.

    cargo build --release
    python3 benches/memory.py --folder DIR 0.2 1 4

The sizes are in GB (10^9 bytes); the folder takes the dump of one size and its store at a time, and both are removed.
4 GB take some minutes a run. Ends with code 1 where a peak is above --limit (400 MB), the bound that the program keeps.

The dumps are the bundled fixture over and over. Each copy of a posting has its own id and title, other words in ten
places of its text, so that none is a duplicate, and every fifth copy new employers, so that these grow with the dump
as they do in real ones.

What grows with the input: fingerprints, by which exact duplicates are known (20 to 40 bytes a posting while scanning,
half as much again while their table grows), keys (18 bytes a posting while ranking), the names of employers, and the
counts of a table: 16 bytes for each employer, concept and status, 20 for each employer, concept and pay. A table of
all postings is never split, so that with very many employers no limit holds; its groups are counted one after the
other.

Linux or macOS; Python's standard library, nothing else.
"""
import argparse
import csv
import json
import pathlib
import random
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE / "peers"))
import dumps  # noqa: E402

SEED = 20260101
CHANGED = 10
SAME_EMPLOYERS = 5


class Failed(Exception):
    """Told to the person in one line."""


def make(path, size):
    """Streams a dump of about `size` bytes to `path`; returns its postings and employers."""
    header, records = dumps.fixture(ROOT / "fixtures/postings.csv")
    employer = header.index("company")
    draw = random.Random(SEED)
    texts = [record[-1].split(" ") for record in records]
    # Words of the fixture with no letter but small ones: no name, no certificate, no list of skills.
    words = sorted({word for text in texts for word in text if word.isascii() and word.isalpha() and word.islower()})
    postings = copy = 0
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        while file.tell() < size:
            for record, text in zip(records, texts):
                changed = text.copy()
                for _ in range(CHANGED):
                    changed[draw.randrange(len(changed))] = draw.choice(words)
                row = [f"{record[0]} {copy}", f"{record[1]} {copy}", *record[2:-1], " ".join(changed)]
                row[employer] += f" {copy // SAME_EMPLOYERS}"
                writer.writerow(row)
                postings += 1
            copy += 1
    employers = len({record[employer] for record in records}) * -(-copy // SAME_EMPLOYERS)
    return postings, employers


def run(command):
    """What timed.py tells of a command: wall and processor seconds, peak bytes."""
    timed = subprocess.run([sys.executable, HERE / "peers/timed.py", *map(str, command)], stdout=subprocess.PIPE, check=True)
    taken = json.loads(timed.stdout)
    if taken["exit"]:
        raise Failed(f"{' '.join(map(str, command))} ended with {taken['exit']}: {taken['messages'].strip()[-500:]}")
    return taken


def measured(chosen, gigabytes):
    """Rows of the table for one size, printed as they come."""
    dump, store = chosen.folder / f"{gigabytes:g}gb.csv", chosen.folder / "store"
    try:
        begin = time.perf_counter()
        postings, employers = make(dump, gigabytes * 1e9)
        size = dump.stat().st_size
        print(f"{size / 1e9:.2f} GB: {postings:,} postings of {employers:,} employers, made in "
              f"{time.perf_counter() - begin:.0f} s", file=sys.stderr)
        for threads in chosen.threads.split(","):
            setting = [] if threads == "default" else ["--threads", threads]
            for command in chosen.commands.split(","):
                shutil.rmtree(store, ignore_errors=True)
                where = ["--store", store] if command == "scan" else []
                taken = run([chosen.skilltally, command, "-q", dump, *where, *setting])
                row = {"gigabytes": size / 1e9, "postings": postings, "employers": employers, "command": command,
                       "threads": threads, **{name: taken[name] for name in ("wall", "cpu", "peak")}}
                print(f"{size / 1e9:>6.2f}{postings:>11,}{employers:>11,}  {command:<8}{threads:>8}{taken['wall']:>9.1f}"
                      f"{taken['cpu']:>9.1f}{size / 1e6 / taken['wall']:>8.1f}{taken['peak'] / 1e6:>9.0f}", flush=True)
                yield row
    finally:
        dump.unlink(missing_ok=True)
        shutil.rmtree(store, ignore_errors=True)


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("gigabytes", type=float, nargs="*", default=[0.2, 1, 4], help="sizes of the dumps (0.2 1 4)")
    parser.add_argument("--folder", type=pathlib.Path, required=True, help="where dumps and stores are made and removed")
    parser.add_argument("--skilltally", type=pathlib.Path, default=ROOT / "target/release/skilltally")
    parser.add_argument("--commands", default="scan,rank")
    parser.add_argument("--threads", default="default,1", help="comma-separated; `default` gives no setting")
    parser.add_argument("--limit", type=float, default=400, help="the most megabytes that a run may take")
    parser.add_argument("--json", type=pathlib.Path, help="write the figures there")
    return parser.parse_args()


def main():
    chosen = options()
    if not chosen.skilltally.exists():
        raise Failed(f"no {chosen.skilltally}: run `cargo build --release`, or name another with --skilltally")
    chosen.folder.mkdir(parents=True, exist_ok=True)
    print(f"{'GB':>6}{'postings':>11}{'employers':>11}  {'command':<8}{'threads':>8}{'wall s':>9}{'CPU s':>9}{'MB/s':>8}"
          f"{'peak MB':>9}", flush=True)
    rows = [row for gigabytes in chosen.gigabytes for row in measured(chosen, gigabytes)]
    if chosen.json:
        chosen.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    peak = max(row["peak"] for row in rows) / 1e6
    if peak > chosen.limit:
        raise Failed(f"a peak of {peak:.0f} MB, where {chosen.limit:.0f} are allowed")


if __name__ == "__main__":
    try:
        main()
    except (Failed, OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"memory: {error}")
