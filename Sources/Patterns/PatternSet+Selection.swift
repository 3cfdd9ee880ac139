/// Patterns made of others: chosen, joined, recoded, found.
extension PatternSet {
    /// The patterns at the given positions, in that order.
    public func selecting(_ indices: [Int]) -> PatternSet {
        if let storedLevels {
            let levels = indices.flatMap { storedLevels.levels($0..<$0 + 1) }
            return selecting(indices, .levels(levels))
        }
        func pick<T>(_ array: [T]) -> [T] {
            indices.flatMap { array[$0 * neurons..<($0 + 1) * neurons] }
        }
        let picked: Values =
            switch values {
            case .integers(let array): .integers(pick(array))
            case .reals(let array): .reals(pick(array))
            case .levels(let array): .levels(pick(array))
            }
        return selecting(indices, picked)
    }

    private func selecting(_ indices: [Int], _ picked: Values) -> PatternSet {
        var result = PatternSet(
            coding: coding, neurons: neurons, values: picked, names: indices.map { names[$0] },
            geometry: geometry, thresholds: thresholds.map { all in indices.map { all[$0] } }, timeStep: timeStep,
            sources: sources.map { all in indices.map { all[$0] } })
        result.isNamed = indices.map { isNamed[$0] }
        result.labels = labels?.selecting(indices)
        return result
    }

    /// These patterns followed by others of the same coding and length.
    public func appending(_ other: PatternSet) -> PatternSet {
        precondition(other.coding == coding && other.neurons == neurons, "patterns of one coding and length")
        let joined: Values =
            switch (values, other.values) {
            // No copy where there is nothing to join.
            case _ where count == 0: other.values
            case (.integers(let first), .integers(let second)): .integers(first + second)
            case (.reals(let first), .reals(let second)): .reals(first + second)
            case (.levels(let first), .levels(let second)): .levels(first + second)
            default: preconditionFailure("one coding has one kind of values")
            }
        func join<T>(_ own: [T]?, _ others: [T]?) -> [T]? {
            count == 0 ? others : own.flatMap { a in others.map { a + $0 } }
        }
        var result = PatternSet(
            coding: coding, neurons: neurons, values: joined, names: givenNames + other.givenNames, geometry: geometry,
            thresholds: join(thresholds, other.thresholds), timeStep: timeStep,
            sources: join(sources, other.sources))
        if labels != nil || other.labels != nil {
            result.labels = (labels ?? .unknown(count)).appending(other.labels ?? .unknown(other.count))
        }
        return result
    }

    /// Each of these discrete patterns followed by that at its place in others of the same coding, as one longer pattern.
    package func beside(_ other: PatternSet) -> PatternSet {
        guard case .integers(let own) = values, case .integers(let others) = other.values, other.coding == coding,
            other.count == count
        else { preconditionFailure("discrete patterns of one coding, as many") }
        var joined: [Int8] = []
        joined.reserveCapacity(own.count + others.count)
        for row in 0..<count {
            joined += own[row * neurons..<(row + 1) * neurons]
            joined += others[row * other.neurons..<(row + 1) * other.neurons]
        }
        return PatternSet(coding: coding, neurons: neurons + other.neurons, values: .integers(joined))
    }

    /// These patterns with other values, as many of the same length.
    ///
    /// - Parameter coding: what the new values are; nil for the coding of the old ones.
    public func replacingValues(_ values: Values, coding: Coding? = nil) -> PatternSet {
        var result = PatternSet(
            coding: coding ?? self.coding, neurons: neurons, values: values, names: names, geometry: geometry,
            thresholds: thresholds, timeStep: timeStep, sources: sources)
        result.isNamed = isNamed
        result.labels = labels
        return result
    }

    /// These ±1 patterns as 0/1 ones or the other way; nil for graded ones, and for hidden units in 0/1 ones.
    public func recoded(as coding: Coding) -> PatternSet? {
        guard case .integers(let array) = values, !coding.isGraded, !hasHiddenUnits else { return nil }
        let low: Int8 = coding == .bipolar ? -1 : 0
        return replacingValues(.integers(array.map { $0 > 0 ? 1 : low }), coding: coding)
    }

    /// The position of a pattern here that has the values of one elsewhere, at the same position if there; else nil.
    public func index(equalTo row: Int, of other: PatternSet) -> Int? {
        guard other.neurons == neurons, other.coding == coding else { return nil }
        let wanted = other.row(row)
        if row < count, self.row(row) == wanted { return row }
        return (0..<count).first { self.row($0) == wanted }
    }

    /// The position of the pattern called `name`, or nil.
    public func index(named name: String) -> Int? { names.firstIndex(of: name) }

    /// The position of each pattern whose name was given and is that of no other.
    public var indicesByUniqueName: [String: Int] {
        var counts: [String: Int] = [:]
        for name in names { counts[name, default: 0] += 1 }
        return names.indices.reduce(into: [:]) { found, index in
            if isNamed[index], counts[names[index]] == 1 { found[names[index]] = index }
        }
    }
}
