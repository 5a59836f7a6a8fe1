# The machine in a browser; the Makefile includes this file (web/README.md).
#   make web        build/mixter.wasm
# All of core is in it, so that it also runs the commands.

WASM_CC  ?= clang-14
WASM_CFLAGS = --target=wasm32-wasi --sysroot=/usr -std=c11 $(WARNINGS) -O2 -ffunction-sections -fdata-sections -MMD -MP
WASM_LDFLAGS = --target=wasm32-wasi --sysroot=/usr -mexec-model=reactor -Wl,--gc-sections,--strip-all -Wl,-z,stack-size=8388608
WASM_SOURCES = $(CORE_SOURCES) core/main.c $(filter-out %/environment.c,$(wildcard host/library/*.c)) \
                 host/observe/context.c host/translate/none.c host/translate/tuning.c host/no_debugger.c web/wasi.c web/api.c
WASM_OBJECTS = $(WASM_SOURCES:%.c=$(BUILD)/wasm/%.o) $(BUILD)/wasm/library.o

$(BUILD)/wasm/%.o: %.c Makefile web/rules.mk
	@mkdir -p $(@D)
	$(WASM_CC) $(WASM_CFLAGS) -c -o $@ $<

$(BUILD)/wasm/library.o: $(BUILD)/library.c
	@mkdir -p $(@D)
	$(WASM_CC) $(WASM_CFLAGS) -Icore -c -o $@ $<

$(BUILD)/mixter.wasm: $(WASM_OBJECTS)
	$(WASM_CC) $(WASM_LDFLAGS) -o $@ $^

web:
	@tests/packages web
	@$(MAKE) --no-print-directory $(BUILD)/mixter.wasm

.PHONY: web
