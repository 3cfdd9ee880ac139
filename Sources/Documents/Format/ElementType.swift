import HDF5Store

/// How the elements of a dataset stand in files that we write. Readers take other numbers of the same nature as well.
enum ElementType: String, Sendable {
    case int8, uint8, int32, int64, float32, float64
    case text = "string"

    enum Nature {
        case integers, numbers, texts
    }

    var nature: Nature {
        switch self {
        case .int8, .uint8, .int32, .int64: .integers
        case .float32, .float64: .numbers
        case .text: .texts
        }
    }
}

extension ElementType.Nature {
    /// Why elements of a file are of another nature; nil if they are of this one.
    func objection(to found: HDF5ElementKind) -> String? {
        switch (self, found) {
        case (.integers, .integer), (.numbers, .integer), (.numbers, .real), (.texts, .string): nil
        case (.integers, _): "holds \(found), expected whole numbers"
        case (.numbers, _): "holds \(found), expected numbers"
        case (.texts, _): "holds \(found), expected strings"
        }
    }
}
