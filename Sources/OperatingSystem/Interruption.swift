import CSystem

/// Signals that end a program: its half-written files go, and it dies by the signal, as the shell expects.
package enum Interruption {
    /// Handles INT, TERM, HUP, QUIT and PIPE. A file that grows beyond the allowed size becomes an error of the
    /// write instead of a signal. Call it once, before any output is created.
    package static func install() {
        canns_signals_install()
    }

    /// Whether this process is a program that called `install`, not somebody else's that uses the library.
    package static var isInstalled: Bool { canns_signals_installed() != 0 }

    /// From now on the first INT, TERM or HUP only sets `requested`, so that long work can store where it is.
    /// A second one kills.
    package static func deferTermination() {
        canns_signals_defer(1)
    }

    /// Ends the deferral: a signal kills again, and one that came meanwhile kills now.
    package static func resumeTermination() {
        canns_signals_defer(0)
        dieIfRequested()
    }

    /// Whether a signal asked the program to end. Long work polls it.
    package static var requested: Bool {
        canns_signal_requested() != 0
    }

    /// Removes unfinished files and dies by the signal that came, if one did.
    package static func dieIfRequested() {
        let signal = canns_signal_requested()
        if signal != 0 { canns_die(signal) }
    }
}
