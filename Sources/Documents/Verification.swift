import HDF5Store
import Models
import OperatingSystem
import Studies

/// Checks a file of ours from end to end: structure, schema, ranges, and every checksum.
///
/// Every chunk of every dataset is read, block by block, so a file larger than memory can be checked.
package enum DocumentVerification {
    /// What is wrong, in the order of the file, then what is unknown; empty for a sound file.
    ///
    /// - Parameter path: nil or `-` is standard input.
    package static func check(_ path: String?) -> [Finding] {
        var inspector = Inspector()
        var crash: (any Error)?
        let source: DocumentSource
        do { source = try DocumentSource(path) } catch {
            inspector.report("/", error, path)
            return inspector.findings
        }
        do {
            inspector = try DocumentReader.withFile(source) { file in
                var inspector = Inspector()
                for problem in file.problems() { inspector.report(problem) }
                do {
                    try file.root { inspector.inspect($0) }
                    if inspector.kind != nil, let bytes = try file.bytesAfterEnd() {
                        inspector.report("/", "\(bytes) bytes follow the end of the file, expected none")
                    }
                } catch { inspector.report("/", error, path) }
                return inspector
            }
        } catch { crash = error }
        // What the programs say of it, and whether sound parts belong together.
        do {
            let document = try AnyDocument.read(source)
            if document.header == nil { inspector.remark("is not one of ours; it can be read as \(document.noun)") }
            switch document {
            case .weights(let weights):
                weights.model.objection.map { inspector.remark($0) }
                // Patterns that are the memory, bits and connections have to be such as the model takes.
                if let type = ModelRegistry.model(of: weights.model.kind),
                    [.patterns, .bits, .connections].contains(type.structure)
                {
                    _ = try weights.model(as: type)
                }
            case .study(let study):
                // Without its inputs there is nothing to compare it with.
                if StudyRegistry.study(named: study.kind)?.description.need.isArchived ?? true { _ = try study.study() }
            default: break
            }
        } catch { inspector.report("/", error, path) }
        if let crash { inspector.report("/", crash, path) }
        return inspector.findings.filter(\.isFault) + inspector.findings.filter { !$0.isFault }
    }
}

/// Gathers findings on the way through a file.
struct Inspector {
    private(set) var findings: [Finding] = []
    private(set) var kind: DocumentKind?

    /// The first sentence about a place counts: what else is wrong there follows from it, or shows when that is mended.
    mutating func report(_ place: String, _ problem: String) {
        guard place == "/" || !findings.contains(where: { $0.place == place }) else { return }
        let finding = Finding(place, problem)
        if !findings.contains(finding) { findings.append(finding) }
    }

    mutating func remark(_ sentence: String) { findings.append(Finding("/", sentence, isFault: false)) }

    /// A sentence that begins with the place.
    mutating func report(_ sentence: String) {
        let place = sentence.firstRange(of: ": ").map { String(sentence[..<$0.lowerBound]) } ?? "/"
        report(place, sentence)
    }

    /// - Parameter path: of the file, which need not be said again.
    mutating func report(_ place: String, _ error: any Error, _ path: String? = nil) {
        let (text, name) = ("\(error)", DocumentReader.displayName(path) + ": ")
        let sentence = text.hasPrefix(name) ? String(text.dropFirst(name.count)) : text
        if place == "/", sentence.hasPrefix("/") { report(sentence) } else { report(place, sentence) }
    }

    mutating func inspect(_ root: borrowing HDF5Group) {
        do {
            guard let header = try DocumentHeader.read(root) else { return }
            inspect(header)
            try inspectOrigin(root, steps: header.origin.steps.count)
            let layout = try FileLayout(root, header.kind)
            for finding in layout.findings { report(finding.place, finding.problem) }
            for (path, row) in layout.datasets { inspect(path, row, layout, root) }
            if findings.isEmpty { try inspectIdentity(header, root) }
        } catch { report("/", error) }
    }

    private mutating func inspect(_ header: DocumentHeader) {
        kind = header.kind
        if header.id.count != 64 || !header.id.allSatisfy({ $0.isASCII && $0.isHexDigit }) {
            report("/@id", "is not a SHA-256, expected 64 hexadecimal digits")
        }
        if header.created.count != 20 || !header.created.hasSuffix("Z") {
            report("/@created", "is \"\(header.created)\", expected a time such as 2026-01-31T12:00:00Z")
        }
        if header.history.isEmpty { report("/@history", "is missing, expected one line a step") }
    }

    /// Credits that are no text, and lines of files that belong to no step.
    private mutating func inspectOrigin(_ root: borrowing HDF5Group, steps: Int) throws {
        for name in Credits.names where try root.attributeNames().contains(name) {
            if try !Credits.isCredit(root.attribute(name)?.string ?? "") {
                report("/@\(name)", "is no line of text, expected one of at most \(FormatTable.longestText) characters")
            }
        }
        if let line = try FileOrigin.strayLine(root, steps: steps) {
            report(
                "/\(FileOrigin.filesName)",
                "has \(Excerpt.of(line)), expected a step, read or made, a SHA-256 and a name")
        }
    }
}
