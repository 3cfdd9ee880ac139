#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program run from outside: what a user's clock and the system's accounts say of it.
struct Child {
    /// Wall time in seconds.
    let seconds: Double
    /// Time on processors, of the user and the system, in seconds.
    let processor: Double
    /// Peak resident memory in bytes. The system counts from before the program proper begins, so it is at least
    /// that of this tool, which stays small for that reason.
    let peak: Double

    /// Runs one command.
    static func run(_ arguments: [String], output: String = "/dev/null") throws -> Child {
        try pipeline([arguments], output: output)
    }

    /// Runs commands joined by pipes, all at once; the memory is the sum of their peaks.
    static func pipeline(_ commands: [[String]], output: String = "/dev/null") throws -> Child {
        let start = now()
        var processes: [pid_t] = []
        var input = open("/dev/null", O_RDONLY | O_CLOEXEC)
        for (index, command) in commands.enumerated() {
            let isLast = index == commands.count - 1
            var ends: [Int32] = [-1, -1]
            if isLast {
                ends[1] = open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            } else {
                guard pipe(&ends) == 0 else { throw BenchError(description: "no pipe") }
                for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            }
            processes.append(try spawn(command, input: input, output: ends[1]))
            close(input)
            close(ends[1])
            input = ends[0]
        }
        var (processor, peak) = (0.0, 0.0)
        for (process, command) in zip(processes, commands) {
            var (status, usage): (Int32, rusage) = (0, rusage())
            guard wait4(process, &status, 0, &usage) == process, status == 0 else {
                throw BenchError(description: "\(command.joined(separator: " ")): failed")
            }
            processor += usage.ru_utime.inSeconds + usage.ru_stime.inSeconds
            #if canImport(Darwin)
                peak += Double(usage.ru_maxrss)
            #else
                peak += Double(usage.ru_maxrss) * 1024
            #endif
        }
        return Child(seconds: now() - start, processor: processor, peak: peak)
    }

    private static func spawn(_ command: [String], input: Int32, output: Int32) throws -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        guard posix_spawnp(&process, command[0], &actions, nil, &arguments, environ) == 0 else {
            throw BenchError(description: "\(command[0]): cannot be started")
        }
        return process
    }

    /// Medians over several runs.
    static func median(_ runs: [Child]) -> Child {
        Child(
            seconds: bench.median(runs.map(\.seconds)), processor: bench.median(runs.map(\.processor)),
            peak: bench.median(runs.map(\.peak)))
    }
}

extension timeval {
    fileprivate var inSeconds: Double { Double(tv_sec) + Double(tv_usec) * 1e-6 }
}
