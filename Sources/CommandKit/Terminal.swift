import OperatingSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What is known of the terminal behind a stream.
enum Terminal {
    /// The width in columns: `COLUMNS` if set, else as the terminal says, else 80.
    static func columns(of stream: StandardStream) -> Int {
        if let text = ProcessEnvironment.value("COLUMNS"), let columns = Int(text), columns > 0 { return columns }
        var window = winsize()
        guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else { return 80 }
        return Int(window.ws_col)
    }

    /// Whether text for the stream may be emphasised.
    static func showsBold(_ stream: StandardStream) -> Bool {
        StandardStreams.isTerminal(stream) && ProcessEnvironment.value("TERM") != "dumb"
    }

    /// Seconds on a clock that never goes back.
    static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
