// By /proc/PID/stat (proc_pid_stat(5)).
#include "activity.h"

#include <ctype.h>
#include <dirent.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// A process may have ended meanwhile.
static void add_process(const char *number, pid_t group, struct activity *activity) {
    char path[300];
    char text[1024];
    char state;
    int its_group;
    unsigned long user, system;
    long user_of_children, system_of_children; // those that have ended
    snprintf(path, sizeof path, "/proc/%s/stat", number);
    FILE *file = fopen(path, "re");
    size_t size = file != NULL ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file != NULL)
        fclose(file);
    text[size] = '\0';
    const char *behind_name = strrchr(text, ')'); // the name may hold anything
    if (behind_name == NULL ||
        sscanf(behind_name, ") %c %*d %d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %ld %ld", &state,
               &its_group, &user, &system, &user_of_children, &system_of_children) != 6 ||
        its_group != group)
        return;
    unsigned long ticks =
        user + system + (unsigned long)user_of_children + (unsigned long)system_of_children;
    activity->time += ticks * 1000 / (unsigned long)sysconf(_SC_CLK_TCK);
    activity->is_busy = activity->is_busy || state == 'R' || state == 'D';
}

struct activity activity_of(pid_t group) {
    struct activity activity = {0, false};
    DIR *folder = opendir("/proc");
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;)
        if (isdigit((unsigned char)entry->d_name[0]))
            add_process(entry->d_name, group, &activity);
    if (folder != NULL)
        closedir(folder);
    return activity;
}
