import Foundation
import TestSupport
import Testing

/// README and the articles of the library's documentation: what they tell the reader to type is run, from top to bottom
/// in one directory with the pictures of `datasets`, and prints what stands there.
@Suite struct GuideTests {
    static let articles = "Sources/CANNS/CANNS.docc"
    static let pages: [String] = {
        let folder = Repository.root.appendingPathComponent(articles).path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return ["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "\(articles)/\($0)" }
    }()

    @Test(.needs(OtherReaders.python != nil && OtherReaders.hasNetCDF, "python3-h5py, netcdf-bin"), arguments: pages)
    func doesWhatItSays(page: String) throws {
        let text = try String(contentsOf: Repository.root.appendingPathComponent(page), encoding: .utf8)
        let place = try Workplace()
        try place.shell("ln -s \"$PHOTOS\" photos; ln -s \"$LETTERS\" letters; mkdir bin")
        // A path on which python3 is the one that has h5py.
        try place.shell("ln -s \"$(command -v \(OtherReaders.python ?? "python3"))\" bin/python3")
        let rest = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let path = [place.path("bin"), Repository.programs.path, rest].joined(separator: ":")
        for block in CodeBlock.all(in: text) {
            for step in block.steps {
                try place.write(step.code, to: "step")
                let outcome = try place.shell("\(step.interpreter) step", environment: ["PATH": path])
                #expect(outcome.status == 0, "\(step.code)\n\(outcome.errors)")
                let text = String(decoding: outcome.output, as: UTF8.self) + outcome.errors
                var printed = text.split(separator: "\n")[...]
                for line in step.printed {
                    let index = printed.firstIndex { $0 == line }
                    #expect(index != nil, "\(step.code) prints no line \(line)\n\(outcome.errors)")
                    if let index { printed = printed[(index + 1)...] }
                }
            }
        }
    }
}

/// A fenced block of code.
private struct CodeBlock {
    let language: String
    let lines: [String]

    struct Step {
        let interpreter: String
        let code: String
        /// Lines that it prints, in this order, perhaps among others.
        var printed: [String] = []
    }

    static func all(in text: String) -> [CodeBlock] {
        // Text and code take turns; code begins with its language.
        text.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }.map { part in
            var lines = part.element.components(separatedBy: "\n")
            return CodeBlock(language: lines.removeFirst(), lines: lines.filter { !$0.isEmpty })
        }
    }

    /// A script is one step; on a console each line after `$` is one, and what it prints stands below. Swift is compiled
    /// by other tests.
    var steps: [Step] {
        switch language {
        case "sh": [Step(interpreter: "bash -e", code: lines.joined(separator: "\n"))]
        case "python": [Step(interpreter: "python3", code: lines.joined(separator: "\n"))]
        case "console":
            lines.reduce(into: []) { steps, line in
                if line.hasPrefix("$ ") {
                    steps.append(Step(interpreter: "bash -e", code: String(line.dropFirst(2))))
                } else if !steps.isEmpty {
                    steps[steps.count - 1].printed.append(line)
                }
            }
        default: []
        }
    }
}
