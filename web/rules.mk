# The machine in a browser; the Makefile includes this file (web/README.md).
#   make web        build/web/: static files that work from file:// and from any server
#   make serve      the same on http://127.0.0.1:8000/
#   make bench-page how quick it is
# All of core but the proofs is in the module, so that it also runs the commands. What the page alone needs to be fast is compiled
# for speed, the rest for size.

WASM_CC  ?= clang-14
WASM_CFLAGS = --target=wasm32-wasi --sysroot=/usr -std=c11 $(WARNINGS) $(WASM_OPTIMIZATION) -ffunction-sections -fdata-sections -MMD -MP \
              -D_WASI_EMULATED_SIGNAL # the header's types; nothing here sends or catches a signal
WASM_LDFLAGS = --target=wasm32-wasi --sysroot=/usr -mexec-model=reactor -Wl,--gc-sections,--strip-all -Wl,-z,stack-size=8388608
WASM_OPTIMIZATION = -Oz
WASM_SOURCES = $(filter-out core/prove/%,$(CORE_SOURCES)) web/no_proofs.c core/main.c $(filter-out %/environment.c,$(wildcard host/library/*.c)) \
                 host/clock.c host/errors.c host/observe/context.c host/translate/none.c host/translate/tuning.c host/no_debugger.c web/wasi.c web/api.c
WASM_OBJECTS = $(WASM_SOURCES:%.c=$(BUILD)/wasm/%.o) $(BUILD)/wasm/library.o

$(BUILD)/wasm/%.o: %.c Makefile web/rules.mk
	@mkdir -p $(@D)
	$(WASM_CC) $(WASM_CFLAGS) -c -o $@ $<

# The machine, but for what misses and decodes; the interpreter's loop is 8 % faster with what is its own.
$(BUILD)/wasm/core/machine/%.o $(BUILD)/wasm/core/mipster/%.o $(BUILD)/wasm/core/float/%.o $(BUILD)/wasm/host/library/%.o: WASM_OPTIMIZATION = -O2
$(BUILD)/wasm/core/mipster/cache.o: WASM_OPTIMIZATION = -Oz
$(BUILD)/wasm/core/mipster/run.o: WASM_CFLAGS += -O3 -fno-unroll-loops -mbulk-memory -msign-ext

# The library's text without comments, but for those behind code with quotes, and without indentation; lines keep their numbers, so
# that what is compiled is the same (tests/web/equal.mjs).
$(BUILD)/wasm/library.c: $(BUILD)/library.c web/rules.mk
	@mkdir -p $(@D)
	sed -e 's|^    " *|    "|' -e "/'/!s|^    \"\([^\"\\\\]*\)//.*[^\\\\]\\\\n\"\(;*\)$$|    \"\1\\\\n\"\2|" -e 's|"../core/|"../../core/|' $< > $@

$(BUILD)/wasm/library.o: $(BUILD)/wasm/library.c
	$(WASM_CC) $(WASM_CFLAGS) -Icore -c -o $@ $<

$(BUILD)/mixter.wasm: $(WASM_OBJECTS)
	$(WASM_CC) $(WASM_LDFLAGS) -o $@ $^

# The hypervisors' image, which the page compiles itself: mixter without compiler and proofs. This one is for tests.
PAGE_IMAGE_SOURCES = $(filter-out core/starc/% core/prove/% %/library.c,$(PROGRAM_SOURCES)) web/no_compiler.c web/no_proofs.c

$(BUILD)/page.elf: $(BUILD)/bare PROGRAMS $(PAGE_IMAGE_SOURCES)
	$(BUILD)/bare starc -o $@ $(PAGE_IMAGE_SOURCES)

WEB_FILES = $(wildcard web/*.js web/*.mjs web/*.json web/*.html web/*.css web/examples/* examples/*.c)

# Packages of npm, which is asked only if the list has changed. Whom the system trusts, node trusts.
$(BUILD)/npm/node_modules/.package-lock.json: web/package.json web/package-lock.json
	@mkdir -p $(BUILD)/npm && cp web/package.json web/package-lock.json $(BUILD)/npm
	cd $(BUILD)/npm && NODE_EXTRA_CA_CERTS="$${NODE_EXTRA_CA_CERTS-$$(ls /etc/ssl/certs/ca-certificates.crt 2> /dev/null)}" \
	    npm ci --no-audit --no-fund --ignore-scripts && touch node_modules/.package-lock.json

$(BUILD)/web/index.html: $(BUILD)/mixter.wasm $(BUILD)/npm/node_modules/.package-lock.json $(WEB_FILES) PROGRAMS $(CORE_FILES)
	node web/build.mjs $(BUILD)/web $(BUILD)/mixter.wasm $(BUILD)/npm/node_modules $(PAGE_IMAGE_SOURCES)

web:
	@tests/packages web
	@$(MAKE) --no-print-directory $(BUILD)/web/index.html $(BUILD)/page.elf

# How quick the page is, in Chromium.
bench-page: web all
	@tests/packages browser
	node bench/page.mjs $(BUILD)/web $(BUILD)/npm/node_modules "$$(command -v chromium)" $(BUILD)/mixter

serve: web
	node web/serve.mjs $(BUILD)/web 8000

.PHONY: web serve bench-page
