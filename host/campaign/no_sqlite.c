// For a build without SQLite.
#include "store.h"

const struct store_kind store_sqlite = {
    .missing = "SQLite (on Debian: apt-get install libsqlite3-dev, then make)"};
