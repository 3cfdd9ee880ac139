import HDF5Store
import Numerics
import OperatingSystem
import Parameters

/// Who makes a file, with what, of what, and after what.
public struct Provenance: Sendable {
    /// The command that makes the content.
    public let command: String
    private var inputs: [OriginStep.Input] = []
    /// What the file says of whose it is, where it is not what its input says.
    private var credits: Credits
    /// How the input came about that the command is about, and then the others.
    private var origins: [FileOrigin]
    /// ISO 8601, UTC: now, or SOURCE_DATE_EPOCH where that is set.
    public private(set) var created = UniversalTime.now()

    public init(command: String, credits: Credits = Credits(), earlier: FileOrigin = FileOrigin(history: "")) {
        (self.command, self.credits, origins) = (command, credits, [earlier])
    }

    /// A step that a program does; the files that its options name are looked at.
    package init(_ record: CommandRecord) throws {
        self.init(command: record.line, credits: Credits(record.credits))
        for (name, value) in credits.values where !Credits.isCredit(value) {
            throw DocumentError(
                "--\(name) is \(value.isEmpty ? "empty" : Excerpt.of(value)), expected one line of at most "
                    + "\(FormatTable.longestText) characters")
        }
        for path in record.files { try read(path, OriginStep.ourHeader(of: path), named: path) }
    }

    /// The last step of a file, done again.
    init(again origin: FileOrigin, _ command: String) {
        self.init(command: command, credits: origin.credits, earlier: origin.earlier)
        inputs = origin.steps.last?.inputs ?? []
    }

    private mutating func read(_ path: String, _ header: DocumentHeader?, named name: String) throws {
        inputs.append(OriginStep.Input(digest: try header?.id ?? OriginStep.digest(of: path), name: name))
        if let header { origins.append(header.origin.made(header.id)) }
    }

    /// The same step about a file that it does not read by itself: one of those that options name.
    package func following(_ header: DocumentHeader?) -> Provenance {
        var result = self
        result.origins[0] = header.map { $0.origin.made($0.id) } ?? .none
        return result
    }

    /// The same step, which is about a file that the command does not name.
    ///
    /// - Parameters:
    ///   - header: of a file of ours.
    ///   - path: where a file of other origin is; nil is standard input.
    package func reading(_ header: DocumentHeader?, at path: String?) throws -> Provenance {
        var result = following(header)
        let digest = try header?.id ?? OriginStep.digest(of: path ?? "-")
        result.inputs.insert(OriginStep.Input(digest: digest, name: ""), at: 0)
        return result
    }

    /// The same step, which reads files of ours or others that the command names.
    package func reading(_ files: [(name: String, header: DocumentHeader?)]) throws -> Provenance {
        var result = self
        for file in files { try result.read(file.name, file.header, named: file.name) }
        return result
    }

    /// The same step, which reads files of other origin that the command names.
    package func reading(_ inputs: [OriginStep.Input]) -> Provenance {
        var result = self
        result.inputs += inputs
        return result
    }

    /// The same step at another time; nil is now. Figures have the time of what they show.
    package func made(_ created: String?) -> Provenance {
        var result = self
        result.created = created.map { $0.isEmpty ? ProvenanceStep.noTime : $0 } ?? UniversalTime.now()
        return result
    }

    /// The same step with other credits, where some are given.
    package func crediting(_ credits: Credits) -> Provenance {
        var result = self
        result.credits = credits.following(self.credits)
        return result
    }

    /// All of it, as the file that is made says it: this step is the last.
    package var origin: FileOrigin {
        let versions = "canns \(DocumentFormat.toolkitVersion), HDF5 \(HDF5Library.version), \(BLAS.version)"
        let step = OriginStep("\(created) \(command) (\(versions))", inputs: inputs)
        // Of several files that a figure shows, the credits are those that they share; others go by their main input.
        let earlier = FileOrigin.joining(origins)
        let inherited = origins[0].steps.isEmpty ? earlier.credits : origins[0].credits
        return FileOrigin(steps: earlier.steps + [step], credits: credits.following(inherited))
    }
}
