#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The programs as they are built, run on a spoiled file.
struct Programs {
    let directory: String
    /// An empty directory of their own.
    let workplace: String

    static func commands(_ origin: Seed.Origin) -> [[String]] { origin == .imported ? imports : readers }

    private static let imports = [
        ["canns-import", "-q", "IN", "-o", "out.h5"],
        ["canns-import", "-q", "--coding", "real", "IN", "-o", "out.h5"],
        ["canns-import", "-q", "--array", "x", "--color", "IN", "-o", "out.h5"],
        ["canns-import", "-q", "--size", "4x4", "--label-column", "label", "IN", "-o", "out.h5"],
        ["canns-import", "-q", "--spikes", "trains", "--window", "0:100", "IN", "-o", "out.h5"],
    ]

    /// `IN` is the spoiled file, `GOOD` a sound weights file.
    private static let readers = [
        ["canns-study", "verify", "IN"],
        ["canns-render", "IN", "-o", "out.png"],
        ["canns-recall", "-q", "IN", "-o", "out.h5"],
        ["canns-recall", "-q", "GOOD", "--cues", "IN", "-o", "out.h5"],
        ["canns-train", "-q", "IN", "-o", "out.h5"],
        ["canns-train", "-q", "-r", "oja", "IN", "-o", "out.h5"],
        ["canns-train", "-q", "--initial", "IN", "IN", "-o", "out.h5"],
        ["canns-render", "--each", "out", "IN"],
        ["canns-export", "IN", "-o", "out.csv"],
        ["canns-export", "IN", "-o", "out.npy"],
        ["canns-export", "IN", "--dt", "1", "-o", "out.nwb"],
        ["canns-export", "IN", "--dt", "1", "-o", "out.nir"],
    ]

    /// What is wrong with how a program took the file; nil if nothing is.
    func objection(to command: [String], input: String, good: String) -> String? {
        let words = command.map { $0 == "IN" ? input : $0 == "GOOD" ? good : $0 }
        let end = Child.run {
            guard chdir(workplace) == 0 else { return 125 }
            redirect("../errors", 2)
            redirect("/dev/null", 1)
            var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
            arguments.append(nil)
            execv(directory + "/" + words[0], &arguments)
            return 126
        }
        let left = names(in: workplace)
        defer { for name in left { removeAll(workplace + "/" + name) } }
        switch end {
        case .hung: return "hangs"
        case .crashed(let signal): return "dies by signal \(signal)"
        case .exited(0): return nil
        case .exited(let status) where status == 1 || status == 2:
            if let name = left.first(where: { !$0.hasSuffix("out") }) { return "fails and leaves \(name)" }
            let text = errors()
            let told = text.hasPrefix(words[0] + ": ") || words[1] == "verify"
            return told ? nil : "fails with the words: \(text.prefix(200))"
        case .exited(let status): return "exits with \(status)"
        }
    }

    private func redirect(_ path: String, _ stream: Int32) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        dup2(descriptor, stream)
    }

    private func errors() -> String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let descriptor = open(workplace + "/../errors", O_RDONLY)
        defer { close(descriptor) }
        let count = read(descriptor, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    private func names(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    private func removeAll(_ path: String) {
        guard unlink(path) != 0 else { return }
        for name in names(in: path) { unlink(path + "/" + name) }
        rmdir(path)
    }
}
