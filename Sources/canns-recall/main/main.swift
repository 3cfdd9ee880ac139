import CANNSRecall

RecallProgram.run(named: "canns-recall")
