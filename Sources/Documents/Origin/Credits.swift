/// Whose a file is, and what others may do with it: attributes of the root, which files made of it carry on.
public struct Credits: Sendable, Equatable {
    /// The licence, best by its SPDX identifier, such as `CC-BY-4.0`, or its address.
    public var license: String?
    /// Who made the data.
    public var creator: String?
    /// What the data are called.
    public var title: String?

    public init(license: String? = nil, creator: String? = nil, title: String? = nil) {
        (self.license, self.creator, self.title) = (license, creator, title)
    }

    /// The names of the attributes, which are those of the options too.
    package static let names = ["license", "creator", "title"]

    /// By the names of the attributes; others count for nothing.
    package init(_ values: [String: String]) {
        self.init(license: values["license"], creator: values["creator"], title: values["title"])
    }

    /// Those that are said, in the order of `names`.
    package var values: [(name: String, value: String)] {
        zip(Self.names, [license, creator, title]).compactMap { name, value in value.map { (name, $0) } }
    }

    /// Whether a text is one line of a length that files have.
    static func isCredit(_ text: String) -> Bool {
        !text.isEmpty && FormatTable.isShort(text) && FormatTable.isName(text)
    }

    /// What several files have in common.
    package static func shared(by all: [Credits]) -> Credits {
        func shared(_ part: KeyPath<Credits, String?>) -> String? {
            let values = Set(all.map { $0[keyPath: part] })
            return values.count == 1 ? values.first ?? nil : nil
        }
        return Credits(license: shared(\.license), creator: shared(\.creator), title: shared(\.title))
    }

    /// These, and the earlier ones where nothing new is said.
    package func following(_ earlier: Credits) -> Credits {
        Credits(
            license: license ?? earlier.license, creator: creator ?? earlier.creator, title: title ?? earlier.title)
    }
}
