import CommandKit
import Documents
import OperatingSystem

/// The commands that make a file again, and where what they read is.
///
/// They run in a folder of their own, in which the files have the names that the commands call them: names of inputs
/// stand in what is made, so another name would be another file.
struct RerunPlan {
    /// What a command reads.
    enum Source: Hashable {
        case file(String)
        /// What an earlier command of the plan made, by its position.
        case made(Int)
    }

    struct Step {
        var words: [String]
        /// ISO 8601; nil where it is not known.
        var created: String?
        /// The input that the command does not name.
        var operand: Source?
        var standardInput: Source?

        /// When it was done, in seconds since 1970.
        var epoch: Int? { created.flatMap(UniversalTime.seconds) }
    }

    private(set) var steps: [Step] = []
    /// The files that commands name, by these names.
    private var links: [(name: String, source: Source)] = []
    /// Of the last step.
    let ending: String
    private let origin: FileOrigin
    private let finder: InputFinder
    /// Where steps of the origin are in the plan.
    private var planned: [Int: Int] = [:]

    /// The whole chain from the files that no command made.
    ///
    /// - Parameters:
    ///   - origin: what the file says of itself.
    ///   - ending: of the name of the file.
    /// - Throws: `Failure` for a step that cannot be done again, with what is missing.
    init(_ origin: FileOrigin, ending: String, _ finder: InputFinder) throws {
        (self.origin, self.ending, self.finder) = (origin, ending, finder)
        guard !origin.steps.isEmpty else { throw Failure("has no history, expected a file of canns") }
        _ = try add(origin.steps.count - 1)
    }

    /// One command on a file.
    init(_ words: [String], on path: String, created: String?) {
        (origin, ending, finder) = (.none, ".h5", InputFinder([]))
        steps = [Step(words: words, created: created, operand: .file(path))]
    }

    // MARK: - Steps

    private static let programs = ["canns-import", "canns-train", "canns-recall", "canns-study", "canns-render"]
    /// Options that write where the one who made the file says, not where the one who makes it again wants it.
    private static let refused = ["--output", "--force", "--report", "--checkpoint", "--help", "--version"]

    private static func isRefused(_ word: String) -> Bool {
        refused.contains(String(word.prefix { $0 != "=" })) || ["-o", "-f"].contains(word)
    }

    /// Plans a step and those whose results it reads.
    ///
    /// - Returns: its position.
    private mutating func add(_ number: Int) throws -> Int {
        if let place = planned[number] { return place }
        let past = origin.steps[number].told
        guard let words = ShellQuoting.words(of: past.command), let program = words.first,
            Self.programs.contains(program), !words.contains(where: Self.isRefused)
        else {
            throw Failure(
                "step \(number + 1) of its history is \(past.command.isEmpty ? "not told" : past.command), expected a "
                    + "command of canns")
        }
        let inputs = origin.steps[number].inputs
        // A study may read nothing; one that was merged does not name its parts.
        let mayReadNothing = program == "canns-study" && words.dropFirst().first != "merge"
        guard !inputs.isEmpty || mayReadNothing else {
            throw Failure("step \(number + 1), \(past.command), does not tell what it read")
        }
        var step = Step(words: words)
        if past.created != ProvenanceStep.noTime { step.created = past.created }
        for input in inputs {
            let source = try source(of: input, step: number)
            switch input.name {
            case "": step.operand = source
            case "-": step.standardInput = source
            default: try link(input.name, to: source)
            }
        }
        steps.append(step)
        planned[number] = steps.count - 1
        return steps.count - 1
    }

    /// What a step read: what an earlier one made is made again, or taken where only it is left.
    private mutating func source(of input: OriginStep.Input, step number: Int) throws -> Source {
        guard let digest = input.digest else {
            throw Failure("step \(number + 1), \(origin.steps[number].told.command), read a stream, which is not kept")
        }
        var failure: Failure?
        if let maker = origin.steps[..<number].lastIndex(where: { $0.made == digest }) {
            let before = self
            do { return .made(try add(maker)) } catch let error as Failure {
                self = before
                failure = error
            }
        }
        if let path = try finder.find(digest, named: input.name) { return .file(path) }
        let what = input.name.isEmpty ? "a file" : input.name
        throw failure
            ?? Failure(
                "step \(number + 1) read \(what) with SHA-256 \(digest), which is not there; name the folder where it is with "
                    + "--folder")
    }

    private mutating func link(_ name: String, to source: Source) throws {
        if name.hasPrefix("/") {
            guard case .file(let path) = source, path == name else {
                throw Failure(
                    "\(name) is named by its whole path and is another file now, expected the one that was read")
            }
            return
        }
        if let known = links.first(where: { $0.name == name }) {
            guard known.source == source else { throw Failure("two of its steps read other files named \(name)") }
            return
        }
        links.append((name, source))
    }

    // MARK: - Names

    /// The folder in which the commands work: deep enough that `..` in names stays in the folder of the plan.
    var workFolder: String {
        let depth = links.map { $0.name.split(separator: "/").count { $0 == ".." } }.max() ?? 0
        return (["work"] + [String](repeating: "in", count: depth)).joined(separator: "/")
    }

    /// The names that a step is the first to need: those of files before all steps, those of results once they are made.
    func links(before number: Int) -> [(name: String, source: Source)] {
        links.filter { link in
            if case .made(let step) = link.source { step == number - 1 } else { number == 0 }
        }
    }

    /// Where a step's result is, in the folder of the plan.
    func result(_ step: Int) -> String { "\(step + 1)\(step == steps.count - 1 ? ending : ".h5")" }

    /// Whether the file is one of many that a command writes into a folder.
    var isOfMany: Bool { steps.last?.words.contains("--each") == true }

    /// The words of a step with its result and its input.
    ///
    /// - Parameter place: the path of a source.
    func words(_ number: Int, in folder: String, place: (Source) -> String) -> [String] {
        let step = steps[number]
        var words = step.words
        if let each = words.firstIndex(of: "--each") { words.removeSubrange(each..<min(each + 2, words.count)) }
        let target = "\(folder)/\(result(number))"
        words += isOfMany && number == steps.count - 1 ? ["--each", target] : ["-o", target]
        return words + (step.operand.map { [place($0)] } ?? [])
    }
}
