/// What the format says of one group: the attributes that it holds.
struct FormatGroup: Sendable {
    let path: String
    let must: Set<FileKind>
    let may: Set<FileKind>
    let attributes: [FormatAttribute]
    let description: String

    init(
        _ path: String, must: Set<FileKind> = [], may: Set<FileKind> = [], attributes: [FormatAttribute],
        _ description: String
    ) {
        self.path = path
        self.must = must
        self.may = may
        self.attributes = attributes
        self.description = description
    }

    var kinds: Set<FileKind> { must.union(may) }
}
