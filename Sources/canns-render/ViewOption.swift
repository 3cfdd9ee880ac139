/// What a view can be told beside title, scale and size, which every figure takes.
enum ViewOption: String, CaseIterable {
    case only, sort, from, to, reduce, columns, colormap, frames, fps, theory
    case xRange = "x-range"
}

extension ViewRegistry {
    /// The names of the views that take an option; of none, what else takes it.
    static func taking(_ option: ViewOption) -> [String] {
        let views = all.filter { $0.options.contains(option) }.map { $0.name }
        return views.isEmpty ? ["an animation (--format apng)"] : views
    }
}
