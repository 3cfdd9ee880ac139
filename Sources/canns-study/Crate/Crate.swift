import CommandKit
import Documents

/// The metadata of a folder of files as RO-Crate: what they are, whose, and the commands that made them of each other.
///
/// Source: RO-Crate Metadata Specification 1.1, https://w3id.org/ro/crate/1.1, and its profile for runs of programs, Process
/// Run Crate 0.5, https://w3id.org/ro/wfrun/process/0.5.
struct Crate {
    static let fileName = "ro-crate-metadata.json"
    private static let specification = "https://w3id.org/ro/crate/1.1"
    private static let profile = "https://w3id.org/ro/wfrun/process/0.5"

    private let files: [CrateFile]
    /// By the digests that histories know.
    private let known: [String: CrateFile]
    private let actions: [Action]
    /// Of the folder as a whole.
    let credits: Credits
    private let published: String

    /// A command that was run once.
    private struct Action {
        let step: ProvenanceStep
        let inputs: [OriginStep.Input]
        /// Of what it made.
        let result: String

        var address: String { "#run-\(result.prefix(16))" }
    }

    /// - Parameters:
    ///   - given: credits of the folder; where they are not given, those on which all files agree.
    ///   - published: ISO 8601.
    init(_ files: [CrateFile], given: Credits, published: String) {
        self.files = files
        self.published = published
        known = Dictionary(files.map { ($0.digest, $0) }) { first, _ in first }
        var (actions, seen): ([Action], Set<String>) = ([], [])
        for file in files {
            for action in Self.actions(of: file) where seen.insert(action.result).inserted { actions.append(action) }
        }
        self.actions = actions
        let own = files.filter { !$0.origin.steps.isEmpty }.map(\.origin.credits)
        credits = given.following(.shared(by: own))
    }

    /// The steps of a file whose results are known.
    private static func actions(of file: CrateFile) -> [Action] {
        let steps = file.origin.steps
        return steps.enumerated().compactMap { number, step in
            guard let result = number == steps.count - 1 ? file.digest : step.made else { return nil }
            return Action(step: step.told, inputs: step.inputs, result: result)
        }
    }

    // MARK: - The graph

    var text: String {
        // The context of the specification has no word for the digest.
        let context: JSON = [.string("\(Self.specification)/context"), ["sha256": "http://schema.org/sha256"]]
        let whole: JSON = .object([("@context", context), ("@graph", .array(graph))])
        return whole.text() + "\n"
    }

    private var graph: [JSON] {
        let about: JSON = [
            "@id": .string(Self.fileName), "@type": "CreativeWork", "conformsTo": Self.reference(Self.specification),
            "about": Self.reference("./"),
        ]
        return [about, root] + files.map(entity) + actions.map(entity) + elsewhere + programs + people + licenses + [
            .object([
                ("@id", .string(Self.profile)), ("@type", "CreativeWork"), ("name", "Process Run Crate"),
                ("version", "0.5"),
            ])
        ]
    }

    /// References; a single one stands alone, and none leaves the member out.
    private static func member(_ name: String, _ addresses: [String]) -> [(String, JSON)] {
        switch addresses.count {
        case 0: []
        case 1: [(name, reference(addresses[0]))]
        default: [(name, .array(addresses.map(reference)))]
        }
    }

    private static func reference(_ address: String) -> JSON { ["@id": .string(address)] }

    private var root: JSON {
        let kinds = Dictionary(grouping: files.compactMap(\.noun)) { $0 }.map { "\($0.value.count) × \($0.key)" }
            .sorted()
        let made = kinds.isEmpty ? "none of them by canns" : "of canns: \(kinds.joined(separator: ", "))"
        let own: [(String, JSON)] = [
            ("@id", "./"), ("@type", "Dataset"), ("conformsTo", Self.reference(Self.profile)),
            ("name", .string(credits.title ?? "Files of canns")),
            ("description", .string("\(files.count) files, \(made)")), ("datePublished", .string(published)),
        ]
        let parts = Self.member("hasPart", files.map(\.address)) + Self.member("mentions", actions.map(\.address))
        return .object(own + Self.members(credits) + parts)
    }

    /// Licence and creator of the folder or of a file.
    private static func members(_ credits: Credits) -> [(String, JSON)] {
        var members: [(String, JSON)] = []
        if let license = credits.license { members.append(("license", reference(address(license: license)))) }
        if let creator = credits.creator { members.append(("author", reference(address(creator: creator)))) }
        return members
    }

    private func entity(_ file: CrateFile) -> JSON {
        let credits = file.origin.credits
        return .object(
            [
                ("@id", .string(file.address)), ("@type", "File"),
                ("name", .string(credits.title ?? file.name)),
                ("description", .string(file.noun.map { "\(file.name): \($0) of canns" } ?? file.name)),
                ("encodingFormat", .string(file.mediaType)), ("contentSize", .string("\(file.bytes)")),
                ("sha256", .string(file.sha256)),
            ] + (file.id.map { [("identifier", .string($0))] } ?? []) + Self.members(credits))
    }

    private func entity(_ action: Action) -> JSON {
        var members: [(String, JSON)] = [
            ("@id", .string(action.address)), ("@type", "CreateAction"), ("name", .string(action.step.command)),
            ("description", .string("\(action.step.command) (\(action.step.versions))")),
            ("instrument", Self.reference(Self.address(program: action))),
            ("result", Self.reference(address(of: action.result))),
        ]
        members += Self.member("object", action.inputs.compactMap(\.digest).unique.map(address))
        if action.step.created != ProvenanceStep.noTime {
            // The profile asks for the offset in digits.
            members.append(("endTime", .string(action.step.created.replacing("Z", with: "+00:00"))))
        }
        return .object(members)
    }

    /// Where what a history names is: in the crate, or somewhere else.
    private func address(of digest: String) -> String { known[digest]?.address ?? "#sha256-\(digest)" }

    /// What histories name and the folder does not have.
    private var elsewhere: [JSON] {
        let inputs = actions.flatMap { action in
            action.inputs.compactMap { input in input.digest.map { (digest: $0, name: input.name) } }
                + [(digest: action.result, name: "")]
        }
        var seen = Set(known.keys)
        return inputs.filter { seen.insert($0.digest).inserted }.map { input in
            .object([
                ("@id", .string(address(of: input.digest))), ("@type", "CreativeWork"),
                ("name", .string(input.name.isEmpty ? "what a step before made" : input.name)),
                ("description", "not in the crate"), ("sha256", .string(input.digest)),
            ])
        }
    }

    // MARK: - Who and with what

    private static func address(program action: Action) -> String { "#\(name(of: action))" }

    private static func name(of action: Action) -> String {
        action.step.command.split(separator: " ").first.map(String.init) ?? "program"
    }

    private var programs: [JSON] {
        actions.map(Self.name).unique.sorted().map { name in
            .object([
                ("@id", .string("#\(name)")), ("@type", "SoftwareApplication"), ("name", .string(name)),
                ("softwareVersion", .string(DocumentFormat.toolkitVersion)),
            ])
        }
    }

    private var allCredits: [Credits] { [credits] + files.map(\.origin.credits) }

    private static func address(creator: String) -> String {
        "#\(CrateFile.address(creator).replacing("/", with: "%2F"))"
    }

    private var people: [JSON] {
        allCredits.compactMap(\.creator).unique.sorted().map { name in
            .object([
                ("@id", .string(Self.address(creator: name))), ("@type", "Person"), ("name", .string(name)),
            ])
        }
    }

    private static func address(license: String) -> String {
        license.hasPrefix("https://") || license.hasPrefix("http://")
            ? license : "https://spdx.org/licenses/\(CrateFile.address(license))"
    }

    private var licenses: [JSON] {
        allCredits.compactMap(\.license).unique.sorted().map { license in
            .object([
                ("@id", .string(Self.address(license: license))), ("@type", "CreativeWork"), ("name", .string(license)),
                ("description", .string("the licence \(license)")),
            ])
        }
    }
}

extension Array where Element: Hashable {
    /// Each element once, where it stands first.
    fileprivate var unique: [Element] {
        var seen = Set<Element>()
        return filter { seen.insert($0).inserted }
    }
}
