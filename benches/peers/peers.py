#!/usr/bin/env python3
"""skilltally against tools that find the same spellings: time, memory and counts, on one dump, on one machine.

    python3 benches/peers/peers.py [--skilltally PATH] [--megabytes 40] [--tools polars,duckdb] [--out peers.json]

Needs nothing but Python; the peers are installed into an environment of their own. See README.md beside this.
"""
import argparse
import csv
import hashlib
import json
import os
import platform
import statistics
import subprocess
import sys
import venv
from pathlib import Path

import dumps

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# What a script is called with besides, and the threads that it can use.
PEERS = {
    "polars": ("with_polars.py", [], (1, 2)),
    "polars-words": ("with_polars.py", ["words"], (1, 2)),
    "duckdb": ("with_duckdb.py", [], (1, 2)),
    "ahocorasick_rs": ("with_ahocorasick_rs.py", [], (1,)),
    "pyahocorasick": ("with_pyahocorasick.py", [], (1,)),
    "hyperscan": ("with_hyperscan.py", [], (1,)),
    "flashtext": ("with_flashtext.py", [], (1,)),
}
# Concepts whose spellings mean nothing else, so that all tools ought to agree.
SANE = ["lic.nursing.lpn", "cert.aha.acls", "cert.aha.bls", "cert.isc2.cissp", "skill.ci-cd", "tool.docker",
        "tool.gitlab", "tool.power-bi", "tool.python", "tool.terraform"]
FAR = 0.15


class Failed(Exception):
    """Something that should run did not."""


def note(text):
    print(text, file=sys.stderr, flush=True)


def run(command):
    """Wall seconds, processor seconds and peak bytes of a command, all its threads counted."""
    command = [str(part) for part in command]
    taken = json.loads(subprocess.run([sys.executable, "-S", HERE / "timed.py", *command], check=True,
                                      stdout=subprocess.PIPE).stdout)
    code, messages = taken.pop("exit"), taken.pop("messages")
    if code:
        raise Failed(f"{' '.join(command)}: exit {code}\n{messages}")
    return taken


def install(work, wanted):
    """The environment's Python and the versions in it; drops hyperscan from `wanted` where it has no wheel."""
    folder = work / "venv"
    python = folder / "bin/python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    lines = (HERE / "requirements.txt").read_text().split()
    apart = [line for line in lines if line.startswith("hyperscan")]
    subprocess.run([*pip, *(line for line in lines if line not in apart)], check=True)
    if "hyperscan" in wanted and subprocess.run([*pip, "--only-binary", ":all:", *apart]).returncode:
        note("hyperscan has no wheel for this machine: left out")
        wanted.remove("hyperscan")
    freeze = subprocess.run([str(python), "-m", "pip", "freeze"], check=True, capture_output=True, text=True).stdout
    return str(python), dict(line.split("==") for line in freeze.split() if "==" in line)


def export_terms(skilltally, work):
    """Writes spelling and concept, lowered, the longest first, and returns the path and the spellings."""
    subprocess.run([skilltally, "dictionary", "export", "-q", "--format", "csv", "--out", work / "dictionary"],
                   check=True, stdout=subprocess.DEVNULL)
    spellings = {}
    with open(work / "dictionary/forms.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for spelling in row["spellings"].split(" | "):
                # A spelling of several concepts counts for the first: the peers know no contexts.
                spellings.setdefault(spelling.lower(), row["concept"])
    lines = [f"{spelling}\t{spellings[spelling]}\n" for spelling in sorted(spellings, key=lambda s: (-len(s), s))]
    name = hashlib.sha256("".join(lines).encode()).hexdigest()[:16]
    path = work / f"terms-{name}.tsv"
    path.write_text("".join(lines), encoding="utf-8")
    return path, spellings


def skilltally_counts(skilltally, dump, out):
    """Postings by concept, nothing withheld and every copy kept."""
    subprocess.run([skilltally, "rank", "-q", dump, "--kind", "all", "--top", "0", "--min-postings", "1",
                    "--min-employers", "1", "--duplicates", "keep", "--format", "csv", "--out", out],
                   check=True, stdout=subprocess.DEVNULL)
    with open(out / "recognition.csv", newline="", encoding="utf-8") as file:
        return {row["id"]: int(row["postings"]) for row in csv.DictReader(file)}


def sanity(ours, theirs):
    """Lines of a table of postings by concept, marked where a tool is further off than `FAR`; and how many are."""
    tools = list(theirs)
    lines = [f"| concept | skilltally | {' | '.join(tools)} |", "|---|" + "---|" * (len(tools) + 1)]
    far = 0
    for concept in SANE:
        mine, cells = ours.get(concept, 0), []
        for tool in tools:
            count = theirs[tool]["postings"].get(concept, 0)
            off = abs(count - mine) > FAR * max(mine, 1)
            far += off
            cells.append(f"{count}{' (!)' if off else ''}")
        lines.append(f"| `{concept}` | {mine} | {' | '.join(cells)} |")
    return lines, far


def measure(commands, size, rounds):
    """Figures by (tool, threads). `commands` gives the command for the dump and for the dump of one posting.

    Rounds go through all tools in turn, so that other work on the machine falls on all alike.
    """
    runs = {key: {"full": [], "start": []} for key in commands}
    for number in range(rounds):
        for key, pair in commands.items():
            for what, command in pair.items():
                runs[key][what].append(run(command))
        note(f"  round {number + 1} of {rounds} done")
    figures = {}
    for key, both in runs.items():
        walls = [one["wall"] for one in both["full"]]
        best, start = min(walls), min(one["wall"] for one in both["start"])
        figures[key] = {
            "tool": key[0], "threads": key[1], "walls": walls, "best": best, "median": statistics.median(walls),
            "cpu": min(one["cpu"] for one in both["full"]), "peak": max(one["peak"] for one in both["full"]),
            "start": start, "work": max(best - start, 1e-9), "bytes_per_second": size / best,
        }
    for (_, threads), row in figures.items():
        base = figures["skilltally", threads]
        row |= {"ratio": row["best"] / base["best"], "ratio_median": row["median"] / base["median"],
                "ratio_cpu": row["cpu"] / base["cpu"], "ratio_without_start": row["work"] / base["work"]}
    return figures


def table(figures):
    head = ["tool", "threads", "best s", "median s", "CPU s", "start s", "MB/s", "peak MB", "time ÷ skilltally",
            "the same, medians", "CPU", "without start"]
    lines = [f"| {' | '.join(head)} |", "|---|" + "---:|" * (len(head) - 1)]
    for row in sorted(figures.values(), key=lambda row: (row["threads"], row["best"])):
        times = [f"{row[name]:.2f}" for name in ("best", "median", "cpu", "start")]
        ratios = [f"{row[name]:.2f}" for name in ("ratio", "ratio_median", "ratio_cpu", "ratio_without_start")]
        cells = [row["tool"], str(row["threads"]), *times, f"{row['bytes_per_second'] / 1e6:.0f}",
                 f"{row['peak'] / 1e6:.0f}", *ratios]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def compile_hyperscan(python, terms):
    """Compiles the terms where that is not yet done; returns what it took then."""
    figures = terms.with_suffix(".hyperscan.json")
    if not figures.exists():
        note("hyperscan compiles the terms: once, for some minutes and 3 GB of memory")
        taken = run([python, HERE / PEERS["hyperscan"][0], "-", terms, "-", "1", "compile"])
        figures.write_text(json.dumps(taken), encoding="utf-8")
    return json.loads(figures.read_text())


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor()


def load():
    return [round(value, 2) for value in os.getloadavg()] if hasattr(os, "getloadavg") else None


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--skilltally", type=Path, default=ROOT / "target/release/skilltally", metavar="PATH")
    parser.add_argument("--megabytes", type=float, default=40, help="the size of each dump [default: 40]")
    parser.add_argument("--filler", default="0,1,3", metavar="N,…", help="a dump for each: how many sentences "
                        "without terms follow each sentence of the fixture [default: 0,1,3]")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tools", default=",".join(PEERS), help="[default: all]")
    parser.add_argument("--work", type=Path, default=ROOT / "target/peers", help="the folder for what is made")
    parser.add_argument("--out", type=Path, help="the figures as JSON [default: peers.json in --work]")
    return parser.parse_args()


def compare(chosen, python, skilltally, terms, work, dump, size, wanted):
    """One dump: figures, counts and the lines to print."""
    tiny = work / "one.csv"
    commands = {}
    for threads in (1, 2):
        if threads > (os.cpu_count() or 1):
            note("one core only: nothing is measured with two threads")
            break
        commands["skilltally", threads] = {
            what: [skilltally, "rank", "-q", path, "--kind", "all", "--top", "20", "--threads", str(threads)]
            for what, path in (("full", dump), ("start", tiny))}
        for tool in wanted:
            script, more, can = PEERS[tool]
            if threads in can:
                commands[tool, threads] = {
                    what: [python, HERE / script, path, terms, work / f"{tool}-{what}.json", str(threads), *more]
                    for what, path in (("full", dump), ("start", tiny))}
    figures = measure(commands, size, chosen.rounds)
    theirs = {tool: json.loads((work / f"{tool}-full.json").read_text()) for tool in wanted}
    ours = skilltally_counts(skilltally, dump, work / "tables")
    sane, far = sanity(ours, theirs)
    found = ", ".join(f"{tool} {counts['mentions']:,}" for tool, counts in theirs.items())
    lines = [*table(figures), "", f"Mentions found: {found}.", "", "Postings of ten concepts that mean nothing else:",
             "", *sane, "", f"{far} of {len(SANE) * len(theirs)} counts differ from skilltally's by more than "
             f"{FAR:.0%} (marked)."]
    counts = {concept: {"skilltally": ours.get(concept, 0)} |
              {tool: theirs[tool]["postings"].get(concept, 0) for tool in theirs} for concept in SANE}
    return {"rows": list(figures.values()), "mentions": {tool: theirs[tool]["mentions"] for tool in theirs},
            "postings_of_ten": counts}, lines


def main():
    chosen = options()
    wanted = chosen.tools.split(",") if chosen.tools else []
    if unknown := set(wanted) - set(PEERS):
        raise Failed(f"unknown tools: {', '.join(sorted(unknown))}; known: {', '.join(PEERS)}")
    if not chosen.skilltally.exists():
        raise Failed(f"no {chosen.skilltally}: run `cargo build --release`, or name another with --skilltally")
    skilltally, work = str(chosen.skilltally.resolve()), chosen.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    note("installing the peers")
    python, versions = install(work, wanted)
    terms, spellings = export_terms(skilltally, work)
    version = subprocess.run([skilltally, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    report = {"machine": {"processor": processor(), "cores": os.cpu_count(), "system": platform.platform(),
                          "python": platform.python_version(), "load_before": load()},
              "versions": {"skilltally": version} | versions, "spellings": len(spellings), "dumps": {}}
    print(f"{version}; {len(spellings):,} spellings; {processor()}, {os.cpu_count()} cores\n")
    if "hyperscan" in wanted:
        report["hyperscan_compile"] = compiled = compile_hyperscan(python, terms)
        print(f"hyperscan compiled the terms, once, in {compiled['wall']:.0f} s and {compiled['peak'] / 1e6:,.0f} MB; "
              "its start below loads the result\n")
    header, records = dumps.fixture(ROOT / "fixtures/postings.csv")
    with open(work / "one.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, records[0]])
    density = dumps.Density(spellings)
    out = chosen.out or work / "peers.json"
    for filler in map(int, chosen.filler.split(",")):
        dump = work / f"dump-{filler}.csv"
        made = dumps.make(dump, records, header, chosen.megabytes * 1e6, density, filler)
        note(f"measuring with {filler} sentences of filler")
        result, lines = compare(chosen, python, skilltally, terms, work, dump, made["bytes"], wanted)
        report["dumps"][f"filler {filler}"] = made | result
        print(f"### {made['mentions_per_1000_words']} mentions per 1,000 words: {made['postings']:,} postings, "
              f"{made['bytes'] / 1e6:.1f} MB\n\n" + "\n".join(lines) + "\n", flush=True)
        report["machine"]["load_after"] = load()
        out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    note(f"figures: {out}")


if __name__ == "__main__":
    try:
        main()
    except (Failed, subprocess.CalledProcessError) as error:
        sys.exit(f"peers: {error}")
