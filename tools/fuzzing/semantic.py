#!/usr/bin/env python3
"""Looks for sound files whose contents the programs do not bear: one thing is changed at a time, checksums right.

Usage: semantic.py PROGRAMS WORK SECONDS SEED FILE...

For a dataset or attribute of one of the FILEs, drawn at random, one kind of wrong is put in its place: other values, shapes,
types, or nothing. Every program that takes the file then reads it. A finding is a death by signal, more than 20 s of the
processor or ten minutes in all, an exit status other than 0, 1 and 2, a failure without a sentence, an output or a
temporary file left behind, or a sentence about the file that verify does not say. Findings stay in WORK/findings; exit status 1 if there are any.
"""
import os
import pathlib
import random
import shutil
import subprocess
import sys
import time

import h5py
import numpy

VALUES = [0, 1, -1, 2, 7, 255, 1 << 31, (1 << 62), 1e10, 1e19, 3e38, 1e300, -1e300, float("inf"), float("-inf"),
          float("nan"), 1e-300, 0.5]
TEXTS = ["", "x", "nonsense", "real", "spikes", "bipolar", "linear-layer", "amari-hopfield", "a\x1b[31mb", "y" * 60000, "/", "ü"]
COMMANDS = {
    "weights": ["canns-recall -q IN -o OUT", "canns-train -q --initial IN PATTERNS -o OUT", "canns-study -q attractors IN -o OUT"],
    "recall": ["canns-recall -q --cues IN WEIGHTS -o OUT", "canns-study -q selectivity IN -o OUT"],
    "patterns": ["canns-train -q IN -o OUT", "canns-recall -q --cues IN WEIGHTS -o OUT", "canns-study -q patterns IN -o OUT"],
    "study": ["canns-study -q resume IN -o OUT", "canns-study -q merge IN -o OUT"],
}


def objects(file):
    found = [("", None)]
    file.visit(lambda name: found.append((name, None)))
    places = []
    for name, _ in found:
        item = file[name] if name else file
        if isinstance(item, h5py.Dataset) and item.attrs.get("CLASS") != b"DIMENSION_SCALE":
            places.append((name, None))
        places += [(name, attribute) for attribute in item.attrs if attribute.isalpha() and attribute.islower() or "_" in attribute
                   and attribute.islower()]
    return places


def spoiled(values, chance):
    """Other values of the same type, or of another."""
    values = numpy.array(values)
    kind = chance.choice(["value", "all", "shape", "type", "fewer", "more"])
    if values.dtype.kind in "OSU":
        return chance.choice([numpy.array(chance.choice(TEXTS), dtype=object), chance.choice(VALUES)])
    with numpy.errstate(all="ignore"):
        if kind in ("value", "all") and values.size:
            result = values.astype(numpy.float64) if chance.random() < 0.3 else values.copy()
            value = numpy.array(chance.choice(VALUES)).astype(result.dtype)
            if kind == "all":
                result[...] = value
            elif result.ndim:
                result.flat[chance.randrange(result.size)] = value
            else:
                result = value
            return result
        if kind == "type":
            return values.astype(chance.choice(["int8", "uint8", "int32", "int64", "uint64", "float32", "float64"]))
        if values.ndim and values.size:
            axis = chance.randrange(values.ndim)
            if kind == "fewer":
                return numpy.delete(values, chance.choice([0, slice(None), slice(1, None)]), axis)
            if kind == "more":
                return numpy.concatenate([values] * chance.choice([2, 101]), axis)
    return chance.choice([values.reshape(-1), values[None], values.T, numpy.float64(3), numpy.zeros((0,)), numpy.zeros((2, 3, 4))])


def change(file, name, attribute, chance):
    item = file[name] if name else file
    if attribute is not None:
        value = item.attrs[attribute]
        if chance.random() < 0.1:
            del item.attrs[attribute]
            return "removed"
        new = chance.choice(TEXTS) if isinstance(value, str) and chance.random() < 0.8 else spoiled(value, chance)
        del item.attrs[attribute]
        item.attrs[attribute] = new.item() if isinstance(new, numpy.ndarray) and new.dtype == object and new.ndim == 0 else new
        return f"{numpy.shape(new)} {str(new)[:60]!r}"
    kept = {key: value for key, value in item.attrs.items() if key.islower()}
    labels = [dimension.label for dimension in item.dims]
    values = item[()]
    del file[name]
    if chance.random() < 0.05:
        return "removed"
    new = numpy.asarray(spoiled(values, chance))
    made = file.create_dataset(name, data=new.item() if new.dtype == object and new.ndim == 0 else new)
    for key, value in kept.items():
        made.attrs[key] = value
    for dimension, label in zip(made.dims, labels):
        dimension.label = label
    return f"{new.shape} {str(new)[:60]!r}"


def run(command, place):
    """None for a program that takes too long, by the time of the processor: the machine may be busy with other work."""
    before = os.times()
    try:
        done = subprocess.run(command.split(), cwd=place, capture_output=True, timeout=600, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return None
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return done if used <= 20 else None


def objection(command, done, place, sentences):
    if done is None:
        return "does not end"
    if done.returncode not in (0, 1, 2):
        return f"ends with {done.returncode}"
    said = done.stderr.decode(errors="replace")
    if done.returncode and not said.strip():
        return "fails without a sentence"
    if len(said) > 4000:
        return f"says {len(said)} characters"
    if any(path.name.endswith(".canns-tmp") for path in place.iterdir()):
        return "leaves a temporary file"
    if done.returncode and (place / "out.h5").exists():
        return "fails and leaves an output"
    if "in.h5: /" in said:
        own = said.split("in.h5: ", 1)[1].splitlines()[0].strip()
        if own not in sentences:
            return f"says what verify does not: {own[:200]}"
    return None


def main(programs, work, seconds, seed, files):
    chance = random.Random(seed)
    place = pathlib.Path(work)
    findings = place / "findings"
    findings.mkdir(parents=True, exist_ok=True)
    patterns, weights = (next(str(pathlib.Path(f).resolve()) for f in files if name in f) for name in ("patterns", "a-weights"))
    end, runs, found, seen = time.monotonic() + seconds, 0, 0, set()
    while time.monotonic() < end:
        source = chance.choice(files)
        shutil.copy(source, place / "in.h5")
        with h5py.File(place / "in.h5", "r+") as file:
            kind = str(file.attrs["format"]).removeprefix("canns-")
            name, attribute = chance.choice(objects(file))
            try:
                what = change(file, name, attribute, chance)
            except (TypeError, ValueError, OSError, KeyError, OverflowError):
                continue
        label = f"{pathlib.Path(source).stem} /{name}{'@' + attribute if attribute else ''} {what}"
        verified = run(f"{programs}/canns-study verify in.h5", place)
        sentences = verified.stdout.decode(errors="replace") if verified else ""
        commands = ["canns-study verify in.h5", "canns-render IN -f -o out.png"] + COMMANDS.get(kind, [])
        for command in commands:
            (place / "out.h5").unlink(missing_ok=True)
            line = command.replace("IN", "in.h5").replace("OUT", "out.h5").replace("PATTERNS", patterns).replace("WEIGHTS", weights)
            done = verified if "verify" in line else run(f"{programs}/{line}", place)
            runs += 1
            wrong = objection(command, done, place, sentences)
            if wrong is None:
                continue
            for path in place.glob(".*canns-tmp"):
                path.unlink()
            key = (command, name, attribute, wrong[:60])
            if key not in seen:
                seen.add(key)
                found += 1
                shutil.copy(place / "in.h5", findings / f"{found}.h5")
                print(f"{found}.h5: {label}: {command}: {wrong}", flush=True)
    print(f"semantic: {runs} runs, {found} findings", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) < 6:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5:]))
