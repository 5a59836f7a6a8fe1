# Test vectors and engines of others; the Makefile includes this file.
#   make engines    build/mixter-vectors, and build/engine-unicorn.so where libunicorn-dev is installed
ENGINES := $(patsubst %.c,$(BUILD)/%.o,$(filter-out host/engines/unicorn.c,$(wildcard host/engines/*.c)))

engines: $(BUILD)/mixter-vectors
	@if pkg-config --exists unicorn 2> /dev/null; then $(MAKE) --no-print-directory $(BUILD)/engine-unicorn.so; \
	    else echo 'engines: without Unicorn (libunicorn-dev is not installed)'; fi

$(BUILD)/mixter-vectors: $(ENGINES) $(BARE_OBJECTS) $(BUILD)/host/no_image.o $(BUILD)/host/no_debugger.o
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ -ldl $(LDLIBS)

$(BUILD)/engine-unicorn.so: host/engines/unicorn.c include/mixter-engine.h
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -shared -fPIC -o $@ $< $$(pkg-config --cflags --libs unicorn)

.PHONY: engines
