# The differential fuzzer of the engines; the Makefile includes this file.
#   make build/mixter-fuzz   runs states, generates random ones: with any compiler
#   make fuzz-engines        libFuzzer, with clang
FUZZ_PARTS   = $(addprefix $(BUILD)/,core/isa/% core/float/% core/machine/% core/mipster/% core/hypster/virtualize.o \
                 core/memory.o core/panic.o host/arena.o host/translate/%)
FUZZ_ENGINES = $(filter-out %/machine/image.o %/machine/stack.o,$(filter $(FUZZ_PARTS),$(BARE_OBJECTS)))
FUZZ_SOURCES = $(filter-out tests/fuzz/main.c tests/fuzz/feedback.c,$(wildcard tests/fuzz/*.c))
FUZZ_OBJECTS = $(FUZZ_SOURCES:%.c=$(BUILD)/%.o)

$(BUILD)/mixter-fuzz: $(BUILD)/tests/fuzz/main.o $(FUZZ_OBJECTS) $(FUZZ_ENGINES)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

fuzz-objects: # prints them, for tests/fuzz/check
	@echo $(BUILD)/tests/fuzz/main.o $(FUZZ_OBJECTS) $(FUZZ_ENGINES)

# The engines only are instrumented.
COVERAGE = -fsanitize-coverage=inline-8bit-counters,pc-table
$(BUILD)/tests/fuzz/%.o: override CFLAGS := $(filter-out $(COVERAGE),$(CFLAGS))
$(BUILD)/engines-fuzzer: $(BUILD)/tests/fuzz/feedback.o $(FUZZ_OBJECTS) $(FUZZ_ENGINES)
	$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(LDLIBS)

fuzz-engines: $(BUILD)/mixter-fuzz
	@tests/packages fuzz
	@$(MAKE) -s --no-print-directory BUILD=$(BUILD)/fuzz CC=clang CFLAGS='-O2 -g $(COVERAGE)' $(BUILD)/fuzz/engines-fuzzer
	@BUILD=$(BUILD) tests/fuzz/engines

.PHONY: fuzz-engines fuzz-objects
