import CommandKit
import Studies

extension ReportText.Value {
    init(_ value: StudyReport.Value) {
        switch value {
        case .number(let number): self = .number(number)
        case .integer(let number): self = .integer(number)
        case .text(let text): self = .text(text)
        case .missing: self = .missing
        }
    }
}
