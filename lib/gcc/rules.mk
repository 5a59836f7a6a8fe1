# libcstar for gcc: make libcstar.a; then lib/gcc/cc compiles and links programs with it. The Makefile includes this file.
MIPS_CC      ?= mipsel-linux-gnu-gcc-12
MIPS_AR      ?= mipsel-linux-gnu-ar
MIPS_OBJCOPY ?= mipsel-linux-gnu-objcopy
# Loops of memcpy and memset are not to become calls of themselves.
MIPS_FLAGS   = -O2 -std=gnu11 -ffreestanding -fno-tree-loop-distribute-patterns -Wall -Wextra -Werror -Wno-unknown-pragmas
# What core/float is called by inside of soft.o is nobody else's business.
LOCALIZED    = $(foreach name,single_* double_* parts_* pack_* unpack_* decimal_* binary_* float_*,--localize-symbol='$(name)')
GCC_SOURCES  := $(wildcard lib/*.c lib/gcc/*.c)
GCC_OBJECTS  := $(GCC_SOURCES:lib/%.c=$(BUILD)/gcc/%.o)

libcstar.a: $(BUILD)/gcc/libcstar.a

$(BUILD)/gcc/libcstar.a: $(GCC_OBJECTS) $(BUILD)/gcc/entry.o
	rm -f $@ && $(MIPS_AR) rcs $@ $(GCC_OBJECTS)

$(BUILD)/gcc/%.o: lib/%.c lib/gcc/cc lib/gcc/rules.mk
	@mkdir -p $(@D)
	MIPS_CC=$(MIPS_CC) lib/gcc/cc $(MIPS_FLAGS) -iquote core -MMD -MP -c -o $@ $<
	$(if $(filter %/soft.o,$@),$(MIPS_OBJCOPY) --wildcard $(LOCALIZED) $@)

$(BUILD)/gcc/entry.o: lib/start.S lib/gcc/cc
	@mkdir -p $(@D)
	MIPS_CC=$(MIPS_CC) lib/gcc/cc -c -o $@ $<

.PHONY: libcstar.a
