import CommandKit
import Documents
import Exchange
import OperatingSystem

/// Where the labels of pictures come from.
enum LabelSource {
    /// The name of the folder that a picture is in.
    case folder
    /// One for each picture or item, in their order, from a file.
    case listed([String], file: String)
    /// By the names of pictures, their files or their paths, from a file.
    case named([String: String], file: String)
    /// One for each picture of a file, by its path: what stands beside it as its partner.
    case partners([String: [String]])

    /// The files of labels that no option names.
    var inputs: [OriginStep.Input] {
        get throws {
            guard case .partners(let labels) = self else { return [] }
            return try labels.keys.sorted().compactMap(Self.partner).map {
                OriginStep.Input(digest: try OriginStep.digest(of: $0), name: $0)
            }
        }
    }

    /// Nil where no labels are asked for and none stand beside the pictures.
    init?(_ arguments: Arguments, _ paths: [String], _ log: Log) throws {
        switch arguments.text("labels") {
        case "none"?: return nil
        case "folder"?: self = .folder
        case let file?: self = try Self.read(file, ReadingRequest(array: arguments.text("label-array")))
        case nil:
            var partners: [String: [String]] = [:]
            for path in paths {
                guard let partner = Self.partner(of: path) else { continue }
                guard case .listed(let labels, _) = try Self.read(partner, ReadingRequest()) else { continue }
                log.note("\(path): labels from \(partner)")
                partners[path] = labels
            }
            guard !partners.isEmpty else { return nil }
            self = .partners(partners)
        }
    }

    /// The label of a picture; nil where it has none.
    func label(_ place: PicturePlace, path: String, name: String) throws -> String? {
        switch self {
        case .folder:
            let parts = path.split(separator: "/", omittingEmptySubsequences: true)
            guard parts.count > 1, path != "-" else {
                throw Failure("\(path): stands in no folder by its name, expected FOLDER/PICTURE for --labels folder")
            }
            return String(parts[parts.count - 2])
        case .listed(let labels, let file):
            guard place.number < labels.count else {
                throw Failure("\(file): has \(labels.count) labels, expected one for each of more pictures")
            }
            return labels[place.number]
        case .named(let labels, let file):
            let ending = path.split(separator: "/").last.map(String.init) ?? path
            guard let label = labels[name] ?? labels[ending] ?? labels[path] else {
                throw Failure("\(file): has no label for \(name), expected a row with it or with \(ending)")
            }
            return label
        case .partners(let partners):
            guard let labels = partners[path] else { return nil }
            guard labels.count == place.count else {
                throw Failure("\(path): has \(place.count) pictures, but \(labels.count) labels stand beside it")
            }
            return labels[place.index]
        }
    }

    /// Refuses more labels than there are pictures.
    func checkAllUsed(_ pictures: Int) throws {
        guard case .listed(let labels, let file) = self, labels.count != pictures else { return }
        throw Failure("\(file): has \(labels.count) labels for \(pictures) pictures, expected one each")
    }

    // MARK: - Files

    private static let fileLimit = 1 << 30

    private static func read(_ path: String, _ request: ReadingRequest) throws -> LabelSource {
        let bytes = try InputFile.readAll(path, limit: fileLimit)
        do {
            let bytes = try ReaderRegistry.unpacked(bytes)
            if ReaderRegistry.isText(bytes) { return try table(DelimitedText(bytes), path) }
            guard case .values(let table)? = try ReaderRegistry.read(bytes, request), table.columns == 1 else {
                throw ExchangeError(
                    "holds no labels, expected one whole number an item, or a table with name and label")
            }
            return .listed(try numbers(table.values), file: path)
        } catch { throw Failure("\(path): \(error)") }
    }

    private static func numbers(_ values: [Float]) throws(ExchangeError) -> [String] {
        var labels: [String] = []
        labels.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            // Float32 holds whole numbers up to 2^24.
            guard let label = Int(exactly: value), (0..<1 << 24).contains(label) else {
                throw ExchangeError(
                    "is \(value) at \(index), expected a label, a whole number from 0 to \((1 << 24) - 1)")
            }
            labels.append("\(label)")
        }
        return labels
    }

    /// Rows of one label each, or of a name and a label; a first row "name, label" or "label" is the names of the columns.
    private static func table(_ text: DelimitedText, _ path: String) throws(ExchangeError) -> LabelSource {
        let width = text.count > 0 ? text.columns(0) : 0
        guard width == 1 || width == 2 else {
            throw ExchangeError(
                "has \(width) columns, expected name and label, or a label in the order of the pictures")
        }
        let isHead = text.text(0, width - 1).lowercased() == "label"
        var (labels, named): ([String], [String: String]) = ([], [:])
        for row in (isHead ? 1 : 0)..<text.count {
            guard text.columns(row) == width else {
                throw ExchangeError("has \(text.columns(row)) fields in row \(row + 1), expected \(width)")
            }
            let label = text.text(row, width - 1)
            guard !label.isEmpty else { throw ExchangeError("has no label in row \(row + 1)") }
            labels.append(label)
            guard width == 2 else { continue }
            let name = text.text(row, 0)
            if let other = named.updateValue(label, forKey: name), other != label {
                throw ExchangeError("gives \(name) two labels, \(other) and \(label)")
            }
        }
        return width == 1 ? .listed(labels, file: path) : .named(named, file: path)
    }

    /// What stands beside train-images-idx3-ubyte as train-labels-idx1-ubyte, packed or not.
    private static func partner(of path: String) -> String? {
        let ending = path.split(separator: "/").last.map(String.init) ?? path
        guard ending.contains("images"), ending.contains("idx3") else { return nil }
        let folder = path.dropLast(ending.count)
        let name = ending.replacing("images", with: "labels").replacing("idx3", with: "idx1")
        let other = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name + ".gz"
        return [name, other].map { folder + $0 }.first(where: InputFile.exists)
    }
}
