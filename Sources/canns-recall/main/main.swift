import CANNSRecall

RecallProgram.run()
