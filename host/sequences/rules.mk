# What campaigns of sequences execute; the Makefile includes this file. mixter-sequences tries them in its own process, with a
# translator that does all that it can at once; tests-bin/sequences writes guests.
SEQUENCES_OBJECTS := $(patsubst %.c,$(BUILD)/%.o,$(wildcard host/sequences/*.c) tests/translate/eager.c)
GUESTS_OBJECTS    := $(BUILD)/tests/isa/sequences.o $(BUILD)/tests/isa/generate.o
ALONE             := $(BARE_OBJECTS) $(BUILD)/host/no_image.o $(BUILD)/host/no_debugger.o

all: $(BUILD)/mixter-sequences $(BUILD)/tests-bin/sequences

$(BUILD)/mixter-sequences: $(SEQUENCES_OBJECTS) $(filter-out %/translate/tuning.o,$(ALONE))
$(BUILD)/tests-bin/sequences: $(GUESTS_OBJECTS) $(ALONE)
$(BUILD)/mixter-sequences $(BUILD)/tests-bin/sequences:
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)
