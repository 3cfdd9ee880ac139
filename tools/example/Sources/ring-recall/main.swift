import CANNS
import CANNSRecall
import RingMemory

ModelRegistry.register(RingNetwork.self)
RecallProgram.run(named: "ring-recall")
