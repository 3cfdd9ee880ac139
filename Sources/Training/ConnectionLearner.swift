import LearningRules
import Models
import Numerics

/// Learning at the cost of the spikes: the plastic connections of the units and inputs that fire.
struct ConnectionLearner: NetworkLearner {
    private let pairing: SpikePairing
    /// The plastic connections by their source, and by their target.
    private let leaving, reaching: ConnectionIndex
    private let targets, sourceOfEach: [Int32]
    private var pre, post, slowPre, slowPost: [Float]
    /// Whether each source fired in the step; the units are the first of them.
    private var isFiring: [Bool]
    /// Whether all plastic weights are within their limits.
    private var isWithin = false

    init(_ rule: any PairingRule, _ connections: Connections, _ state: RuleState) {
        pairing = rule.pairing
        targets = connections.targets
        sourceOfEach = connections.sourceOfEach
        let plastic = connections.isPlastic.indices.filter { connections.isPlastic[$0] }
        leaving = ConnectionIndex(plastic, by: sourceOfEach, of: connections.sources)
        reaching = ConnectionIndex(plastic, by: targets, of: connections.units)
        (pre, post) = (state[SpikePairing.preName], state[SpikePairing.postName])
        slowPre = pairing.hasTriplets ? state[SpikePairing.slowPreName] : []
        slowPost = pairing.hasTriplets ? state[SpikePairing.slowPostName] : []
        isFiring = [Bool](repeating: false, count: connections.sources)
    }

    var state: RuleState {
        var state = RuleState([SpikePairing.preName: pre, SpikePairing.postName: post])
        if pairing.hasTriplets {
            (state[SpikePairing.slowPreName], state[SpikePairing.slowPostName]) = (slowPre, slowPost)
        }
        return state
    }

    mutating func learn(_ weights: inout Matrix, sources: [Int32], fired: [Int32], rate: Float) {
        fade()
        for source in sources { isFiring[Int(source)] = true }
        for source in sources { visitLeaving(Int(source), &weights.values, rate) }
        for unit in fired { visitReaching(Int(unit), &weights.values, rate) }
        if !isWithin { bringWithinLimits(&weights.values) }
        for source in sources {
            isFiring[Int(source)] = false
            pre[Int(source)] = afterSpike(pre[Int(source)])
            if pairing.hasTriplets { slowPre[Int(source)] = afterSpike(slowPre[Int(source)]) }
        }
        for unit in fired {
            post[Int(unit)] = afterSpike(post[Int(unit)])
            if pairing.hasTriplets { slowPost[Int(unit)] = afterSpike(slowPost[Int(unit)]) }
        }
    }

    private mutating func fade() {
        func fade(_ traces: inout [Float], _ decay: Float) {
            traces.withUnsafeMutableBufferPointer { for place in $0.indices { $0[place] *= decay } }
        }
        fade(&pre, pairing.preDecay)
        fade(&post, pairing.postDecay)
        fade(&slowPre, pairing.slowPreDecay)
        fade(&slowPost, pairing.slowPostDecay)
    }

    private func afterSpike(_ faded: Float) -> Float { pairing.isNearestNeighbour ? 1 : faded + 1 }

    private func potentiation(of unit: Int) -> Float {
        pairing.potentiation + (pairing.hasTriplets ? pairing.tripletPotentiation * slowPost[unit] : 0)
    }

    /// The connections that leave a source that fires; those whose unit fires as well get both changes.
    private func visitLeaving(_ source: Int, _ weights: inout [Float], _ rate: Float) {
        let connections = leaving.connections(of: source)
        guard !connections.isEmpty else { return }
        let depression =
            pairing.depression + (pairing.hasTriplets ? pairing.tripletDepression * slowPre[source] : 0)
        let found = pairing.coincidence.strengthens ? afterSpike(pre[source]) : pre[source]
        for connection in connections {
            let unit = Int(targets[Int(connection)])
            let isCoincident = isFiring[unit]
            let partner = isCoincident && pairing.coincidence.weakens ? afterSpike(post[unit]) : post[unit]
            weights[Int(connection)] = pairing.moved(
                weights[Int(connection)], rate: rate, potentiation: isCoincident ? potentiation(of: unit) : 0,
                pre: found,
                depression: depression, post: partner + pairing.inputOffset)
        }
    }

    /// The connections that reach a unit that fires, but for those whose source fires as well.
    private func visitReaching(_ unit: Int, _ weights: inout [Float], _ rate: Float) {
        let potentiation = potentiation(of: unit)
        for connection in reaching.connections(of: unit) {
            let source = Int(sourceOfEach[Int(connection)])
            guard !isFiring[source] else { continue }
            weights[Int(connection)] = pairing.moved(
                weights[Int(connection)], rate: rate, potentiation: potentiation, pre: pre[source], depression: 0,
                post: 0)
        }
    }

    private mutating func bringWithinLimits(_ weights: inout [Float]) {
        for connection in leaving.all { weights[Int(connection)] = pairing.clipped(weights[Int(connection)]) }
        isWithin = true
    }
}

/// Some of the connections, those of each unit beside each other.
struct ConnectionIndex {
    private let starts: [Int]
    let all: [Int32]

    /// - Parameters:
    ///   - connections: ascending; so are those of each unit.
    ///   - units: of every connection the unit by which it is found, below `count`.
    init(_ connections: [Int], by units: [Int32], of count: Int) {
        var starts = [Int](repeating: 0, count: count + 1)
        for connection in connections { starts[Int(units[connection]) + 1] += 1 }
        for unit in 0..<count { starts[unit + 1] += starts[unit] }
        var next = starts
        var all = [Int32](repeating: 0, count: connections.count)
        for connection in connections {
            let unit = Int(units[connection])
            all[next[unit]] = Int32(connection)
            next[unit] += 1
        }
        (self.starts, self.all) = (starts, all)
    }

    func connections(of unit: Int) -> ArraySlice<Int32> { all[starts[unit]..<starts[unit + 1]] }
}
