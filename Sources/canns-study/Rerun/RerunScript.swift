import CommandKit
import OperatingSystem

/// The commands of a plan as lines for a shell.
struct RerunScript {
    let lines: [String]

    init(_ plan: RerunPlan, of path: String) throws {
        var lines = ["", "# \(Message.legible(path).replacing("\n", with: " "))", "rm -rf \"$folder\"/*"]
        let work = plan.workFolder
        lines.append("mkdir -p \"$folder\"/\(work)")
        func place(_ source: RerunPlan.Source) throws -> String {
            switch source {
            case .file(let path): ShellQuoting.quoted(try InputFile.absolute(path))
            case .made(let step): "\"$folder\"/\(plan.result(step))"
            }
        }
        for number in plan.steps.indices {
            for link in plan.links(before: number) {
                let name = "\(work)/\(link.name)"
                if let slash = link.name.lastIndex(of: "/") {
                    lines.append("mkdir -p \"$folder\"/\(ShellQuoting.quoted("\(work)/\(link.name[..<slash])"))")
                }
                lines.append("ln -s \(try place(link.source)) \"$folder\"/\(ShellQuoting.quoted(name))")
            }
            lines.append(try Self.command(plan, number, place))
        }
        let result = plan.result(plan.steps.count - 1)
        let own = ShellQuoting.quoted(try InputFile.absolute(path))
        // Of several pictures one is the same.
        lines.append(
            plan.isOfMany
                ? "for made in \"$folder\"/\(result)/*; do cmp -s \"$made\" \(own) && break; done && cmp \"$made\" \(own)"
                : "cmp \"$folder\"/\(result) \(own)")
        self.lines = lines
    }

    private static func command(
        _ plan: RerunPlan, _ number: Int, _ place: (RerunPlan.Source) throws -> String
    ) throws -> String {
        let step = plan.steps[number]
        // Words that are paths come last, and stand as the shell is to read them.
        let mark = "\u{1}"
        let words = plan.words(number, in: mark) { _ in "" }.dropLast(step.operand == nil ? 0 : 1)
        var line = words.map { word in
            word.hasPrefix(mark) ? "\"$folder\"\(word.dropFirst())" : ShellQuoting.quoted(word)
        }.joined(separator: " ")
        if let operand = step.operand { line += " \(try place(operand))" }
        if let input = step.standardInput { line += " <\(try place(input))" }
        let epoch = step.epoch.map { "\(UniversalTime.epochVariable)=\($0) " } ?? ""
        return "(cd \"$folder\"/\(plan.workFolder) && \(epoch)\(line))"
    }
}
