# evitab: every stages/*.c is a program, every common/ROOM/*.c a member of the library; no lists.
CC ?= cc
CFLAGS ?= -O2 -g
WARN = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wvla -Wconversion -Wno-sign-conversion
STD = -std=c11 -D_POSIX_C_SOURCE=200809L
HARDEN = -fstack-protector-strong -fPIE -D_FORTIFY_SOURCE=2 -fno-strict-aliasing
PACKAGES = libxml-2.0 jansson libutf8proc
CPPFLAGS += $(STD) -Icommon $(shell pkg-config --cflags $(PACKAGES))
LIBS = $(shell pkg-config --libs $(PACKAGES)) -lcsv -lunistring -lnettle
# What single programs need beside that.
LIBS_xlsx = -lxlsxwriter
LIBS_sqlite = -lsqlite3
BUILD ?= build

STAGES = $(patsubst stages/%.c,$(BUILD)/%,$(wildcard stages/*.c))
OBJECTS = $(patsubst common/%.c,$(BUILD)/common/%.o,$(wildcard common/*/*.c))
UNITS = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))

all: $(STAGES)

$(BUILD)/common/%.o: common/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(WARN) $(HARDEN) $(CFLAGS) -MMD -MP -c -o $@ $<

# The style sheet of the report, as bytes for report_page.c.
$(BUILD)/report.css.inc: common/report/report.css
	@mkdir -p $(@D)
	od -An -v -tu1 $< | sed 's/[0-9][0-9]*/&,/g' >$@
$(BUILD)/common/report/report_page.o: $(BUILD)/report.css.inc
$(BUILD)/common/report/report_page.o: CPPFLAGS += -I$(BUILD)

$(BUILD)/libevitab.a: $(OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $(OBJECTS)

$(BUILD)/%: stages/%.c $(BUILD)/libevitab.a
	$(CC) $(CPPFLAGS) $(WARN) $(HARDEN) $(CFLAGS) $(LDFLAGS) -pie -MMD -MP -MF $@.d -o $@ $< $(BUILD)/libevitab.a -Wl,--as-needed $(LIBS) $(LIBS_$*)

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libevitab.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(WARN) $(HARDEN) $(CFLAGS) $(LDFLAGS) -pie -MMD -MP -MF $@.d -o $@ $< $(BUILD)/libevitab.a -Wl,--as-needed $(LIBS)

units: $(UNITS)

# All tests; installs what is missing, where it may.
test:
	@./setup.sh test
	@$(MAKE) --no-print-directory all units
	@tests/run.sh

clean:
	rm -rf $(BUILD)

-include $(wildcard $(BUILD)/*.d $(BUILD)/common/*/*.d $(BUILD)/unit/*.d)

.PHONY: all units test clean
