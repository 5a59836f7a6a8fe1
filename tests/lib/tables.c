// mntent.h, pwd.h, grp.h, utmpx.h, sys/sysmacros.h: tables of the system; what is printed of mntent.h is glibc's.
#define _GNU_SOURCE
#include <errno.h>
#include <grp.h>
#include <mntent.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include <utmpx.h>

int main(void) {
    FILE *table = fopen("tables.txt", "w+");
    struct mntent entry = {"/dev/a b", "/mnt", "ext4", "ro,size=4k,noauto", 1, 2}, *found;
    fputs("# a comment\n\n  one\\040two\t/dir\\011x ext4 rw,nosuid 0 0 more\nshort /s\nlast\\134 /l t o 3", table);
    printf("%d\n", addmntent(table, &entry));
    rewind(table);
    while ((found = getmntent(table)) != NULL)
        printf("[%s] [%s] [%s] [%s] %d %d\n", found->mnt_fsname, found->mnt_dir, found->mnt_type, found->mnt_opts, found->mnt_freq, found->mnt_passno);
    printf("%s %s", hasmntopt(&entry, "size"), hasmntopt(&entry, "noauto"));
    printf(" %d %d\n", hasmntopt(&entry, "no") == NULL, hasmntopt(&entry, "ro") == entry.mnt_opts);
    endmntent(table);
    printf("%d\n", setmntent("nowhere", "r") == NULL);
    remove("tables.txt");
    unsigned long device = makedev(259, 70000);
    printf("%u %u\n", (unsigned)major(device), (unsigned)minor(device));

    struct passwd user, *same;
    struct group group, *own;
    char memory[1024];
    printf("%d", getpwuid_r(getuid(), &user, memory, sizeof memory, &same));
    printf(" %d %d", same == &user, user.pw_uid == getuid());
    printf(" %d", getpwuid_r(getuid(), &user, memory, 2, &same) == ERANGE && same == NULL);
    printf(" %d", getpwnam_r("nobody-of-that-name", &user, memory, sizeof memory, &same) == 0 && same == NULL);
    printf(" %d", getgrgid_r(getgid(), &group, memory, sizeof memory, &own) == 0 && group.gr_gid == getgid());
    int count = 0;
    for (setpwent(); getpwent() != NULL; count++)
        ;
    endpwent();
    gid_t groups[1];
    int room = 0, first = getgrouplist(user.pw_name, getgid(), groups, &room);
    printf(" %d %d %d", count > 0, first, room >= 1);
    printf(" %d\n", getutxline(&(struct utmpx){.ut_line = "nowhere"}) == NULL);
    return 0;
}
