# libmixter; the Makefile includes this file.
#   make libmixter      build/libmixter.a and build/libmixter.so
# What is not reached from the functions of include/mixter.h is left out, with the names that only that needs; nothing
# else has a name outside.

MIXTER_MAJOR   := 0
MIXTER_VERSION := $(shell sed -n 's/^\#define MIXTER_VERSION "\(.*\)"/\1/p' include/mixter.h)
MIXTER_SO      := libmixter.so.$(MIXTER_VERSION)
MIXTER_SONAME  := libmixter.so.$(MIXTER_MAJOR)
LEFT           := (
MIXTER_API     := $(sort $(subst $(LEFT),,$(shell sed '/^typedef/d' include/mixter.h | grep -o '\bmixter_[a-z_]*[$(LEFT)]')))

# Of the kernel, what commands need is not here.
MIXTER_CORE    := $(filter core/isa/% core/float/% core/machine/% core/mipster/% core/debug/% core/kernel/% core/failure.c, \
                    $(filter-out $(patsubst %,core/kernel/%.c,observe options report status stop supervise tower variables), $(PROGRAM_SOURCES)))
MIXTER_SOURCES := $(MIXTER_CORE) $(patsubst %,host/%.c,arena clock files machine walk observe/context) $(TRANSLATOR) \
                    $(wildcard host/library/*.c)
MIXTER_OBJECTS  = $(MIXTER_SOURCES:%.c=$(BUILD)/libmixter/%.o) $(BUILD)/libmixter/image.o

libmixter: $(BUILD)/libmixter.a $(BUILD)/libmixter.so

$(BUILD)/libmixter/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -fPIC -fvisibility=hidden -ffunction-sections -fdata-sections -MMD -MP -c -o $@ $<

$(BUILD)/libmixter/image.o: $(BUILD)/image.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -fPIC -fvisibility=hidden -fdata-sections -MMD -MP -c -o $@ $<

$(BUILD)/libmixter.o: $(MIXTER_OBJECTS)
	$(CC) $(ALL_CFLAGS) -r -nostdlib -Wl,--gc-sections $(MIXTER_API:%=-Wl,-u,%) -o $@ $^
	objcopy --localize-hidden $@
	objcopy $$({ objdump -r $@; nm -u $@; } | \
	    awk '/^[0-9a-f]+ R_/ {sub(/[-+]0x.*/, "", $$3); used[$$3] = 1} NF == 2 && $$1 == "U" && !($$2 in used) {print "-N" $$2}') $@

$(BUILD)/libmixter.a: $(BUILD)/libmixter.o
	rm -f $@
	ar rcs $@ $<

$(BUILD)/$(MIXTER_SO): $(BUILD)/libmixter.o
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -shared -Wl,-soname,$(MIXTER_SONAME) -Wl,--no-undefined -o $@ $< $(LDLIBS)

$(BUILD)/libmixter.so: $(BUILD)/$(MIXTER_SO)
	ln -sf $(MIXTER_SO) $(BUILD)/$(MIXTER_SONAME)
	ln -sf $(MIXTER_SONAME) $@

.PHONY: libmixter
