extension Equation {
    /// The same in other variables, among which are its own.
    func inVariables(_ others: [String]) -> Equation {
        Equation(text, variables: others, term: term.renamed { others.firstIndex(of: variables[$0]) ?? 0 })
    }

    /// Parts that do without all variables but some, and the equation with one more variable for each of them: the same
    /// operations in the same order.
    ///
    /// - Parameters:
    ///   - rows: variables that a part has at least one of, by their places.
    ///   - numbers: those that it may have beside.
    func parted(rows: Set<Int>, numbers: Set<Int>) -> (rest: Equation, parts: [Equation]) {
        var parts: [Term] = []
        let term = term.replacing { term in
            if case .variable = term { return nil }
            let places = term.variables
            guard !places.isDisjoint(with: rows), places.isSubset(of: rows.union(numbers)) else { return nil }
            parts.append(term)
            return .variable(variables.count + parts.count - 1)
        }
        let names = variables + parts.indices.map { "part \($0)" }
        return (
            Equation(text, variables: names, term: term),
            parts.map { Equation(text, variables: variables, term: $0) }
        )
    }
}

extension Equation.Term {
    /// The variables in it, by their places.
    var variables: Set<Int> {
        switch self {
        case .number: []
        case .variable(let place): [place]
        case .negation(let inner), .function(_, let inner): inner.variables
        case .binary(_, let left, let right): left.variables.union(right.variables)
        }
    }

    func renamed(_ name: (Int) -> Int) -> Self {
        replacing { if case .variable(let place) = $0 { .variable(name(place)) } else { nil } }
    }

    /// The term with others in the place of those for which there is one, from outside inwards.
    func replacing(_ replacement: (Self) -> Self?) -> Self {
        if let other = replacement(self) { return other }
        return switch self {
        case .number, .variable: self
        case .negation(let inner): .negation(inner.replacing(replacement))
        case .function(let function, let inner): .function(function, inner.replacing(replacement))
        case .binary(let symbol, let left, let right):
            .binary(symbol, left.replacing(replacement), right.replacing(replacement))
        }
    }
}
