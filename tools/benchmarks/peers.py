"""One case of canns 1.5.0 or NumPy, timed from inside: prints the seconds of its last repetition.

Usage: peers.py CASE [ARGUMENT...]; started by tools/bench --peers.
"""
import sys
import time

import numpy as np


def timed(work, repetitions):
    """Seconds of the last of several runs: the first of canns compiles."""
    for _ in range(repetitions):
        start = time.perf_counter()
        work()
        seconds = time.perf_counter() - start
    return seconds


def associative(count, neurons, cue_count):
    random = np.random.default_rng(1)
    patterns = random.choice([-1.0, 1.0], (count, neurons)).astype(np.float32)
    cues = patterns[np.arange(cue_count) % count]
    return patterns, np.where(random.random(cues.shape) < 0.2, -cues, cues).astype(np.float32)


def relax(cues, field):
    """Synchronous updates until nothing moves; a unit whose field is 0 keeps its state."""
    state = cues
    while True:
        h = field(state)
        new = np.where(h == 0, state, np.sign(h))
        if np.array_equal(new, state):
            return state
        state = new


def numpy_recall(form):
    patterns, cues = associative(100, 16384, 1000)
    centred = patterns - patterns.mean(dtype=np.float64).astype(np.float32)
    diagonal = (centred**2).sum(axis=0) / len(patterns)
    if form == "dense":
        weights = centred.T @ centred / np.float32(len(patterns))
        np.fill_diagonal(weights, 0)
        return timed(lambda: relax(cues, lambda s: s @ weights), 1)
    return timed(
        lambda: relax(cues, lambda s: (s @ centred.T) @ (centred / np.float32(len(patterns))) - s * diagonal), 2)


def grey_memory():
    random = np.random.default_rng(5)
    patterns = random.integers(0, 256, (10_000, 4096), dtype=np.uint8).astype(np.float32) / 255
    cues = patterns[:256] + 0.2 * random.standard_normal((256, 4096)).astype(np.float32)
    return patterns, cues.clip(0, 1).astype(np.float32)


def numpy_softmax():
    """s <- softmax(-|x - s|² / 2) X until nothing moves, as products of float32."""
    patterns, cues = grey_memory()

    def recall():
        half = (patterns**2).sum(axis=1) / 2
        state = cues
        while True:
            scores = state @ patterns.T - half
            shares = np.exp(scores - scores.max(axis=1, keepdims=True))
            new = (shares / shares.sum(axis=1, keepdims=True)) @ patterns
            if np.abs(new - state).max() <= 1e-6:
                return state
            state = new

    return timed(recall, 2)


def torch_softmax():
    try:
        import torch
    except ImportError:
        return 0.0
    patterns, cues = (torch.from_numpy(array) for array in grey_memory())

    def recall():
        half = (patterns**2).sum(dim=1) / 2
        state = cues
        while True:
            new = torch.softmax(state @ patterns.T - half, dim=1) @ patterns
            if (new - state).abs().max() <= 1e-6:
                return state
            state = new

    return timed(recall, 2)


def canns_photos(path):
    """Trains on and recalls the patterns of a file of raw int8, 16384 units each."""
    from canns.models.brain_inspired import AmariHopfieldNetwork
    from canns.trainer import HebbianTrainer

    patterns = np.fromfile(path, np.int8).reshape(-1, 16384).astype(np.float32)
    random = np.random.default_rng(42)
    cues = np.where(random.random(patterns.shape) < 0.3, -patterns, patterns)
    model = AmariHopfieldNetwork(num_neurons=16384)
    trainer = HebbianTrainer(model)
    trainer.train(list(patterns))
    trainer.predict_batch(list(cues), show_sample_progress=False)
    return 0.0


def canns_asynchronous():
    from canns.models.brain_inspired import AmariHopfieldNetwork
    from canns.trainer import HebbianTrainer

    patterns, cues = associative(20, 4096, 20)
    trainer = HebbianTrainer(AmariHopfieldNetwork(num_neurons=4096, asyn=True))
    trainer.train(list(patterns))
    return timed(lambda: [np.asarray(trainer.predict(cue, num_iter=5)) for cue in cues], 2)


def canns_rule(name, outputs):
    from canns.models.brain_inspired import LinearLayer
    from canns.trainer import BCMTrainer, OjaTrainer, SangerTrainer

    samples = list(np.random.default_rng(4).standard_normal((2000, 4096)).astype(np.float32))
    layer = LinearLayer(input_size=4096, output_size=outputs, use_bcm_threshold=name == "BCM")
    trainer = {"Oja": OjaTrainer, "Sanger": SangerTrainer, "BCM": BCMTrainer}[name](
        layer, learning_rate=1e-6 if name == "BCM" else 1e-4)

    def work():
        trainer.train(samples)
        np.asarray(layer.W.value)

    return timed(work, 2)


def canns_spikes(threshold):
    import jax.numpy as jnp
    from canns.models.brain_inspired import SpikingLayer
    from canns.trainer import STDPTrainer

    random = np.random.default_rng(5)
    spikes = list((random.random((1000, 4096)) < 0.02).astype(np.float32))
    layer = SpikingLayer(input_size=4096, output_size=1024, threshold=threshold)
    layer.W.value = jnp.asarray(np.abs(0.05 * random.standard_normal((1024, 4096))).astype(np.float32))
    trainer = STDPTrainer(layer)

    def work():
        trainer.train(spikes)
        np.asarray(layer.W.value)

    return timed(work, 2)


CASES = {
    "numpy-recall": numpy_recall,
    "numpy-softmax": numpy_softmax,
    "torch-softmax": torch_softmax,
    "canns-photos": canns_photos,
    "canns-asynchronous": canns_asynchronous,
    "canns-rule": lambda name, outputs: canns_rule(name, int(outputs)),
    "canns-spikes": lambda threshold: canns_spikes(float(threshold)),
}

if __name__ == "__main__":
    print(CASES[sys.argv[1]](*sys.argv[2:]))
