#!/usr/bin/env python3
"""Recall by the projection rule and by Storkey's rule from cues with an exact number of inverted units.

An independent simulation of figures that README shows beside those of canns-study noise --kind exact-flip: NumPy in
float64, nothing shared with the programs. N = 400 random +-1 patterns, asynchronous sweeps in a fresh random order until
nothing changes (50 at most), a cue is recalled if every unit is right. Of each memory the 20 patterns learned first are
cues, or all of them where that is said. Prints the share recalled with its standard error over the memories.

Usage: tools/exact-recall.py [MEMORIES]      30 unless given
"""

import sys

import numpy as np

UNITS, SWEEPS = 400, 50


def projection(patterns):
    """W = X^T (X X^T)^-1 X, diagonal 0 (Personnaz and others 1985)."""
    weights = patterns.T @ np.linalg.solve(patterns @ patterns.T, patterns)
    np.fill_diagonal(weights, 0)
    return weights


def storkey(patterns, order):
    """Patterns one after the other.

    Order 1 (1997): dw_ij = (x_i x_j - x_i h_ji - h_ij x_j) / N, h_ij the field of i without i and j, w_ii = 0.
    Order 2 (Storkey, Valabregue 1999): dw_ij = (x_i - h_i)(x_j - h_j) / N, whole fields; w_ii only in learning.
    """
    weights = np.zeros((UNITS, UNITS))
    for x in patterns:
        field = weights @ x
        if order == 2:
            weights += np.outer(x - field, x - field) / UNITS
            continue
        local = field[:, None] - weights * x[None, :]
        weights += (np.outer(x, x) - x[:, None] * local.T - local * x[None, :]) / UNITS
        np.fill_diagonal(weights, 0)
    np.fill_diagonal(weights, 0)
    return weights


def relax(weights, states, random):
    """All cues share the order of the units; a field of 0 keeps the state."""
    for _ in range(SWEEPS):
        before = states.copy()
        for unit in random.permutation(UNITS):
            field = states @ weights[unit]
            states[:, unit] = np.where(field == 0, states[:, unit], np.sign(field))
        if np.array_equal(before, states):
            break
    return states


def shares(learn, load, overlaps, cues_of_each, memories, random):
    """Share recalled from each overlap, and its standard error."""
    results = []
    for _ in range(memories):
        patterns = random.choice([-1.0, 1.0], (round(load * UNITS), UNITS))
        weights = learn(patterns)
        targets = patterns[:cues_of_each]
        row = []
        for overlap in overlaps:
            cues = targets.copy()
            for cue in cues:
                cue[random.choice(UNITS, round((1 - overlap) / 2 * UNITS), replace=False)] *= -1
            row.append((relax(weights, cues, random) == targets).all(axis=1).mean())
        results.append(row)
    results = np.array(results)
    return results.mean(axis=0), results.std(axis=0, ddof=1) / np.sqrt(memories)


def main():
    memories = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    experiments = [
        ("pseudo-inverse", projection, (0.1, 0.25, 0.4, 0.5), (0.8, 0.5, 0.3), 20),
        ("storkey", lambda x: storkey(x, 1), (0.14, 0.2, 0.25, 0.3, 0.4), (1, 0.7, 0.4), 20),
        ("storkey order 2", lambda x: storkey(x, 2), (0.2, 0.3, 0.4), (1, 0.7, 0.4), 20),
        ("storkey, all patterns", lambda x: storkey(x, 1), (0.2, 0.3, 0.4), (1, 0.7, 0.4), None),
        ("storkey order 2, all patterns", lambda x: storkey(x, 2), (0.2, 0.3, 0.4), (1, 0.7, 0.4), None),
    ]
    for name, learn, loads, overlaps, cues in experiments:
        for load in loads:
            # A stream of its own for each row, so that rows do not depend on each other.
            random = np.random.default_rng([1, round(100 * load), len(name)])
            means, errors = shares(learn, load, overlaps, cues, memories, random)
            texts = [f"m0 {m}: {mean:.3f} +- {error:.3f}" for m, mean, error in zip(overlaps, means, errors)]
            print(f"{name}, load {load}: {', '.join(texts)}", flush=True)


if __name__ == "__main__":
    main()
