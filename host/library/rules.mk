# libmixter; the Makefile includes this file.
#   make libmixter      build/libmixter.a and build/libmixter.so; MIXTER_OUT=elsewhere, with other CFLAGS
# What is not reached from the functions of include/mixter.h is left out, with the names that only that needs; nothing
# else has a name outside.

MIXTER_OUT     ?= $(BUILD)
MIXTER_MAJOR   := 0
MIXTER_VERSION := $(shell sed -n 's/^\#define MIXTER_VERSION "\(.*\)"/\1/p' include/mixter.h)
MIXTER_SO      := libmixter.so.$(MIXTER_VERSION)
MIXTER_SONAME  := libmixter.so.$(MIXTER_MAJOR)
LEFT           := (
MIXTER_API     := $(sort $(subst $(LEFT),,$(shell sed '/^typedef/d' include/mixter.h | grep -o '\bmixter_[a-z_]*[$(LEFT)]')))

# Of the kernel, what commands need is not here.
MIXTER_CORE    := $(filter core/isa/% core/float/% core/machine/% core/mipster/% core/debug/% core/kernel/% core/failure.c core/memory.c, \
                    $(filter-out $(patsubst %,core/kernel/%.c,observe options report status stop supervise tower variables), $(PROGRAM_SOURCES)))
MIXTER_SOURCES := $(MIXTER_CORE) $(patsubst %,host/%.c,arena clock errors files machine paths walk observe/context) $(TRANSLATOR) \
                    $(wildcard host/library/*.c)
MIXTER_OBJECTS  = $(MIXTER_SOURCES:%.c=$(MIXTER_OUT)/libmixter/%.o) $(MIXTER_OUT)/libmixter/image.o

# The same objects, whether BUILD is given as a relative path or, as tests do, an absolute one.
MIXTER_CFLAGS   = -fPIC -fvisibility=hidden -ffunction-sections -fdata-sections -MMD -MP \
                    -MT $(abspath $@) -MT $(patsubst $(CURDIR)/%,%,$(abspath $@))

# What is only in the library is compiled with everything else, so that it keeps fitting.
all: $(patsubst %.c,$(MIXTER_OUT)/libmixter/%.o,$(wildcard host/library/*.c))

libmixter: $(MIXTER_OUT)/libmixter.a $(MIXTER_OUT)/libmixter.so

$(MIXTER_OUT)/libmixter/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(MIXTER_CFLAGS) -c -o $@ $<

$(MIXTER_OUT)/libmixter/image.o: $(BUILD)/image.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(MIXTER_CFLAGS) -c -o $@ $<

$(MIXTER_OUT)/libmixter.o: $(MIXTER_OBJECTS)
	$(CC) $(ALL_CFLAGS) -r -nostdlib -Wl,--gc-sections $(MIXTER_API:%=-Wl,-u,%) -o $@ $^
	objcopy --localize-hidden $@
	objcopy $$({ objdump -r $@; nm -u $@; } | \
	    awk '/^[0-9a-f]+ R_/ {sub(/[-+]0x.*/, "", $$3); used[$$3] = 1} NF == 2 && $$1 == "U" && !($$2 in used) {print "-N" $$2}') $@

$(MIXTER_OUT)/libmixter.a: $(MIXTER_OUT)/libmixter.o
	rm -f $@
	ar rcs $@ $<

$(MIXTER_OUT)/$(MIXTER_SO): $(MIXTER_OUT)/libmixter.o
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -shared -Wl,-soname,$(MIXTER_SONAME) -Wl,--no-undefined -o $@ $< $(LDLIBS)

$(MIXTER_OUT)/libmixter.so: $(MIXTER_OUT)/$(MIXTER_SO)
	ln -sf $(MIXTER_SO) $(MIXTER_OUT)/$(MIXTER_SONAME)
	ln -sf $(MIXTER_SONAME) $@

.PHONY: libmixter
