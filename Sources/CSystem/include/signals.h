// Ending by a signal with no half-written file left behind.
//
// C because a signal handler may call nothing but async-signal-safe functions, which Swift cannot promise.
#ifndef CANNS_SIGNALS_H
#define CANNS_SIGNALS_H

/// Handles INT, TERM, HUP, QUIT and PIPE: removes the registered files, then dies by that signal. A signal that
/// the parent had ignored stays ignored (nohup). XFSZ is ignored, so that a write fails with EFBIG instead.
void canns_signals_install(void);

/// Whether canns_signals_install was called: this process is a program of ours.
int canns_signals_installed(void);

/// Registers a file to be removed when the process ends early. Returns a slot, or -1 when all are taken or the
/// path is too long; such a file is recognised as stale by a later run.
int canns_temporary_register(const char *path);

/// Takes a file off the list: it was renamed or removed. A slot of -1 is allowed.
void canns_temporary_forget(int slot);

/// Removes all registered files. Safe in a signal handler.
void canns_temporaries_remove(void);

/// Removes all registered files and dies by `signal`, even if that is ignored or handled.
void canns_die(int signal) __attribute__((noreturn));

/// While deferred, the first INT, TERM or HUP is only remembered; a second one kills.
void canns_signals_defer(int deferred);

/// The signal that was remembered, or 0.
int canns_signal_requested(void);

#endif
