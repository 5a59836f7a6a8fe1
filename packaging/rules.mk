# make install and make uninstall; the Makefile includes this file. PREFIX, DESTDIR. What is installed is listed once.
#   make man completions   build/share: the man pages (scdoc) and the shells' completions

PREFIX  ?= /usr/local
DESTDIR ?=
INSTALL ?= install

SHARE        = $(BUILD)/share
PAGES       := $(wildcard docs/man/*.scd)
MAN_PAGES    = $(foreach page,$(PAGES:docs/man/%.scd=%),$(SHARE)/man/man$(patsubst .%,%,$(suffix $(page)))/$(page))
COMPLETIONS  = $(addprefix $(SHARE)/,bash-completion/completions/mixter zsh/site-functions/_mixter \
                 $(addsuffix .fish,$(addprefix fish/vendor_completions.d/,mixter $(NAMES))))
DOCUMENTS    = $(addprefix doc/mixter/,README.md LICENSE $(wildcard docs/*.md examples/*.c examples/library/*.c examples/engines/*.py))
# Below PREFIX: what is always installed, and what only scdoc makes.
INSTALLED    = $(addprefix bin/,mixter mixter-campaign $(NAMES)) $(addprefix share/bash-completion/completions/,$(NAMES)) \
                 $(COMPLETIONS:$(BUILD)/%=%) $(DOCUMENTS:%=share/%)
INSTALLED_MAN = $(MAN_PAGES:$(BUILD)/%=%)
# libmixter: what is a file, and the names of the shared library.
INSTALLED_LIBRARY = include/mixter.h include/mixter-engine.h $(ENGINES:$(BUILD)/%=lib/mixter/%) lib/libmixter.a lib/$(MIXTER_SO) lib/pkgconfig/libmixter.pc
LIBRARY_LINKS     = $(MIXTER_SONAME) libmixter.so
# libcstar for gcc, if it was built (make libcstar.a): libcstar-gcc calls gcc with it.
GCC_HEADERS := $(wildcard lib/*.h lib/*/*.h)
INSTALLED_GCC = bin/libcstar-gcc $(addprefix lib/mixter/,gcc/libcstar.a gcc/entry.o $(GCC_HEADERS))
# The folders that did not exist before, inner ones first, below DESTDIR: they go again if nothing else is in them.
FOLDERS_MADE = share/doc/mixter/folders

completions: $(COMPLETIONS)
man: $(MAN_PAGES)

$(MAN_PAGES): docs/man/status.txt packaging/generate $(BUILD)/mixter
	@mkdir -p $(@D)
	@MIXTER=$(BUILD)/mixter packaging/generate man docs/man/$(@F).scd | scdoc > $@
$(foreach page,$(MAN_PAGES),$(eval $(page): docs/man/$(notdir $(page)).scd))

$(SHARE)/bash-completion/completions/mixter: SHELL_NAME = bash
$(SHARE)/zsh/site-functions/_mixter: SHELL_NAME = zsh
$(SHARE)/fish/vendor_completions.d/%.fish: SHELL_NAME = fish $(basename $(@F))
$(COMPLETIONS): packaging/generate $(BUILD)/mixter
	@mkdir -p $(@D)
	@MIXTER=$(BUILD)/mixter packaging/generate $(SHELL_NAME) > $@

install: all completions libmixter
	@if command -v scdoc > /dev/null; then $(MAKE) --no-print-directory man; \
	    else echo 'install: scdoc is not installed: no man pages (on Debian: apt-get install scdoc)'; fi
	@set -e; to='$(DESTDIR)$(PREFIX)'; \
	made=; folder() { [ -d "$$1" ] || { folder "$$(dirname "$$1")"; $(INSTALL) -d -m 755 "$$1"; made="$${1#'$(DESTDIR)'}$$newline$$made"; }; }; \
	newline=$$(printf '\n.'); newline=$${newline%.}; \
	put() { folder "$$(dirname "$$3")"; $(INSTALL) -m "$$1" "$$2" "$$3"; }; \
	folder "$$to/share/doc/mixter"; \
	put 755 $(BUILD)/mixter "$$to/bin/mixter"; \
	put 755 $(BUILD)/mixter-campaign "$$to/bin/mixter-campaign"; \
	for name in $(NAMES); do ln -sf mixter "$$to/bin/$$name"; done; \
	for file in $(COMPLETIONS:$(BUILD)/%=%); do put 644 "$(BUILD)/$$file" "$$to/$$file"; done; \
	for name in $(NAMES); do ln -sf mixter "$$to/share/bash-completion/completions/$$name"; done; \
	for file in $(INSTALLED_MAN); do [ ! -e "$(BUILD)/$$file" ] || put 644 "$(BUILD)/$$file" "$$to/$$file"; done; \
	for file in $(DOCUMENTS:doc/mixter/%=%); do put 644 "$$file" "$$to/share/doc/mixter/$$file"; done; \
	for file in mixter.h mixter-engine.h; do put 644 include/$$file "$$to/include/$$file"; done; \
	for file in $(ENGINES); do put 755 "$$file" "$$to/lib/mixter/$${file##*/}"; done; \
	put 644 $(BUILD)/libmixter.a "$$to/lib/libmixter.a"; \
	put 755 $(BUILD)/$(MIXTER_SO) "$$to/lib/$(MIXTER_SO)"; \
	for name in $(LIBRARY_LINKS); do ln -sf $(MIXTER_SO) "$$to/lib/$$name"; done; \
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(MIXTER_VERSION)|' packaging/libmixter.pc > $(BUILD)/libmixter.pc; \
	put 644 $(BUILD)/libmixter.pc "$$to/lib/pkgconfig/libmixter.pc"; \
	if [ -e $(BUILD)/gcc/libcstar.a ]; then \
	    for file in $(GCC_HEADERS); do put 644 "$$file" "$$to/lib/mixter/$$file"; done; \
	    for file in libcstar.a entry.o; do put 644 "$(BUILD)/gcc/$$file" "$$to/lib/mixter/gcc/$$file"; done; \
	    sed -e 's|^root=.*|root=$$(cd "$$(dirname "$$0")/../lib/mixter" \&\& pwd)|' -e 's|^built=.*|built=$$root/gcc|' lib/gcc/cc > "$(BUILD)/gcc/libcstar-gcc"; \
	    put 755 "$(BUILD)/gcc/libcstar-gcc" "$$to/bin/libcstar-gcc"; \
	fi; \
	{ printf %s "$$made"; cat "$$to/$(FOLDERS_MADE)" 2> /dev/null || true; } > $(SHARE)/folders; \
	put 644 $(SHARE)/folders "$$to/$(FOLDERS_MADE)"; \
	echo "installed below $$to; make uninstall removes it"

uninstall:
	@set -e; to='$(DESTDIR)$(PREFIX)'; folders=$$(mktemp); \
	[ ! -e "$$to/$(FOLDERS_MADE)" ] || cat "$$to/$(FOLDERS_MADE)" > "$$folders"; \
	for file in $(FOLDERS_MADE) $(INSTALLED) $(INSTALLED_MAN) $(INSTALLED_LIBRARY) $(LIBRARY_LINKS:%=lib/%) $(INSTALLED_GCC); do rm -f "$$to/$$file"; done; \
	while IFS= read -r folder; do \
	    [ -z "$$folder" ] || [ ! -d '$(DESTDIR)'"$$folder" ] || rmdir '$(DESTDIR)'"$$folder" 2> /dev/null || true; \
	done < "$$folders"; rm -f "$$folders"; \
	echo "removed from $$to"

.PHONY: install uninstall man completions
