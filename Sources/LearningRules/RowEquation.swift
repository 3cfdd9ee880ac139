import Numerics

/// An equation evaluated for many places at once: some variables are one number for all, others one a place.
///
/// What depends on numbers alone is computed once; the rest runs operation by operation over blocks of places that
/// stay in the cache. Every place gets the bits that `Equation.value` gives.
package final class RowEquation {
    private enum Operand {
        /// A constant, a variable or what was computed of them, by its place in `numbers`.
        case number(Int)
        /// A variable, by its place among all.
        case row(Int)
        /// Computed, by its place in `blocks`.
        case block(Int)

        var isNumber: Bool { if case .number = self { true } else { false } }
    }

    private enum Operation {
        case negation
        case binary(Equation.BinaryOperator)
        case function(Equation.UnaryFunction)
    }

    private struct Instruction {
        let operation: Operation
        let left, right: Operand
        /// The place of its result, in `numbers` or `blocks`.
        let target: Int
    }

    package static let blockLength = 512
    private let ofNumbers: [Instruction]
    private let ofRows: [Instruction]
    private let result: Operand
    private let numbers: Workspace<Float>
    private let rows: Workspace<UnsafePointer<Float>?>
    private let blocks: Workspace<Float>

    /// - Parameter rows: the variables, by their places, that are one number a place.
    package init(_ equation: Equation, rows: Set<Int>) {
        var compiler = Compiler(isRow: equation.variables.indices.map(rows.contains))
        result = compiler.compile(equation.term, level: 0)
        (ofNumbers, ofRows) = (compiler.ofNumbers, compiler.ofRows)
        numbers = Workspace(compiler.numbers)
        self.rows = Workspace(repeating: nil, count: equation.variables.count)
        // One at least, for a result that is a number.
        blocks = Workspace(count: Self.blockLength * max(1, compiler.blockCount))
    }

    package func set(_ variable: Int, to number: Float) { numbers.base[variable] = number }

    /// - Parameter row: one number a place, until the last evaluation.
    package func set(_ variable: Int, to row: UnsafePointer<Float>) { rows.base[variable] = row }

    /// Calls `body` with the values of one block of places after the other.
    @inline(__always)
    private func evaluate(_ count: Int, _ body: (_ start: Int, _ count: Int, UnsafePointer<Float>) -> Void) {
        for instruction in ofNumbers { computeNumber(instruction) }
        var start = 0
        while start < count {
            let length = min(Self.blockLength, count - start)
            for instruction in ofRows { computeBlock(instruction, start, length) }
            if case .number(let place) = result { blocks.base.update(repeating: numbers.base[place], count: length) }
            body(start, length, result.isNumber ? UnsafePointer(blocks.base) : pointer(result, start))
            start += length
        }
    }

    /// The values of places, one after the other.
    package func write(to target: UnsafeMutablePointer<Float>, count: Int) {
        evaluate(count) { start, count, values in (target + start).update(from: values, count: count) }
    }

    /// The values of places, kept within bounds; one that is not a number stays so. The target may be a row of the
    /// equation.
    package func write(to target: UnsafeMutablePointer<Float>, count: Int, within bounds: ClosedRange<Float>) {
        let (low, high) = (bounds.lowerBound, bounds.upperBound)
        evaluate(count) { start, count, values in
            let target = target + start
            for place in 0..<count {
                let value = values[place]
                let raised = value < low ? low : value
                target[place] = raised > high ? high : raised
            }
        }
    }

    // MARK: - One instruction

    private func computeNumber(_ instruction: Instruction) {
        func value(_ operand: Operand) -> Float {
            guard case .number(let place) = operand else { preconditionFailure("numbers are made of numbers") }
            return numbers.base[place]
        }
        let left = value(instruction.left)
        numbers.base[instruction.target] =
            switch instruction.operation {
            case .negation: -left
            case .function(let function): function.apply(left)
            case .binary(let symbol): symbol.apply(left, value(instruction.right))
            }
    }

    private func computeBlock(_ instruction: Instruction, _ start: Int, _ count: Int) {
        let to = blocks.base + instruction.target * Self.blockLength
        let (left, right) = (instruction.left, instruction.right)
        switch instruction.operation {
        case .negation: map(left, to, start, count) { -$0 }
        case .function(let function): map(left, to, start, count) { function.apply($0) }
        // One loop an operator: each runs on whole vectors.
        case .binary(.plus): combine(left, right, to, start, count) { $0 + $1 }
        case .binary(.minus): combine(left, right, to, start, count) { $0 - $1 }
        case .binary(.times): combine(left, right, to, start, count) { $0 * $1 }
        case .binary(.over): combine(left, right, to, start, count) { $0 / $1 }
        case .binary(let symbol): combine(left, right, to, start, count) { symbol.apply($0, $1) }
        }
    }

    @inline(__always)
    private func map(
        _ value: Operand, _ to: UnsafeMutablePointer<Float>, _ start: Int, _ count: Int, _ change: (Float) -> Float
    ) {
        let from = pointer(value, start)
        for place in 0..<count { to[place] = change(from[place]) }
    }

    @inline(__always)
    private func combine(
        _ left: Operand, _ right: Operand, _ to: UnsafeMutablePointer<Float>, _ start: Int, _ count: Int,
        _ join: (Float, Float) -> Float
    ) {
        switch (left, right) {
        case (.number(let number), _):
            let (a, from) = (numbers.base[number], pointer(right, start))
            for place in 0..<count { to[place] = join(a, from[place]) }
        case (_, .number(let number)):
            let (from, b) = (pointer(left, start), numbers.base[number])
            for place in 0..<count { to[place] = join(from[place], b) }
        default:
            let (a, b) = (pointer(left, start), pointer(right, start))
            for place in 0..<count { to[place] = join(a[place], b[place]) }
        }
    }

    @inline(__always)
    private func pointer(_ operand: Operand, _ start: Int) -> UnsafePointer<Float> {
        switch operand {
        case .row(let variable):
            guard let row = rows.base[variable] else { preconditionFailure("a row is set before it is used") }
            return row + start
        case .block(let place): return UnsafePointer(blocks.base + place * Self.blockLength)
        case .number: preconditionFailure("a number is no row")
        }
    }

    // MARK: - Compilation

    private struct Compiler {
        let isRow: [Bool]
        private(set) var ofNumbers: [Instruction] = []
        private(set) var ofRows: [Instruction] = []
        /// The variables first.
        private(set) var numbers: [Float]
        private(set) var blockCount = 0

        init(isRow: [Bool]) {
            self.isRow = isRow
            numbers = [Float](repeating: 0, count: isRow.count)
        }

        /// Where the value of a term stands. A level has two blocks, so that no instruction writes where it reads.
        mutating func compile(_ term: Equation.Term, level: Int) -> Operand {
            switch term {
            case .number(let number): return newNumber(number)
            case .variable(let place): return isRow[place] ? .row(place) : .number(place)
            case .negation(let inner):
                let operand = compile(inner, level: level)
                return append(.negation, operand, operand, level)
            case .function(let function, let inner):
                let operand = compile(inner, level: level)
                return append(.function(function), operand, operand, level)
            case .binary(let symbol, let left, let right):
                let first = compile(left, level: level)
                return append(.binary(symbol), first, compile(right, level: level + 1), level)
            }
        }

        private mutating func newNumber(_ number: Float) -> Operand {
            numbers.append(number)
            return .number(numbers.count - 1)
        }

        private mutating func append(
            _ operation: Operation, _ left: Operand, _ right: Operand, _ level: Int
        ) -> Operand {
            if left.isNumber && right.isNumber, case .number(let target) = newNumber(0) {
                ofNumbers.append(Instruction(operation: operation, left: left, right: right, target: target))
                return .number(target)
            }
            var target = 2 * level
            if case .block(target) = left { target += 1 }
            blockCount = max(blockCount, target + 1)
            ofRows.append(Instruction(operation: operation, left: left, right: right, target: target))
            return .block(target)
        }
    }
}
