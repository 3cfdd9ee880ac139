/// Times and rates within the texts of a parameter, such as the time constants of traces: they become steps with those that
/// are parameters by themselves.
struct TextQuantities<Owner: Sendable>: Sendable {
    /// The first one in ms or Hz.
    let firstPhysical: @Sendable (Owner) -> StepQuantity?
    /// Makes all of them steps of a length in ms.
    let takeSteps: @Sendable (inout Owner, _ length: Double) throws -> Void

    init<Value: Sendable>(
        _ name: String, _ values: WritableKeyPath<Owner, [Value]> & Sendable,
        _ quantity: WritableKeyPath<Value, StepQuantity> & Sendable, _ range: QuantityRange
    ) {
        firstPhysical = { owner in owner[keyPath: values].map { $0[keyPath: quantity] }.first { $0.unit != nil } }
        takeSteps = { owner, length in
            for index in owner[keyPath: values].indices {
                let given = owner[keyPath: values][index][keyPath: quantity]
                owner[keyPath: values][index][keyPath: quantity] = try range.bySteps(given, of: length, name)
            }
        }
    }

    private init(
        _ firstPhysical: @escaping @Sendable (Owner) -> StepQuantity?,
        _ takeSteps: @escaping @Sendable (inout Owner, Double) throws -> Void
    ) {
        (self.firstPhysical, self.takeSteps) = (firstPhysical, takeSteps)
    }

    /// Those of a part as those of the whole.
    func of<Whole>(_ path: WritableKeyPath<Whole, Owner> & Sendable) -> TextQuantities<Whole> {
        TextQuantities<Whole> { [firstPhysical] in
            firstPhysical($0[keyPath: path])
        } _: { [takeSteps] whole, length in
            try takeSteps(&whole[keyPath: path], length)
        }
    }
}
