import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Another program, run to its end without a shell.
package struct ChildProcess {
    /// Where the program is.
    package var program: String
    /// Beginning with what the program is called.
    package var words: [String]
    /// Where it works.
    package var folder = "."
    /// What its standard input is.
    package var input = "/dev/null"
    /// Variables beside those of this process, or in their place.
    package var variables: [(name: String, value: String)] = []

    package init(_ program: String, _ words: [String]) { (self.program, self.words) = (program, words) }

    /// How it ended.
    package enum End: Equatable {
        case status(Int32)
        case signal(Int32)
    }

    /// Runs it; what it says goes nowhere, its errors into a file.
    ///
    /// - Throws: `FileError` where it cannot be started.
    package func run(errors: String) throws -> End {
        let arguments = words.map { strdup($0) } + [nil]
        let environment = self.environment.map { strdup($0) } + [nil]
        defer { for text in arguments + environment { free(text) } }
        let process = canns_spawn(program, folder, input, errors, arguments, environment)
        guard process > 0 else { throw FileError.system(program, "cannot be started", code: -process) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw FileError.system(program, "cannot be waited for") }
        }
        return status & 0x7f == 0 ? .status(status >> 8 & 0xff) : .signal(status & 0x7f)
    }

    private var environment: [String] {
        var own: [String] = []
        var next = environ
        while let entry = next.pointee {
            own.append(String(cString: entry))
            next += 1
        }
        return own.filter { entry in !variables.contains { entry.hasPrefix($0.name + "=") } }
            + variables.map { "\($0.name)=\($0.value)" }
    }

    /// Where the program of this process is; nil where the system does not say.
    package static var ownProgram: String? {
        #if canImport(Glibc)
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
            let length = readlink("/proc/self/exe", &buffer, buffer.count)
            guard length > 0 else { return nil }
            return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        #else
            var size = UInt32(PATH_MAX)
            var buffer = [CChar](repeating: 0, count: Int(size))
            guard _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
            return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        #endif
    }
}
