#ifndef CANNS_CHILD_H
#define CANNS_CHILD_H

/// Starts a program in a folder, its streams from and to files, its output to nowhere.
///
/// - Returns: its process number, or the negative of an error number.
int canns_spawn(const char *program, const char *folder, const char *input, const char *errors,
                char *const *arguments, char *const *variables);

#endif
