"""Kills every command that writes at drawn moments and looks at what is left.

    tests/bench/kills.py DIDBAN [KILLS=500] [--postgres CONNECTION]

A small simulated city gives the inputs. Commands take turns; each is started on an output that is absent or holds the
result of an earlier run, killed (SIGKILL) after a drawn part of the time that a whole run takes, and looked at:

* a result file is the old one, the new one or absent, byte for byte; a folder that holds run.json holds one run's files;
* the ledger and the signed log verify, no event is lost or doubled;
* the same command started again ends well and leaves the bytes of a run that nobody disturbed.

Prints kills and faults per command; exit 1 when there was a fault. With --postgres the ledger is a table there, as in
city.toml: PG:host=... dbname=....
"""
import argparse
import csv
import hashlib
import io
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SEED = 20261126
MOST_S = 600
CRITERIA = """
[siting]
title = "Plots of some width"
[[criterion]]
id = "plot"
fact = "plot_area_m2"
at_least = 50
best = 400
"""


def digest(path):
    """Of a file's content; run.json without its times, GeoPackages by SHA-256 like everything else."""
    data = path.read_bytes()
    if path.name == "run.json":
        record = json.loads(data)
        record.pop("timing", None)
        data = json.dumps(record, sort_keys=True).encode()
    return hashlib.sha256(data).hexdigest()


def look(output):
    """Digests of the files that belong to a result; {} where there is none. Work and lock files begin with a dot, files
    that are being written end in .part."""
    if not output.exists():
        return {}
    if output.is_file():
        return {output.name: digest(output)}
    files = [p for p in sorted(output.rglob("*")) if p.is_file()]
    return {str(p.relative_to(output)): digest(p) for p in files
            if p.suffix != ".part" and not any(part.startswith(".") for part in p.relative_to(output).parts)}


class Command:
    """One command, in two variants with different results, that writes `output` (None: only the ledger or a log)."""

    def __init__(self, name, output, *variants):
        self.name, self.output, self.variants = name, output, variants
        self.whole, self.seconds, self.kills, self.finished, self.faults = [], 0.0, 0, 0, []


class Bench:
    def __init__(self, didban, ledger):
        self.didban = didban
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="didban-kills-"))
        self.log = open(self.work / "log", "w")
        self.ledger = ["--ledger", ledger] if ledger else []
        self.random = random.Random(SEED)

    def run(self, arguments):
        begin = time.monotonic()
        done = subprocess.run([self.didban, *map(str, arguments)], cwd=self.work, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=MOST_S)
        if done.returncode:
            raise RuntimeError(f"{' '.join(map(str, arguments))}: {done.returncode} {done.stderr.decode()[-400:]}")
        return done.stdout.decode(), time.monotonic() - begin

    def kill(self, arguments, after):
        """Whether the command ended by itself before."""
        child = subprocess.Popen([self.didban, *map(str, arguments)], cwd=self.work, stdout=subprocess.DEVNULL,
                                 stderr=self.log, start_new_session=True)
        try:
            if code := child.wait(timeout=after):
                raise RuntimeError(f"{' '.join(map(str, arguments))}: {code}, see the log")
            return True
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            return False

    def prepare(self):
        for seed in (3, 4):
            self.run(["simulate", "-o", f"city{seed}", "--seed", seed, "--parcels", 60, "--epochs", 2, "-q"])
        city = self.work / "city3"
        images = sorted(p for p in (city / "imagery").glob("*.tif") if "_mask" not in p.name)
        before, after = images[0], images[-1]
        self.run(["watch", city, "-o", "seen", "-q", *self.ledger])
        changes = self.work / "seen" / "changes.geojson"
        zones = city / "cadastre.gpkg"
        (self.work / "criteria.toml").write_text(CRITERIA)
        self.audit = self.work / "audit.jsonl"
        out = self.work / "out"
        out.mkdir()
        # One for each variant: what another one finds of a case becomes part of the history that its sheet tells.
        self.own_ledgers = [self.work / f"{name}.gpkg" for name in "abcd"]
        ledgers, judged = self.own_ledgers[:2], self.own_ledgers[2:]
        still = ["--ledger", self.work / "still.gpkg"]  # in which nobody decides while figures of it are compared
        self.run(["watch", city, "-o", "seen", "-q", *still])

        def both(name, output, head, first, second, quiet=("-q",)):
            ends = ["-o", out / output, *quiet]
            return Command(name, out / output, [*head, *first, *ends], [*head, *second, *ends])

        self.commands = [
            both("watch", "watch", ["watch", city], ["--ledger", ledgers[0]],
                 ["--ledger", ledgers[1], "--detector", "difference"]),
            both("detect", "detect", ["detect", before, after], [], ["--min-area", 60]),
            both("judge", "judge", ["judge", city, "--changes", changes], ["--ledger", judged[0]],
                 ["--ledger", judged[1], "--accuracy", 2]),
            both("align", "aligned.tif", ["align", before, after], [], ["--no-co-register"]),
            both("zonal", "zonal.gpkg", ["zonal", before, zones], [], ["--stats", "median"]),
            both("simulate", "city", ["simulate", "--parcels", 30, "--epochs", 2], ["--seed", 8], ["--seed", 9]),
            both("plan-visits", "visits.html", ["plan-visits", city, *still], ["--budget", 5],
                 ["--budget", 9], ()),
            both("stats", "stats", ["stats", city, *still], [], ["--least-cell", 0], ()),
            both("siting", "siting.gpkg", ["siting", city, "--criteria", "criteria.toml", "--on", "2025-07-01"], [],
                 ["--top", 5]),
            both("diff-plan", "diff.gpkg", ["diff-plan", "--on", "2025-07-01"], [city, "city4"], ["city4", city]),
            both("parcel", "parcels.gpkg", ["parcel", city, "--all"], ["--on", "2025-07-01"], ["--on", "2015-07-01"]),
        ]

    def whole_runs(self):
        """What each variant leaves when nobody disturbs it; commands that this program does not know so are left out."""
        usable = []
        for command in self.commands:
            try:
                for variant in command.variants:
                    self.clear(command.output)
                    _, seconds = self.run(variant)
                    self.run(variant)  # a ledger that knows its cases
                    command.whole.append(look(command.output))
                    command.seconds = max(command.seconds, seconds)
                usable.append(command)
            except RuntimeError as error:
                print(f"left out: {error}", file=sys.stderr)
        self.commands = usable
        self.parcel = json.loads((self.work / "seen" / "parcels.geojson").read_text())["features"][0]["properties"][
            "parcel_id"]
        self.decisions, self.answers_given = Command("cases", None), Command("inquire", None)
        self.decisions.seconds = self.run(["cases", "city3", *self.ledger, "list"])[1]
        self.answers_given.seconds = self.run(
            ["inquire", "city3", "--parcel", self.parcel, "--purpose", "mortgage", "--since", "2024-01-01", "--on",
             "2025-07-01", "--audit", self.audit])[1]

    @staticmethod
    def clear(path):
        shutil.rmtree(path, ignore_errors=True)
        path.unlink(missing_ok=True) if path.is_file() else None

    def kill_once(self, command):
        old, new = (0, 1) if self.random.random() < 0.5 else (1, 0)
        before = {}
        # A simulated city keeps what else its folder holds; it is only made in a folder of its own here.
        if self.random.random() < 0.5 or command.name == "simulate":
            self.clear(command.output)
        else:
            self.run(command.variants[old])
            before = command.whole[old]
        after = self.random.random() * 1.05 * command.seconds + 0.005
        command.kills += 1
        command.finished += self.kill(command.variants[new], after)
        left, wanted = look(command.output), command.whole[new]
        for name, value in left.items():
            if value not in (before.get(name), wanted.get(name)):
                command.faults.append(f"{name} is neither the old nor the new one (killed after {after:.3f} s)")
        if "run.json" in left and left not in (before, wanted):
            command.faults.append(f"run.json stands beside files of another run (killed after {after:.3f} s)")
        try:
            self.run(command.variants[new])
        except RuntimeError as error:
            command.faults.append(f"does not end well after a kill: {error}")
            self.clear(command.output)
            return
        if (now := look(command.output)) != wanted:
            differ = sorted(k for k in now.keys() | wanted.keys() if now.get(k) != wanted.get(k))
            command.faults.append(f"the run after a kill left other bytes: {differ[:5]}")

    def cases(self):
        """State of every case by its id."""
        listed = list(csv.DictReader(io.StringIO(self.run(["cases", "city3", *self.ledger, "list"])[0]), delimiter="\t"))
        key = next(k for k in listed[0] if "case" in k) if listed else ""
        return {row[key]: row["state"] for row in listed}

    def kill_decision(self, number):
        """A decision told as done is there; one that was not told is there once or not at all."""
        command = self.decisions
        states = self.cases()
        case = sorted(states)[number % len(states)]
        note = f"kill {number}."
        decision = "reopen" if states[case] == "confirmed" else "confirm"
        arguments = ["cases", "city3", *self.ledger, decision, case, "--note", note, "--on", "2026-07-10"]
        command.kills += 1
        told = self.kill(arguments, self.random.random() * 1.05 * command.seconds + 0.005)
        command.finished += told
        history = json.loads(self.run(["cases", "city3", *self.ledger, "show", case])[0])["history"]
        times = sum(event.get("note") == note for event in history)
        if times > 1 or (told and times != 1):
            command.faults.append(f"{note}: told {told}, found {times} times")

    def kill_answer(self, number):
        """The signed log holds every answer that was given, and verifies."""
        command = self.answers_given
        arguments = ["inquire", "city3", "--parcel", self.parcel, "--purpose", "mortgage", "--since", "2024-01-01",
                     "--on", "2025-07-01", "--request-id", f"kill-{number}", "--audit", self.audit]
        command.kills += 1
        told = self.kill(arguments, self.random.random() * 1.05 * command.seconds + 0.005)
        command.finished += told
        try:
            self.run([*arguments[:-4], "--request-id", f"after-{number}", "--audit", self.audit])
            self.run(["verify", self.audit, "--audit", "--key", "city3/inquiry.pub"])
        except RuntimeError as error:
            command.faults.append(str(error))
        if told and f"kill-{number}" not in self.audit.read_text():
            command.faults.append(f"answer {number} was given and is not in the log")

    def go(self, kills):
        for k in range(kills):
            print(f"{k} of {kills}", end="\r", file=sys.stderr)
            if k % (len(self.commands) + 2) < len(self.commands):
                self.kill_once(self.commands[k % (len(self.commands) + 2)])
            elif k % 2:
                self.kill_decision(k)
            else:
                self.kill_answer(k)
        for ledger in [self.ledger, *[["--ledger", str(path)] for path in self.own_ledgers]]:
            self.run(["cases", "city3", *ledger, "verify"])

    def report(self):
        faults = 0
        for command in [*self.commands, self.decisions, self.answers_given]:
            faults += len(command.faults)
            print(f"{command.name}: {command.kills} kills, {command.finished} ended before theirs, "
                  f"{len(command.faults)} faults")
            for fault in command.faults[:5]:
                print("   " + fault)
        print(f"{sum(c.kills for c in [*self.commands, self.decisions, self.answers_given])} kills, {faults} faults")
        return 1 if faults else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("didban")
    parser.add_argument("kills", type=int, nargs="?", default=500)
    parser.add_argument("--postgres")
    given = parser.parse_args()
    bench = Bench(os.path.realpath(given.didban), given.postgres)
    try:
        bench.prepare()
        bench.whole_runs()
        bench.go(given.kills)
        return bench.report()
    finally:
        shutil.rmtree(bench.work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
