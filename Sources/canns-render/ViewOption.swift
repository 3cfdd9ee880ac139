/// What a view can be told beside title, scale and size, which every figure takes.
enum ViewOption: String, CaseIterable {
    case only, from, to, reduce, columns, colormap
}

extension ViewRegistry {
    /// The names of the views that take an option.
    static func taking(_ option: ViewOption) -> [String] {
        all.filter { $0.options.contains(option) }.map { $0.name }
    }
}
