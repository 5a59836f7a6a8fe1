# mixter-campaign, which mixter campaign and mixter work execute; the Makefile includes this file.
# Databases are optional: what has no header here is left out, and a store of that kind is refused with one line.

HAS_SQLITE    := $(shell echo '\#include <sqlite3.h>' | $(CC) $(CFLAGS) -E -x c - > /dev/null 2>&1 && echo yes)
POSTGRES_FOLDER ?= /usr/include/postgresql
HAS_POSTGRES  := $(shell echo '\#include <libpq-fe.h>' | $(CC) $(CFLAGS) -I$(POSTGRES_FOLDER) -E -x c - > /dev/null 2>&1 && echo yes)
CAMPAIGN_SOURCES := $(filter-out host/campaign/$(if $(HAS_SQLITE),no_,)sqlite.c host/campaign/$(if $(HAS_POSTGRES),no_,)postgres.c, \
                      $(wildcard host/campaign/*.c)) core/campaign.c core/command_line.c
CAMPAIGN_OBJECTS := $(CAMPAIGN_SOURCES:%.c=$(BUILD)/%.o)

all: $(BUILD)/mixter-campaign

$(BUILD)/host/campaign/postgres.o: ALL_CFLAGS += -I$(POSTGRES_FOLDER)

$(BUILD)/mixter-campaign: $(CAMPAIGN_OBJECTS)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(if $(HAS_SQLITE),-lsqlite3) $(if $(HAS_POSTGRES),-lpq) -lm $(LDLIBS)
