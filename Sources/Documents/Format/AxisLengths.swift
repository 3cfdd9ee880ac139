/// The length of each axis of a file, by the first dataset that has it.
struct AxisLengths: Sendable {
    private var lengths: [String: (length: Int, axis: String, place: String)] = [:]
    /// Axes that are one and the same in this file, by the name that stands for them.
    let synonyms: [String: String]

    /// - Parameter synonyms: as `["pre": "neuron"]`: the two have one length.
    init(synonyms: [String: String] = [:]) { self.synonyms = synonyms }

    func length(of axis: String) -> Int? { lengths[common(axis)]?.length }

    func areOne(_ a: String, _ b: String) -> Bool { common(a) == common(b) }

    private func common(_ axis: String) -> String { synonyms[axis] ?? axis }

    /// Notes the length of an axis.
    ///
    /// - Returns: why it is wrong, if the axis is known with another length.
    mutating func note(_ axis: String, _ length: Int, at place: String) -> String? {
        guard let known = lengths[common(axis)] else {
            lengths[common(axis)] = (length, axis, place)
            return nil
        }
        guard known.length != length else { return nil }
        let other = known.axis == axis ? "" : " along the axis \(known.axis)"
        return "has \(length) along the axis \(axis), but \(known.place) has \(known.length)\(other)"
    }
}
