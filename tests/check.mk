# Targets of the tests, benchmarks and examples; the Makefile includes this file.

TESTS      ?=
CSMITH     ?= 25
CSMITH_SEED ?= 1
SANITIZED   = build/asan
# Host programs that drive core/ directly.
TEST_PROGRAMS = $(BUILD)/tests-bin/slices $(BUILD)/tests-bin/comparison $(BUILD)/tests-bin/wrong $(BUILD)/tests-bin/units

# Everything; the closing line adds up all parts.
check: check-packages all libcstar.a $(TEST_PROGRAMS)
	@tests/check

check-packages:
	@tests/packages check

# A campaign (docs/campaigns.md) from its beginning, or from where the same program was interrupted; what it finds is in
# build/NAME.findings.
campaign     = of="--store $(BUILD)/$(1).db $(2) $(or $(3),campaigns/$(1).campaign)"; \
               if $(BUILD)/mixter campaign report $$of 2> /dev/null | awk '/^$(1): / { left = $$4 - $$2 } END { exit !left }'; \
               then echo "goes on; to begin anew: rm $(BUILD)/$(1).db"; else rm -rf $(BUILD)/$(1).db* $(BUILD)/$(1).findings; fi; \
               nice $(BUILD)/mixter campaign --findings $(BUILD)/$(1).findings $$of
CSMITH_SEEDS = $(CSMITH_SEED)..$$(($(CSMITH_SEED) + $(CSMITH) - 1))

# One part: make check-language, check-errors, check-cstar, check-large, check-lib … or TESTS='language/pp_*'
check-%: all
	@BUILD=$(BUILD) tests/run $(if $(TESTS),$(TESTS),$*)

# Every test program at depth 1 to 4, with slices of every length on every level; make check runs a part of it.
matrix: check-packages all
	@$(call campaign,matrix)

# Every test and example program verified, in slices of every length, at depth 0 to 2; make check runs a part of it.
verify: check-packages all
	@$(call campaign,verify)

# Bugs are planted, one at a time, in every engine and in what compares them: each has to be caught. Needs Python 3.
# MUTANTS='slice-* both': some of them (tests/mutants/run says more).
CHOSEN = $(BUILD)/mutants-chosen.campaign
mutants: check-packages all libcstar.a
ifeq ($(MUTANTS),)
	@$(call campaign,mutants)
else
	@tests/mutants/run -c $(MUTANTS) > $(CHOSEN)
	@$(call campaign,mutants-chosen,,$(CHOSEN))
endif

# Real programs from Debian's source packages, which have to be downloaded (5 minutes).
programs: all
	@tests/packages programs
	@BUILD=$(BUILD) tests/programs/run $(PROGRAM)

# Test suites of other compilers: gcc's c-torture, tcc's (two minutes); SAMPLE=10: every tenth program.
suites: all
	@BUILD=$(BUILD) tests/suites/run $(SUITE)

# Floating point, with many more operands (8 minutes), and its planted bugs (3 minutes).
float: all
	@BUILD=$(BUILD) tests/float/run slow
	@BUILD=$(BUILD) tests/float/run planted

# Every row of the instruction table proved, on the code for both instruction sets, and the translated blocks of many programs;
# make check proves the 17, and the blocks of two programs.
prove: all libcstar.a
	@tests/packages check
	@BUILD=$(BUILD) tests/prove/run full

# The programs of bench on a translator that is compared with the reference after each unit; make check tries small ones.
units: all $(BUILD)/tests-bin/units
	@BUILD=$(BUILD) tests/translate/units full

csmith: check-packages all
	@$(call campaign,csmith,--set each=1 --set seeds=$(CSMITH_SEEDS))

# Programs compiled by gcc for MIPS32, random ones of csmith: 500 take some 20 minutes.
csmith-gcc: check-packages all libcstar.a
	@$(call campaign,csmith-gcc,--set each=1 --set seeds=$(CSMITH_SEEDS))

# Random sequences of instructions on every engine and qemu-mipsel; 1000000 take some 15 minutes.
SEQUENCES  ?= 20000
sequences: check-packages all
	@$(call campaign,sequences,--set seeds=1..$$((($(SEQUENCES) + 1999) / 2000)))

# The same program with AddressSanitizer and UndefinedBehaviorSanitizer, below build/asan. (The
# compiler, which runs during the build, leaves its memory to the end of the process.)
asan:
	@ASAN_OPTIONS=detect_leaks=0 $(MAKE) --no-print-directory BUILD=$(SANITIZED) \
	    CFLAGS='-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined' \
	    LDFLAGS='-fsanitize=address,undefined' all $(SANITIZED)/tests-bin/slices $(SANITIZED)/tests-bin/comparison

bench: all libcstar.a
	@tests/packages bench
	@BUILD=$(BUILD) bench/run
	@BUILD=$(BUILD) bench/hypster
	@BUILD=$(BUILD) bench/mixter
	@BUILD=$(BUILD) bench/translate
	@BUILD=$(BUILD) bench/recording
	@BUILD=$(BUILD) bench/float

demo:
	@echo 'make demo: builds Mixter (half a minute the first time), then runs four steps, some seconds each.'
	@echo '#include <stdio.h>' | $(CC) -E - > /dev/null 2>&1 || tests/packages demo
	@$(MAKE) -s --no-print-directory all
	@BUILD=$(BUILD) examples/demo

fuzz:
	@tests/packages fuzz
	@tests/fuzz/run

# Campaigns themselves, whole: 10,000 tasks, workers killed 100 times; with Slurm, GNU parallel and cvise.
campaigns: all libcstar.a
	@tests/packages campaigns
	@BUILD=$(BUILD) tests/campaign/run full

# How many tasks a second a store takes.
bench-campaign: all
	@tests/packages campaigns
	@BUILD=$(BUILD) bench/campaign

.PHONY: campaigns bench-campaign
.PHONY: check check-packages prove units matrix verify mutants float csmith asan bench demo fuzz programs suites

$(BUILD)/tests-bin/slices: tests/budgets/slices.c $(OBJECTS)
$(BUILD)/tests-bin/comparison: tests/mixter/comparison.c $(OBJECTS)
$(BUILD)/tests-bin/wrong: tests/mixter/wrong.c $(BUILD)/core/main.o $(filter-out %/mixter/engines.o,$(OBJECTS))
$(BUILD)/tests-bin/units: tests/translate/units.c $(BUILD)/core/main.o $(filter-out %/translate/tuning.o,$(OBJECTS))
$(TEST_PROGRAMS):
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)
