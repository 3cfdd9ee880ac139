import Documents

/// What several views draw, each with the sentence that says how to get it.
extension AnyDocument {
    func recall() throws(ViewObstacle) -> RecallDocument {
        guard case .recall(let recall) = self else {
            throw ViewObstacle("\(noun) holds no recall; recall first with canns-recall")
        }
        return recall
    }

    func recallStates() throws(ViewObstacle) -> RecallStates {
        guard case .recall(let recall) = self else {
            throw ViewObstacle("\(noun) holds no recall; recall first with canns-recall --history")
        }
        guard let states = RecallStates(recall) else {
            throw ViewObstacle("holds no states of each step; recall again with --history")
        }
        return states
    }

    func weights() throws(ViewObstacle) -> WeightsDocument {
        if case .weightRows(let part) = self { throw ViewObstacle("this is \(part.noun)") }
        guard case .weights(let weights) = self else {
            throw ViewObstacle("\(noun) holds no weights; train some with canns-train")
        }
        guard weights.content != nil else {
            throw ViewObstacle("the patterns are the memory, and there is no matrix of weights")
        }
        return weights
    }

    func completeStudy() throws(ViewObstacle) -> CompleteStudy {
        guard case .study(let study) = self else {
            throw ViewObstacle("\(noun) holds no study; make one with canns-study")
        }
        guard let result = study.result else {
            let done = "\(study.cells.doneCount) of \(study.cells.count) cells"
            throw ViewObstacle(
                "the study is not complete (\(done)); go on with canns-study resume, or merge its parts")
        }
        return CompleteStudy(document: study, result: result)
    }

    /// What the file tells of the training of its weights.
    func training() throws(ViewObstacle) -> WeightsDocument.Training {
        switch self {
        case .weights(let document): return document.training
        case .weightRows(let document): return document.setting.training
        case .recall(let document): return document.training
        case .responses(let document): return document.training
        default: throw ViewObstacle("\(noun) tells nothing of a training; train first with canns-train")
        }
    }
}
