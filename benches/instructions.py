#!/usr/bin/env python3
"""Instructions of a scan by stage, in all and for each byte of the dump.

    cargo build --release
    python3 benches/instructions.py                          a table
    python3 benches/instructions.py --json new.json          and the figures as a file
    python3 benches/instructions.py --compare old.json       beside those of another version

Counted by valgrind, so they do not depend on what else the machine does: two versions can be compared that were counted
on different days and machines, where seconds cannot. Of two runs of one program the stages on blocks differ by less than
0.1 %, start by up to 0.5 %, opening and facts by a few per cent, rest by more (hash tables have random keys). An
instruction is not a fixed time: what waits for memory costs more than it counts for, what is done with wide registers
less. So compare a stage with itself, and seconds where seconds are asked for.

The dump is the bundled fixture repeated to 7 MB, each copy with its own ids and titles (peers/dumps.py); --dump names
another one, whose bytes are counted as they lie on disk. `start` is a scan of a single posting. The other stages are
the inclusive costs of the functions in STAGES, found by name. A name that is not in the profile, because the function
was renamed, moved or inlined into its caller, is an error: put the stage's new name in its place. Needs valgrind;
under a minute. Python's standard library, nothing else.
"""
import argparse
import collections
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE / "peers"))
import dumps  # noqa: E402

OPEN = "skilltally::source::Dump::open"
NEXT = "<skilltally::source::block::Blocks as core::iter::traits::iterator::Iterator>::next"
EACH = "skilltally::source::block::Block::for_each"
RECORD = "skilltally::pipeline::work::block::{{closure}}"
BUILD = "skilltally::posting::build::Builder::build"
SCAN = "skilltally::scanner::Scanner::scan"
MEANING = "skilltally::scanner::meaning::Meaning::apply"
KEYS = "skilltally::pipeline::keys::Recognisers::read"
PUSH = "skilltally::store::write::Writer::push"
COMMIT = "skilltally::store::write::Writer::commit"
PARQUET = "skilltally::store::parquet_file::write"
CONCEPTS = "skilltally::store::concepts::save"
SPAWNED = "std::sys::backtrace::__rust_begin_short_backtrace"
BESIDE = "std::thread::scoped::scope"

# For each stage the functions whose costs are added and those that are taken off because they are stages of their own.
STAGES = {
    "opening": ([OPEN], [], "what the dump is: encoding, delimiter, columns, sample"),
    "reading": ([NEXT, EACH], [RECORD], "bytes to cells"),
    "postings": ([BUILD], [], "cells to postings: HTML, employer, dates, fingerprint, sketch"),
    "scanning": ([SCAN], [MEANING], "texts to mentions"),
    "meaning": ([MEANING], [], "headings, statuses, years, lists"),
    "keys": ([KEYS], [], "place, occupation, pay"),
    "facts": ([RECORD, PUSH, (COMMIT, PUSH)], [BUILD, SCAN, KEYS, (PARQUET, SPAWNED, CONCEPTS)], "facts gathered"),
    "Parquet": ([(PARQUET, CONCEPTS)], [], "facts written"),
}

# Who may call the writer of Parquet files: where another does, it is not known which stage that belongs to.
WRITERS = {SPAWNED, BESIDE, CONCEPTS}

REST = "rest"
START = "start"


class Failed(Exception):
    """Told to the person in one line."""


class Profile:
    """What callgrind wrote: the total, and for each function its cost by caller."""

    COMPRESSED = re.compile(r"\((\d+)\)(?: (.*))?$")

    def __init__(self, path):
        self.total, self.callers = 0, collections.defaultdict(collections.Counter)
        names, caller, called, is_call = {}, None, None, False

        def name(value):
            match = self.COMPRESSED.match(value)
            if not match:
                return value
            if match[2] is not None:
                names[match[1]] = match[2]
            return names[match[1]]

        with open(path, encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.startswith("fn="):
                    caller = name(line[3:].rstrip("\n"))
                elif line.startswith("cfn="):
                    called = name(line[4:].rstrip("\n"))
                elif line.startswith("calls="):
                    is_call = True
                elif line[0] in "0123456789+-*":
                    cost = int(line.split()[1])
                    # A call that a function makes of itself is in the cost of the first one.
                    if is_call and caller != called:
                        self.callers[called][caller] += cost
                    elif not is_call:
                        self.total += cost
                    is_call = False
        if not self.total:
            raise Failed(f"{path} holds no costs")

    def cost(self, what):
        """The inclusive cost of a function, or of `(function, *callers)` without what those callers caused."""
        function, *but = [what] if isinstance(what, str) else what
        if function not in self.callers:
            last = function.rsplit("::", 1)[-1]
            near = [name for name in self.callers if name.endswith(f"::{last}") and "skilltally" in name]
            raise Failed(f"the profile has no function `{function}`: it was renamed, moved or inlined. "
                         f"Correct its name at the top of {pathlib.Path(__file__).name}, or mark it #[inline(never)]. "
                         f"Functions with such an end: {', '.join(sorted(near)) or 'none'}")
        return sum(cost for caller, cost in self.callers[function].items() if caller not in but)


def count(skilltally, dump, work):
    """The profile of a scan of `dump`."""
    with tempfile.TemporaryDirectory(dir=work) as folder:
        out = pathlib.Path(folder) / "callgrind.out"
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", skilltally, "scan", "-q", dump,
                   "--store", f"{folder}/store", "--threads", "1"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failed(f"valgrind or skilltally failed on {dump}: {done.stderr.strip()[-500:]}")
        return Profile(out)


def stages(profile, start):
    """Instructions by stage; they add up to the total."""
    if unknown := set(profile.callers[PARQUET]) - WRITERS:
        raise Failed(f"`{PARQUET}` is called by {', '.join(unknown)}: say in STAGES what stage that belongs to")
    found = {START: start}
    for stage, (added, taken, _) in STAGES.items():
        found[stage] = sum(map(profile.cost, added)) - sum(map(profile.cost, taken))
    found[REST] = profile.total - sum(found.values())
    # What is less than nothing was counted twice: a stage contains another that is not taken off.
    if wrong := [stage for stage, cost in found.items() if cost < -profile.total / 100]:
        raise Failed(f"the stages overlap: less than nothing is left for {', '.join(wrong)}")
    return found


def table(report, old):
    size = report["bytes"]
    head = f"{'stage':<10}{'millions':>10}{'a byte':>9}{'share':>8}"
    yield head + (f"{'before':>10}{'change':>9}" if old else "  what")
    total = sum(report["stages"].values())
    rows = report["stages"] | {"total": total, "but start": total - report["stages"][START]}
    if old:
        before = sum(old["stages"].values())
        earlier = old["stages"] | {"total": before, "but start": before - old["stages"][START]}
    for stage, cost in rows.items():
        line = f"{stage:<10}{cost / 1e6:>10,.1f}{cost / size:>9.1f}{cost / total:>8.1%}"
        if not old:
            about = STAGES[stage][2] if stage in STAGES else ""
            yield f"{line}  {about}".rstrip()
        elif stage not in earlier:
            yield f"{line}{'none':>10}"
        else:
            then = earlier[stage]
            yield f"{line}{then / 1e6:>10,.1f}" + (f"{cost / then - 1:>9.1%}" if then > 0 else "")
    if old and (gone := set(earlier) - set(rows)):
        yield f"counted before and not now: {', '.join(sorted(gone))}"


def made(work, megabytes):
    """The dump that is scanned, and one of a single posting."""
    header, records = dumps.fixture(ROOT / "fixtures/postings.csv")
    dump, one = work / f"{megabytes:g}mb.csv", work / "one.csv"
    dumps.make(dump, records, header, megabytes * 1e6, dumps.Density([]), 0)
    with open(one, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, records[0]])
    return dump, one


def options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--skilltally", type=pathlib.Path, default=ROOT / "target/release/skilltally")
    parser.add_argument("--megabytes", type=float, default=7)
    parser.add_argument("--dump", type=pathlib.Path, help="scan this in place of the fixture's copies")
    parser.add_argument("--json", type=pathlib.Path, help="write the figures there")
    parser.add_argument("--compare", type=pathlib.Path, help="figures of another version, written with --json")
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / "target/instructions")
    return parser.parse_args()


def main():
    chosen = options()
    if not chosen.skilltally.exists():
        raise Failed(f"no {chosen.skilltally}: run `cargo build --release`, or name another with --skilltally")
    old = json.loads(chosen.compare.read_text(encoding="utf-8")) if chosen.compare else None
    chosen.work.mkdir(parents=True, exist_ok=True)
    dump, one = made(chosen.work, chosen.megabytes)
    dump = chosen.dump or dump
    start = count(chosen.skilltally, one, chosen.work).total
    profile = count(chosen.skilltally, dump, chosen.work)
    report = {"dump": dump.name, "bytes": dump.stat().st_size, "stages": stages(profile, start)}
    if old and (old["dump"], old["bytes"]) != (report["dump"], report["bytes"]):
        raise Failed(f"{chosen.compare} is of {old['dump']} with {old['bytes']:,} bytes, this is of {report['dump']} with "
                     f"{report['bytes']:,}")
    print("\n".join(table(report, old)))
    if chosen.json:
        chosen.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except (Failed, OSError) as error:
        sys.exit(f"instructions: {error}")
