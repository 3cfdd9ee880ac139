import CANNSRecall
import CommandKit

let ranks = Ranks.start()
RecallProgram.run(
    named: "canns-recall-mpi",
    introduction: [
        "canns-recall for a matrix of weights that is larger than the memory of one machine: started by MPI, each process holds its rows in memory, and the fields of all units are gathered in each step. The file is the one that canns-recall writes with --update sync, with the same bytes however many processes there are; its history names canns-recall, which makes it again.",
        "All processes open WEIGHTS and the files of options themselves, so these are on a disk that all see; the first alone writes and reports. Where the weights are those of the stored patterns, each process holds the patterns, which are less, and nothing is shared. Other orders of updates, layers and memories without a matrix are refused. A process has one thread unless --threads says more.",
    ],
    examples: [
        Example(
            "mpirun -n 4 canns-recall-mpi --flip 0.2 weights.h5 -o recall.h5",
            "four processes, a quarter of the rows each"
        )
    ],
    sharing: ranks, libraries: ["Open MPI"], together: ranks.together)
