# mixter-sequences, which campaigns execute; the Makefile includes this file. Its translator does all that it can at once.
SEQUENCES_OBJECTS := $(patsubst %.c,$(BUILD)/%.o,$(wildcard host/sequences/*.c) tests/translate/eager.c)

all: $(BUILD)/mixter-sequences

$(BUILD)/mixter-sequences: $(SEQUENCES_OBJECTS) $(filter-out %/translate/tuning.o,$(BARE_OBJECTS)) $(BUILD)/host/no_image.o $(BUILD)/host/no_debugger.o
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)
