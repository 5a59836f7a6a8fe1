# Engines of others: adapters that mixter loads by name (--with unicorn), beside it. The Makefile includes this file.
#   make engines    build/engine-NAME.so: what can be built here
HAS_UNICORN := $(shell pkg-config --exists unicorn 2> /dev/null && echo yes)
ENGINES     := $(patsubst %,$(BUILD)/engine-%.so,$(if $(HAS_UNICORN),$(ADAPTERS),$(filter-out unicorn,$(ADAPTERS))))

engines: $(ENGINES)
	@$(if $(HAS_UNICORN),:,echo 'engines: without Unicorn (libunicorn-dev is not installed)')

all: $(ENGINES)

$(BUILD)/engine-unicorn.so: ADAPTER_FLAGS = $$(pkg-config --cflags --libs unicorn)
$(BUILD)/engine-%.so: host/engines/%.c include/mixter-engine.h host/engines/likely.h
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -shared -fPIC -o $@ $< $(ADAPTER_FLAGS)

.PHONY: engines
