import CommandKit
import Documents

/// Several archives of one kind of study, complete, with what sets each apart.
struct StudyComparison {
    let studies: [CompleteStudy]
    let labels: [String]

    /// - Throws: `Failure` for a file that holds no complete study, or one of another kind than the first.
    init(_ paths: [String]) throws {
        let read = try paths.map { path -> (name: String, study: CompleteStudy) in
            let (name, document) = (DocumentReader.displayName(path), try AnyDocument.read(path))
            do throws(ViewObstacle) { return (name, try document.completeStudy()) } catch {
                throw Failure("\(name): cannot be drawn with others: \(error)")
            }
        }
        for (name, study) in read where study.document.kind != read[0].study.document.kind {
            throw Failure(
                "\(name): holds study \(study.document.kind), expected \(read[0].study.document.kind), as \(read[0].name)"
            )
        }
        studies = read.map(\.study)
        labels = Account.differences(read.map { (name: $0.name, document: $0.study.document) })
    }
}
