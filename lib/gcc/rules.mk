# libcstar for gcc: make libcstar.a; then lib/gcc/cc compiles and links programs with it. The Makefile includes this file.
MIPS_CC     ?= mipsel-linux-gnu-gcc-12
MIPS_AR     ?= mipsel-linux-gnu-ar
# Loops of memcpy and memset are not to become calls of themselves.
MIPS_FLAGS   = -O2 -std=c11 -ffreestanding -fno-tree-loop-distribute-patterns -Wall -Wextra -Werror -Wno-unknown-pragmas
GCC_SOURCES := $(wildcard lib/*.c lib/gcc/*.c)
GCC_OBJECTS := $(GCC_SOURCES:lib/%.c=$(BUILD)/gcc/%.o)

libcstar.a: $(BUILD)/gcc/libcstar.a

$(BUILD)/gcc/libcstar.a: $(GCC_OBJECTS) $(BUILD)/gcc/entry.o
	rm -f $@ && $(MIPS_AR) rcs $@ $(GCC_OBJECTS)

$(BUILD)/gcc/%.o: lib/%.c lib/gcc/cc lib/gcc/rules.mk
	@mkdir -p $(@D)
	MIPS_CC=$(MIPS_CC) lib/gcc/cc $(MIPS_FLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/gcc/entry.o: lib/start.S lib/gcc/cc
	@mkdir -p $(@D)
	MIPS_CC=$(MIPS_CC) lib/gcc/cc -c -o $@ $<

.PHONY: libcstar.a
