// Changing the folder of a child is an extension of POSIX that the C library shows to GNU sources only.
#define _GNU_SOURCE
#include "child.h"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

int canns_spawn(const char *program, const char *folder, const char *input, const char *errors,
                char *const *arguments, char *const *variables)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addchdir_np(&actions, folder);
    pid_t process = 0;
    int code = posix_spawn(&process, program, &actions, NULL, arguments, variables);
    posix_spawn_file_actions_destroy(&actions);
    return code == 0 ? (int)process : -code;
}
