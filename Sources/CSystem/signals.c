#include "signals.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SLOTS = 16, LENGTH = 4096 };
enum { FREE, FILLING, LIVE };

static char paths[SLOTS][LENGTH];
static atomic_int states[SLOTS];
static atomic_int deferred;
static atomic_int requested;
static atomic_int installed;

int canns_temporary_register(const char *path)
{
    size_t length = strlen(path);
    if (length >= LENGTH) return -1;
    for (int slot = 0; slot < SLOTS; slot++) {
        int expected = FREE;
        if (atomic_compare_exchange_strong(&states[slot], &expected, FILLING)) {
            memcpy(paths[slot], path, length + 1);
            atomic_store(&states[slot], LIVE);
            return slot;
        }
    }
    return -1;
}

void canns_temporary_forget(int slot)
{
    if (slot >= 0 && slot < SLOTS) atomic_store(&states[slot], FREE);
}

void canns_temporaries_remove(void)
{
    for (int slot = 0; slot < SLOTS; slot++) {
        if (atomic_load(&states[slot]) == LIVE) unlink(paths[slot]);
    }
}

void canns_die(int number)
{
    canns_temporaries_remove();
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    sigaction(number, &action, NULL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, number);
    raise(number);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    _exit(128 + number);
}

// A trap: what was begun goes, and what was there before, a backtrace or the end, takes its course.
static const int traps[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT};
enum { TRAPS = sizeof traps / sizeof traps[0] };
static struct sigaction beforeTraps[TRAPS];

static void handleTrap(int number)
{
    canns_temporaries_remove();
    for (int i = 0; i < TRAPS; i++) {
        if (traps[i] == number) sigaction(number, &beforeTraps[i], NULL);
    }
    raise(number);
}

static void handle(int number)
{
    if (number == SIGINT || number == SIGTERM || number == SIGHUP) {
        int none = 0;
        if (atomic_load(&deferred) && atomic_compare_exchange_strong(&requested, &none, number)) return;
    }
    canns_die(number);
}

void canns_signals_install(void)
{
    static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE};
    struct sigaction action, before;
    memset(&action, 0, sizeof action);
    action.sa_handler = handle;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < sizeof ending / sizeof ending[0]; i++) {
        if (sigaction(ending[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
            sigaction(ending[i], &action, NULL);
        }
    }
    signal(SIGXFSZ, SIG_IGN);
    if (!atomic_load(&installed)) {
        action.sa_handler = handleTrap;
        action.sa_flags = SA_ONSTACK;
        for (int i = 0; i < TRAPS; i++) {
            if (sigaction(traps[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
                sigaction(traps[i], &action, &beforeTraps[i]);
            }
        }
    }

    // A parent that starts us from a thread of a pool hands down that thread's mask, which often blocks them all.
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof ending / sizeof ending[0]; i++) sigaddset(&set, ending[i]);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);

    if (!atomic_exchange(&installed, 1)) atexit(canns_temporaries_remove);
}

void canns_signals_defer(int on) { atomic_store(&deferred, on); }

int canns_signal_requested(void) { return atomic_load(&requested); }

int canns_signals_installed(void) { return atomic_load(&installed); }
