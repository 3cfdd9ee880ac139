"""Rules by spike timing beside NEST and Brian2 (C++ standalone), one thread each, in turns.

Usage: spikes.py [SECONDS [REPETITIONS]]      2 s of spikes, 3 repetitions, of which the fastest counts
Started by tools/bench --peers; CANNS_BIN names the directory of the programs.

1000 inputs fire at 10 Hz each, in steps of .1 ms; 100 leaky units (20 ms, 2 ms of rest) get all of them, by weights of .5
that learn. Times are those of the processor: of NEST for `Simulate`; of Brian2 for its program, without compiling it; of
canns for one more pass through the train (of five passes and one, a quarter of the difference), and for the whole program,
most of which is reading and writing a dense train.

Prints a line for each rule and simulator: rule, seconds of a pass, seconds of the whole program, simulator, its seconds.
What is not installed is left out.
"""
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import h5py
import numpy

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
REPETITIONS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
INPUTS, OUTPUTS, STEP = 1000, 100, 0.1
STEPS = round(SECONDS * 1000 / STEP)
LAYER = "--tau-m 20ms --threshold 60 --refractory 2ms --delay 1ms"
PAIRS = "--tau-plus 20ms --tau-minus 20ms --a-plus 0.001 --a-minus 0.00105 --coincident neither"

# Name: options of canns-train, NEST's synapse and its parameters.
BASE = {"lambda": 0.001, "alpha": 1.05, "mu_plus": 0.0, "mu_minus": 0.0, "Wmax": 1.0}
RULES = {
    "pairs": (f"-r stdp {PAIRS}", "stdp_synapse", BASE),
    "nearest": (f"-r stdp {PAIRS} --pairing nearest", "stdp_nn_symm_synapse", BASE),
    "pre-centred": (f"-r stdp {PAIRS} --pairing pre-centred", "stdp_nn_pre_centered_synapse", BASE),
    "restricted": (f"-r stdp {PAIRS} --pairing restricted", "stdp_nn_restr_synapse", BASE),
    "power law": (f"-r stdp {PAIRS} --dependence power --mu-plus 0.4 --mu-minus 1", "stdp_pl_synapse_hom",
                  {"lambda": 0.001, "alpha": 1.05, "mu": 0.4}),
    "triplets": ("-r triplet-stdp --tau-plus 20ms --tau-minus 20ms --tau-x 101ms --tau-y 114ms --a2-plus 0.0005 --a2-minus 0.0007 "
                 "--a3-plus 0.0005 --a3-minus 0.0002 --coincident neither", "stdp_triplet_synapse",
                 {"Aplus": 0.0005, "Aminus": 0.0007, "Aplus_triplet": 0.0005, "Aminus_triplet": 0.0002,
                  "tau_plus_triplet": 101.0, "Wmax": 1.0}),
    "inhibitory": ("-r inhibitory-stdp --learning-rate 0.0001 --target-rate 10Hz --tau 20ms --coincident neither",
                   "vogels_sprekeler_synapse", {"eta": 0.0001, "alpha": 0.4, "tau": 20.0, "Wmax": 1.0}),
}

random = numpy.random.default_rng(3)
spikes = random.random((STEPS, INPUTS)) < 10 * STEP / 1000
times = [numpy.flatnonzero(spikes[1:, unit]) + 1 for unit in range(INPUTS)]


def children():
    """Processor seconds of the processes started so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def canns(options, place, epochs):
    before = children()
    subprocess.run(f"canns-train -q -f {options} {LAYER} --outputs {OUTPUTS} --threads 1 --epochs {epochs} --initial start.h5 "
                   "spikes.h5 -o w.h5", shell=True, cwd=place, check=True)
    return children() - before


def nest_time(synapse, parameters):
    try:
        import nest
    except ImportError:
        return None
    nest.set_verbosity("M_ERROR")
    nest.ResetKernel()
    nest.SetKernelStatus({"resolution": STEP, "local_num_threads": 1})
    sources = nest.Create("spike_generator", INPUTS, [{"spike_times": steps * STEP} for steps in times])
    inputs = nest.Create("parrot_neuron", INPUTS)
    nest.Connect(sources, inputs, "one_to_one", {"delay": STEP})
    outputs = nest.Create("iaf_psc_delta", OUTPUTS, {
        "E_L": 0.0, "V_reset": 0.0, "V_m": 0.0, "V_th": 60.0, "tau_m": 20.0, "t_ref": 2.0, "tau_minus": 20.0,
        "tau_minus_triplet": 114.0})
    own = dict(parameters)
    if synapse.endswith("_hom"):
        nest.SetDefaults(synapse, {**own, "tau_plus": 20.0})
        own = {}
    elif synapse != "vogels_sprekeler_synapse":
        own["tau_plus"] = 20.0
    nest.Connect(inputs, outputs, "all_to_all", {"synapse_model": synapse, "weight": 0.5, "delay": 1.0, **own})
    nest.Simulate(STEP)
    started = time.process_time()
    nest.Simulate(SECONDS * 1000)
    return time.process_time() - started


def brian_time(place):
    """Pairs alone, in Brian2's own form: traces of both sides, decaying between events."""
    program = f"""
import brian2 as b, numpy
b.set_device("cpp_standalone", directory={str(place / 'brian')!r}, build_on_run=False)
b.defaultclock.dt = {STEP} * b.ms
data = numpy.load({str(place / 'spikes.npz')!r})
source = b.SpikeGeneratorGroup({INPUTS}, data["units"], data["steps"] * {STEP} * b.ms)
units = b.NeuronGroup({OUTPUTS}, "dv/dt = -v / (20 * ms) : 1 (unless refractory)", threshold="v >= 60", reset="v = 0",
                      refractory=2 * b.ms, method="exact")
synapses = b.Synapses(source, units, "w : 1\\ndr/dt = -r / (20 * ms) : 1 (event-driven)\\ndo/dt = -o / (20 * ms) : 1 (event-driven)",
                      on_pre="v_post += w\\nr += 1\\nw = clip(w - .00105 * o, 0, 1)", on_post="o += 1\\nw = clip(w + .001 * r, 0, 1)")
synapses.connect()
synapses.w = .5
synapses.pre.delay = 1 * b.ms
b.run({SECONDS} * b.second)
b.device.build(directory={str(place / 'brian')!r}, compile=True, run=False, debug=False)
"""
    if not (place / "brian" / "main").exists():
        if subprocess.run([sys.executable, "-c", program], capture_output=True).returncode != 0:
            return None
    before = children()
    subprocess.run(["./main"], cwd=place / "brian", check=True, capture_output=True)
    return children() - before


os.environ["PATH"] = os.environ.get("CANNS_BIN", "") + ":" + os.environ["PATH"]
os.environ["OMP_NUM_THREADS"] = "1"
with tempfile.TemporaryDirectory() as name:
    place = pathlib.Path(name)
    with h5py.File(place / "spikes.h5", "w") as file:
        data = file.create_dataset("patterns", data=spikes.view("u1"), compression="gzip", compression_opts=1)
        data.attrs["coding"], data.attrs["dt"] = "spikes", STEP
    with h5py.File(place / "start.h5", "w") as file:
        file["weights"] = numpy.full((OUTPUTS, INPUTS), 0.5, "f4")
    steps, units = numpy.nonzero(spikes)
    numpy.savez(place / "spikes.npz", steps=steps, units=units)
    for rule, (options, synapse, parameters) in RULES.items():
        whole, five, peers = [], [], {}
        for _ in range(REPETITIONS):
            whole.append(canns(options, place, 1))
            five.append(canns(options, place, 5))
            found = {"NEST": nest_time(synapse, parameters), "Brian2": brian_time(place) if rule == "pairs" else None}
            for peer, seconds in found.items():
                if seconds is not None:
                    peers.setdefault(peer, []).append(seconds)
        for peer, taken in peers.items():
            print(rule, (min(five) - min(whole)) / 4, min(whole), peer, min(taken), sep="\t", flush=True)
