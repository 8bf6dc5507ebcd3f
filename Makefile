# evitab: every stages/*.c is a program, every common/ROOM/*.c a member of the library; no lists.
CC ?= cc
CFLAGS ?= -O2 -g
WARN = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wvla -Wconversion -Wno-sign-conversion
STD = -std=c11 -D_POSIX_C_SOURCE=200809L
HARDEN = -fstack-protector-strong -fPIE -D_FORTIFY_SOURCE=2 -fno-strict-aliasing
PACKAGES = libxml-2.0 jansson libutf8proc libarchive zlib
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

# The one list of records and tables, as rows for schema.c.
$(BUILD)/schema.inc: common/output/schema.csv common/output/schema.awk
	@mkdir -p $(@D)
	awk -f common/output/schema.awk common/output/schema.csv >$@.new && mv $@.new $@
$(BUILD)/common/output/schema.o: $(BUILD)/schema.inc
$(BUILD)/common/output/schema.o: CPPFLAGS += -I$(BUILD)

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

# The manual and the completions, made of what --help and docs/ say.
DERIVED = $(BUILD)/derived
manual: $(DERIVED)/evitab.1
$(DERIVED)/evitab.1: $(STAGES) pipeline.sh $(wildcard packaging/* docs/*.md)
	@packaging/derive.sh $(BUILD)

# Where things go; the driver and the programs find each other by these places beside each other, wherever PREFIX is.
PREFIX ?= /usr/local
INSTALL_PROGRAM ?= install
BINDIR = $(DESTDIR)$(PREFIX)/bin
LIBEXECDIR = $(DESTDIR)$(PREFIX)/libexec/evitab
DATADIR = $(DESTDIR)$(PREFIX)/share/evitab
DOCDIR = $(DESTDIR)$(PREFIX)/share/doc/evitab
MANDIR = $(DESTDIR)$(PREFIX)/share/man
BASHDIR = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
ZSHDIR = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
MANUAL = $(DERIVED)/evitab.1 $(DERIVED)/evitab-stages.1 $(DERIVED)/evitab-input.5 $(DERIVED)/evitab-records.5 $(DERIVED)/evitab-rules.5

install: all manual
	install -d $(BINDIR) $(LIBEXECDIR) $(DATADIR)/configs $(DOCDIR)/docs $(MANDIR)/man1 $(MANDIR)/man5 $(BASHDIR) $(ZSHDIR)
	install -m 755 pipeline.sh $(BINDIR)/evitab
	$(INSTALL_PROGRAM) -m 755 $(STAGES) $(LIBEXECDIR)
	install -m 644 configs/*.csv $(DATADIR)/configs
	install -m 644 common/stream/version.h stages/run.sh $(DATADIR)
	install -m 644 README.md LICENSE $(DOCDIR)
	install -m 644 docs/*.* $(DOCDIR)/docs
	install -m 644 $(filter %.1,$(MANUAL)) $(MANDIR)/man1
	install -m 644 $(filter %.5,$(MANUAL)) $(MANDIR)/man5
	install -m 644 $(DERIVED)/evitab.bash $(BASHDIR)/evitab
	install -m 644 $(DERIVED)/_evitab $(ZSHDIR)/_evitab

uninstall:
	rm -rf $(LIBEXECDIR) $(DATADIR) $(DOCDIR)
	rm -f $(BINDIR)/evitab $(BASHDIR)/evitab $(ZSHDIR)/_evitab
	rm -f $(addprefix $(MANDIR)/man1/,$(notdir $(filter %.1,$(MANUAL)))) $(addprefix $(MANDIR)/man5/,$(notdir $(filter %.5,$(MANUAL))))

# A package for Debian, the same bytes from every build.
deb:
	@packaging/deb.sh

-include $(wildcard $(BUILD)/*.d $(BUILD)/common/*/*.d $(BUILD)/unit/*.d)

.PHONY: all units test clean manual install uninstall deb
