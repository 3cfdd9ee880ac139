import Models

/// The table of the format as JSON Schema, for programs of others.
///
/// A schema describes a file as `tools/validate-schema` makes it of HDF5: an object of `attributes`, `groups` and
/// `datasets` by their paths; a dataset has `type`, `shape`, `axes` (their labels), `attributes`, and of its values
/// `minimum`, `maximum` and how many are `nan` and `infinite`. That axes of one name have one length, JSON Schema
/// cannot say.
package enum DocumentSchema {
    /// The schema of one kind of file, or of all.
    package static func text(of kind: FileKind?) -> String {
        let version = DocumentFormat.version.prefix(2).map(String.init).joined(separator: ".")
        let head: [(String, JSON)] = [
            ("$schema", "https://json-schema.org/draft/2020-12/schema"),
            ("title", .string("canns \(kind?.rawValue ?? "file"), format \(version)")),
        ]
        guard let kind else {
            let all = FileKind.allCases
            return JSON.object(
                head + [
                    ("oneOf", .array(all.map { ["$ref": .string("#/$defs/\($0.rawValue)")] })),
                    ("$defs", .object(all.map { ($0.rawValue, schema(of: $0)) })),
                ]
            ).text()
        }
        return JSON.object(head).adding(members(of: schema(of: kind))).text()
    }

    private static func members(of json: JSON) -> [(String, JSON)] {
        if case .object(let members) = json { members } else { [] }
    }

    private static func schema(of kind: FileKind) -> JSON {
        let groups = FormatTable.groups.filter { $0.kinds.contains(kind) && $0.path != "/" }
        let root = FormatTable.groups.first { $0.path == "/" }
        var rootAttributes = object(of: root?.attributes ?? [])
        rootAttributes = [
            "allOf": [rootAttributes, ["properties": ["format": ["const": .string(kind.format.rawValue)]]]]
        ]
        return [
            "description": .string(kind.noun),
            "$comment": "axes of one name have one length in all datasets of a file",
            "type": "object",
            "required": ["attributes", "groups", "datasets"],
            "properties": [
                "attributes": rootAttributes,
                "groups": paths(
                    groups.map { ($0.path, group($0, kind)) },
                    required: groups.filter { $0.must.contains(kind) }.map(\.path)),
                "datasets": datasets(kind),
            ],
        ]
    }

    // MARK: - Groups and attributes

    private static func group(_ group: FormatGroup, _ kind: FileKind) -> JSON {
        var schema = object(of: group.attributes)
            .adding([("x-path", .string(group.path)), ("description", .string(group.description))])
        let choices: [(key: String, value: String, attributes: [FormatAttribute])]
        switch group.path {
        case "/model":
            let models = ModelRegistry.all.filter { kind.format != .recall || FileKind(recalledBy: $0) == kind }
            choices = models.map { ("kind", $0.kind, FormatTable.modelAttributes($0.kind)) }
        case "/training": choices = FormatTable.ruleNames.map { ("rule", $0, FormatTable.ruleAttributes($0)) }
        default: choices = []
        }
        if !choices.isEmpty {
            let conditions = choices.map { choice -> JSON in
                let value: JSON = ["const": .string(choice.value)]
                let isChosen: JSON = [
                    "properties": .object([(choice.key, value)]),
                    "required": .array([.string(choice.key)]),
                ]
                return ["if": isChosen, "then": object(of: choice.attributes)]
            }
            schema = schema.adding([("allOf", .array(conditions))])
        }
        return schema
    }

    private static func object(of attributes: [FormatAttribute]) -> JSON {
        [
            "type": "object",
            "required": .array(attributes.filter(\.isRequired).map { .string($0.name) }),
            "properties": .object(
                attributes.map { ($0.name, $0.schema.adding([("description", .string($0.description))])) }),
        ]
    }

    // MARK: - Datasets

    private static func datasets(_ kind: FileKind) -> JSON {
        let rows = FormatTable.datasets.filter { $0.kinds.contains(kind) }
        var schemas: [(String, JSON)] = []
        for row in rows where !schemas.contains(where: { $0.0 == row.path }) {
            let own = rows.filter { $0.path == row.path }.map(dataset)
            schemas.append((row.path, own.count == 1 ? own[0] : ["anyOf": .array(own)]))
        }
        let required = rows.filter { $0.must.contains(kind) }.map(\.path)
        return paths(schemas, required: Array(Set(required)).sorted())
    }

    /// Members by their paths; a path with `*` stands for all that have no schema of their own.
    private static func paths(_ schemas: [(path: String, schema: JSON)], required: [String]) -> JSON {
        let own = schemas.filter { !$0.path.hasSuffix("*") }
        let families: [(String, JSON)] = schemas.filter { $0.path.hasSuffix("*") }.map { family in
            let group = String(family.path.dropLast())
            let others = own.map(\.path).filter { $0.hasPrefix(group) }.map { $0.dropFirst(group.count) }
                .filter { !$0.contains("/") }
            let except = others.isEmpty ? "" : "(?!(\(others.joined(separator: "|")))$)"
            return ("^\(group)\(except)[^/]+$", family.schema)
        }
        return [
            "type": "object",
            "required": .array(required.map { .string($0) }),
            "properties": .object(own.map { ($0.path, $0.schema) }),
            "patternProperties": .object(families),
        ]
    }

    private static func dataset(_ row: FormatDataset) -> JSON {
        var properties: [(String, JSON)] = [("type", ["enum": .array(types(row).map { .string($0) })])]
        if let axes = row.axes {
            let count = JSON.integer(axes.count)
            properties += [
                ("shape", ["type": "array", "minItems": count, "maxItems": count, "items": ["minimum": 1]]),
                ("axes", ["const": .array(axes.map { .string($0) })]),
            ]
        }
        var attributes = row.attributes
        attributes += FormatTable.commonAttributes.filter { $0.name == "description" || row.isFamily }
        var own = object(of: attributes)
        if !row.isFamily {
            let units = [row.unit] + (row.otherUnit.map { [$0] } ?? [])
            own = ["allOf": [own, ["properties": ["units": ["enum": .array(units.map { .string($0) })]]]]]
        }
        properties.append(("attributes", own))
        properties += row.range.schema
        var members: [(String, JSON)] = [
            ("x-path", .string(row.path)), ("x-types", .string(row.types.map(\.rawValue).joined(separator: " or "))),
            ("x-unit", .string(row.otherUnit.map { "\(row.unit) or \($0)" } ?? row.unit)),
            ("description", .string(row.description)), ("type", "object"),
            ("required", ["type", "shape", "attributes"]),
            ("properties", .object(properties)),
        ]
        if let codings = row.codings {
            let names = JSON.array(codings.map(\.rawValue).sorted().map { .string($0) })
            members.append(
                ("allOf", [["properties": ["attributes": ["properties": ["coding": ["enum": names]]]]]]))
        }
        return .object(members)
    }

    /// The types that readers take.
    private static func types(_ row: FormatDataset) -> [String] {
        let integers = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
        if row.types.contains(.text), row.types.count > 1 { return integers + ["float32", "float64", "string"] }
        return switch row.nature {
        case .texts: ["string"]
        case .integers: integers
        case .numbers: integers + ["float32", "float64"]
        }
    }
}

extension ValueRange {
    /// What the summary of the values must be.
    fileprivate var schema: [(String, JSON)] {
        let finite: [(String, JSON)] = [("nan", ["const": 0]), ("infinite", ["const": 0])]
        switch self {
        case .any: return []
        case .finite, .coding: return finite
        case .finiteOrNaN: return [("infinite", ["const": 0])]
        case .position: return finite + [("minimum", ["minimum": -1])]
        case .within(let range):
            var bounds: [(String, JSON)] = [("minimum", ["minimum": .number(range.lowerBound)])]
            if range.upperBound < .greatestFiniteMagnitude {
                bounds.append(("maximum", ["maximum": .number(range.upperBound)]))
            }
            return finite + bounds
        }
    }
}

extension FormatAttribute {
    /// The schema of the value.
    fileprivate var schema: JSON {
        let short = JSON.integer(FormatTable.longestText)
        switch kind {
        case .longText: return ["type": "string"]
        case .text, .name, .parsed: return ["type": "string", "maxLength": short]
        case .choice(let words): return ["enum": .array(words.map { .string($0) })]
        case .digest: return ["type": "string", "pattern": "^([0-9a-f]{64})?$"]
        case .truth: return ["enum": [true, false, 0, 1]]
        case .integer(let range): return Self.bounds("integer", Double(range.lowerBound), Double(range.upperBound))
        case .real(let range): return Self.bounds("number", range.lowerBound, range.upperBound)
        case .realOr(let word, let range):
            let number = Self.bounds("number", range.lowerBound, range.upperBound)
            return ["anyOf": [["const": .string(word)], number]]
        case .quantity(let range):
            let number = Self.bounds(
                range.isWhole ? "integer" : "number", range.steps.lowerBound, range.steps.upperBound)
            let text = "^[0-9.eE+-]+ \(range.unit.rawValue)$"
            return ["anyOf": [number, ["type": "string", "pattern": .string(text)]]]
        case .geometry:
            return ["type": "array", "minItems": 2, "maxItems": 3, "items": ["type": "integer", "minimum": 1]]
        case .integers(let range, let count):
            return Self.list(Self.bounds("integer", Double(range.lowerBound), Double(range.upperBound)), count)
        case .reals(let range, let count):
            return Self.list(Self.bounds("number", range.lowerBound, range.upperBound), count)
        case .texts: return Self.list(["type": "string", "maxLength": short], nil)
        }
    }

    private static func bounds(_ type: JSON, _ low: Double, _ high: Double) -> JSON {
        var members: [(String, JSON)] = [("type", type)]
        if low > -0x1p62 { members.append(("minimum", .number(low))) }
        if high < 0x1p62 { members.append(("maximum", .number(high))) }
        return .object(members)
    }

    private static func list(_ item: JSON, _ count: Int?) -> JSON {
        let list: JSON = ["type": "array", "items": item]
        guard let count else { return ["anyOf": [list, item]] }
        return list.adding([("minItems", .integer(count)), ("maxItems", .integer(count))])
    }
}
