/// What the patterns of each picture are called: its file without folders and ending, or where two pictures share that,
/// the path of both; a path that is given again is numbered.
struct PictureNames {
    private let names: [String]

    init(_ paths: [String]) {
        let stems = paths.map(Self.stem)
        let occurrences = Dictionary(stems.map { ($0, 1) }, uniquingKeysWith: +)
        var given: [String: Int] = [:]
        names = zip(paths, stems).map { path, stem in
            let name = occurrences[stem] == 1 ? stem : path
            given[name, default: 0] += 1
            return given[name] == 1 ? name : "\(name) (\(given[name] ?? 0))"
        }
    }

    /// The name of a picture by its position.
    subscript(index: Int) -> String { names[index] }

    private static func stem(_ path: String) -> String {
        if path == "-" { return "stdin" }
        let file = path.split(separator: "/").last.map(String.init) ?? path
        guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
        return String(file[..<dot])
    }
}
