# Mixter. `make` needs a C11 compiler and GNU make only; everything is built below build/.
#   make            build/mixter, and the names it answers to
#   make libmixter  build/libmixter.a and .so, for programs that include include/mixter.h (host/library/rules.mk)
#   make libcstar.a libcstar for programs compiled by gcc for MIPS32 (lib/gcc/cc)
#   make web        build/web/, the machine in a browser (web/rules.mk)
#   make install    PREFIX=/usr/local, DESTDIR=; make uninstall (packaging/rules.mk)
#   make boundary   core/ is free of the host and of conditional compilation, machines of what is not in their object
#   make format     and format-check

CC       ?= cc
CFLAGS   ?= -O2 -g
WARNINGS  = -Wall -Wextra -Werror
ALL_CFLAGS = -std=c11 $(WARNINGS) $(CFLAGS)

BUILD := build
NAMES := starc mipster hypster

PROGRAM_SOURCES := $(shell sed 's/\#.*//' PROGRAMS)
# What the compiler compiles for, not what it runs on: the size of a pointer, and whether it is x86-64.
TARGET          := $(shell echo '__SIZEOF_POINTER__ __x86_64__' | $(CC) $(CFLAGS) -E -P -x c - 2> /dev/null)
ifeq ($(firstword $(TARGET)),4)
    $(error mixter needs a 64-bit host, and $(strip $(CC) $(filter -m%,$(CFLAGS))) compiles for a 32-bit one)
endif
TRANSLATOR      := host/translate/tuning.c $(if $(filter 1,$(word 2,$(TARGET))),$(filter-out \
                     %/none.c %/tuning.c,$(wildcard host/translate/*.c)),host/translate/none.c)
# Adapters are shared libraries (host/engines/rules.mk).
ADAPTERS        := unicorn qemu
HOST_SOURCES    := $(filter-out host/embed.c host/no_image.c host/no_debugger.c $(ADAPTERS:%=host/engines/%.c), \
                     $(wildcard host/*.c host/observe/*.c host/check/*.c host/engines/*.c)) $(TRANSLATOR)
LIBRARY_FILES   := $(sort $(wildcard lib/*.h lib/*/*.h lib/*.c core/float/*.[ch]))
# Objects that others link as well: everything but main.
CORE_SOURCES    := $(filter-out core/main.c core/guest.c %/library.c,$(PROGRAM_SOURCES))
BARE_OBJECTS    := $(CORE_SOURCES:%.c=$(BUILD)/%.o) $(HOST_SOURCES:%.c=$(BUILD)/%.o) $(BUILD)/library.o
# The debugger is a client of libmixter.
# Pages at a terminal need ncursesw: here its header, and when they are shown its library.
CURSES          := $(shell echo '\#include <curses.h>' | $(CC) $(CFLAGS) -E -x c - > /dev/null 2>&1 && echo yes)
STEP            := $(filter-out host/step/$(if $(CURSES),no_,)screen.c,$(wildcard host/step/*.c))
DEBUGGER        := $(patsubst %.c,$(BUILD)/%.o,$(wildcard host/debugger/*.c) $(STEP)) $(BUILD)/libmixter.o
OBJECTS         := $(BARE_OBJECTS) $(BUILD)/image.o $(DEBUGGER)

all: $(BUILD)/mixter $(NAMES:%=$(BUILD)/%)

$(BUILD)/mixter: $(BUILD)/core/main.o $(OBJECTS)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# The image of mixter as a guest, which mixter carries, is compiled by a mixter without one.
$(BUILD)/bare: $(BUILD)/core/main.o $(BARE_OBJECTS) $(BUILD)/host/no_image.o $(BUILD)/host/no_debugger.o
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/mixter.elf: $(BUILD)/bare PROGRAMS $(filter-out build/%,$(PROGRAM_SOURCES)) $(BUILD)/library.c
	sed 's|^build/|$(BUILD)/|' PROGRAMS > $(BUILD)/programs
	$(BUILD)/bare starc -Icore -o $@ @$(BUILD)/programs

$(BUILD)/image.c: $(BUILD)/embed $(BUILD)/mixter.elf
	$(BUILD)/embed --image $(BUILD)/mixter.elf > $@.tmp && mv $@.tmp $@

$(NAMES:%=$(BUILD)/%): $(BUILD)/mixter
	ln -sf mixter $@

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Where its one loop begins makes a quarter of the interpreter's speed.
$(BUILD)/core/mipster/run.o: ALL_CFLAGS += -falign-loops=32

$(BUILD)/library.o: $(BUILD)/library.c
$(BUILD)/image.o: $(BUILD)/image.c
$(BUILD)/library.o $(BUILD)/image.o:
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Icore -MMD -MP -c -o $@ $<

# PROGRAMS names the one below build/.
$(BUILD)/library.c: $(BUILD)/embed $(LIBRARY_FILES)
	$(BUILD)/embed $(LIBRARY_FILES) > $@.tmp && mv $@.tmp $@

$(BUILD)/embed: host/embed.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -o $@ $<

# core/ includes its own headers and those of libcstar, and has no #if but include guards.
CORE_FILES = $(shell find core -name '*.[ch]' -o -name '*.def')
HEADERS = assert ctype errno fcntl inttypes limits setjmp stdarg stdbool stddef stdint stdio stdlib \
          stdnoreturn string unistd
boundary: stateless
	@! grep -nE '#[[:space:]]*include[[:space:]]*"[^"]*host/' $(CORE_FILES)
	@! grep -nE '#[[:space:]]*include[[:space:]]*<' $(CORE_FILES) | \
	    grep -vE '<($(shell echo $(HEADERS) | tr ' ' '|'))\.h>'
	@! grep -nE '^[[:space:]]*#[[:space:]]*(if|ifdef|elif|else|pragma)\b' $(CORE_FILES)
	@! grep -nE '^[[:space:]]*#[[:space:]]*ifndef' $(CORE_FILES) | \
	    grep -vE '\.h:[0-9]+:#ifndef [A-Z0-9_]+_H$$'
	@! grep -nE '\b(float|double|__attribute__|__builtin_[a-z_]+|asm)\b[^"]*;' core/isa/*.[ch] \
	    core/machine/*.[ch] core/kernel/*.[ch] core/mipster/*.[ch] core/float/*.[ch] core/*.[ch]
	@tests/boundary
	@echo 'boundary: core/ is clean'

# What a machine remembers is in its object: the objects of these folders have no mutable data at file scope, but for:
#   fault.o  signals: what their actions were before, set once a process, and whose code a thread executes
#   output.o signals: the one that has come, and whose files are completed then
STATELESS = core/debug core/float core/hypster core/isa core/kernel core/machine core/mipster core/mixter host/check host/observe host/translate
MAY_HAVE  = fault.o:(current|old_actions|once|started)|observe/output.o:(caught|completed)
stateless: all
	@! nm -A --format=sysv $(filter $(addprefix $(BUILD)/,$(addsuffix /%.o,$(STATELESS))) $(BUILD)/host/arena.o,$(OBJECTS)) | \
	    awk -F'|' '$$7 ~ /^\.t?(bss|data)/ && $$7 !~ /rel\.ro/ && $$4 !~ /SECTION/ {gsub(/ +$$/, "", $$1); print $$1}' | \
	    grep -vE '($(MAY_HAVE))$$'
	@echo 'stateless: two machines share nothing'

FORMATTED = $(shell git ls-files 'core/*.[ch]' 'host/*.[ch]' 'lib/*.[ch]' 'tests/machine/*.[ch]' \
              'tests/isa/*.[ch]' 'tests/loader/*.[ch]' 'tests/switch/*.[ch]' 'tests/translate/*.[ch]' 'tests/float/*.[ch]' \
              'tests/library/*.[ch]' 'tests/fuzz/*.[ch]' 'include/*.h' 'web/*.[ch]' 'examples/library/*.c')
format:
	clang-format -i $(FORMATTED)

format-check:
	clang-format --dry-run --Werror $(FORMATTED)

clean:
	rm -rf $(BUILD)

include lib/gcc/rules.mk
include host/library/rules.mk
include host/engines/rules.mk
include packaging/rules.mk
include host/campaign/rules.mk
include host/sequences/rules.mk
include web/rules.mk
include tests/fuzz/rules.mk
include tests/check.mk

.PHONY: all boundary stateless format format-check clean
.DELETE_ON_ERROR:
-include $(shell find $(BUILD) -type f -name '*.d' 2>/dev/null)
