// For a build without PostgreSQL.
#include "store.h"

const struct store_kind store_postgres = {
    .missing = "PostgreSQL (on Debian: apt-get install libpq-dev, then make)"};
