#include "attempt.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int canns_attempt_begin(unsigned seconds)
{
    pid_t process = fork();
    if (process != 0) return (int)process;
    struct sigaction action, before;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    for (int number = 1; number < NSIG; number++) {
        // nohup, or a shell that starts us in the background, protects the copy as well.
        int ends = number == SIGINT || number == SIGTERM || number == SIGHUP || number == SIGQUIT;
        if (ends && sigaction(number, NULL, &before) == 0 && before.sa_handler == SIG_IGN) continue;
        sigaction(number, &action, NULL);
    }
    sigset_t empty;
    sigemptyset(&empty);
    sigprocmask(SIG_SETMASK, &empty, NULL);
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    // What the copy prints, or a library that aborts in it, would only confuse the user.
    int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0) {
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        close(nowhere);
    }
    canns_attempt_allow(seconds);
    // For what only waits.
    alarm(4 * 3600);
    return 0;
}

void canns_attempt_allow(unsigned seconds)
{
    struct rusage usage;
    struct rlimit processor;
    if (getrusage(RUSAGE_SELF, &usage) == 0 && getrlimit(RLIMIT_CPU, &processor) == 0) {
        processor.rlim_cur = (rlim_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + 1 + seconds;
        setrlimit(RLIMIT_CPU, &processor);
    }
}

// Address space in use, in bytes, or 0 where that is not known.
static rlim_t spaceInUse(void)
{
    unsigned long pages = 0;
#if defined(__linux__)
    FILE *file = fopen("/proc/self/statm", "re");
    if (file != NULL) {
        if (fscanf(file, "%lu", &pages) != 1) pages = 0;
        fclose(file);
    }
#endif
    return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

unsigned long long canns_memory_restrict(unsigned long long bytes)
{
    struct rlimit limit;
    rlim_t used = spaceInUse();
    if (used == 0 || getrlimit(RLIMIT_AS, &limit) != 0) return 0;
    rlim_t before = limit.rlim_cur;
    if (before != RLIM_INFINITY && before <= used + (rlim_t)bytes) return 0;
    limit.rlim_cur = used + (rlim_t)bytes;
    return setrlimit(RLIMIT_AS, &limit) == 0 ? (unsigned long long)before : 0;
}

void canns_memory_release(unsigned long long before)
{
    struct rlimit limit;
    if (before != 0 && getrlimit(RLIMIT_AS, &limit) == 0) {
        limit.rlim_cur = (rlim_t)before;
        setrlimit(RLIMIT_AS, &limit);
    }
}

int canns_attempt_wait(int process)
{
    int status;
    while (waitpid(process, &status, 0) < 0) {
        if (errno != EINTR) return 256;
    }
    if (WIFEXITED(status)) return WEXITSTATUS(status);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : 256;
}
