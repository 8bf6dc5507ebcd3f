#include "stream/input.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "stream/feed.h"

enum {
	DEPTH_MAX = 64,      /* folders inside folders */
	NAMES_MAX = 1 << 30, /* bytes of a list of names */
};

const char *const media_names[] = {"auto", "text", "html", "jsonl", "warc", "references"};

static char *joined(const char *dir, const char *name)
{
	struct buf b = {0};
	buf_adds(&b, dir);
	if (b.n && b.p[b.n - 1] != '/')
		buf_addc(&b, '/');
	buf_adds(&b, name);
	buf_addc(&b, '\0');
	return b.p;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The paths in a folder, sorted; hidden names are left out. */
static int list_folder(const char *path, char ***names, size_t *n, struct diag *d)
{
	LIST(char *) found = {0};
	DIR *dir = opendir(path);
	if (dir == NULL)
		return diag_at(d, DIAG_WRONG, path, 0, 0, "%s", strerror(errno));
	for (const struct dirent *e; (e = readdir(dir)) != NULL;)
		if (e->d_name[0] != '.')
			list_push(&found, joined(path, e->d_name));
	closedir(dir);
	if (found.n)
		qsort(found.v, found.n, sizeof *found.v, by_path);
	*names = found.v, *n = found.n;
	return DIAG_OK;
}

static int expand(char *path, int depth, source_list *out, struct diag *d);

static int expand_folder(const char *path, int depth, source_list *out, struct diag *d)
{
	char **names = NULL;
	size_t n = 0;
	if (depth == DEPTH_MAX)
		return diag_at(d, DIAG_WRONG, path, 0, 0, "folders are nested deeper than %d", DEPTH_MAX);
	int code = list_folder(path, &names, &n, d);
	if (code)
		return code;
	for (size_t i = 0; i < n; i++) {
		int each = expand(names[i], depth + 1, out, d);
		if (each > code)
			code = each;
	}
	free(names);
	return code;
}

/* Takes path over. Folders below the first level are entered only where they are no links, so loops end. */
static int expand(char *path, int depth, source_list *out, struct diag *d)
{
	struct stat st;
	int code = DIAG_OK;
	if ((depth ? lstat(path, &st) : stat(path, &st)) != 0) {
		code = diag_at(d, DIAG_WRONG, path, 0, 0, "%s", strerror(errno));
	} else if (S_ISLNK(st.st_mode) && (stat(path, &st) != 0 || !S_ISREG(st.st_mode))) {
		code = diag_at(d, DIAG_FOUND, path, 0, 0, "passed over: a link that leads to no file");
	} else if (S_ISDIR(st.st_mode)) {
		code = expand_folder(path, depth, out, d);
	} else if (!S_ISREG(st.st_mode)) {
		code = diag_at(d, depth ? DIAG_FOUND : DIAG_WRONG, path, 0, 0, "neither a file nor a folder");
	} else if (access(path, R_OK) != 0) {
		code = diag_at(d, DIAG_WRONG, path, 0, 0, "%s", strerror(errno));
	} else {
		struct source s = {path, (uint64_t)st.st_size};
		list_push(out, s);
		return DIAG_OK;
	}
	free(path);
	return code;
}

static char *copied(const char *s)
{
	return memcpy(mem_alloc(strlen(s) + 1), s, strlen(s) + 1);
}

int input_expand(char *const *operands, size_t n, const char *standard_input, source_list *out, struct diag *d)
{
	char name[] = "-";
	char *const dash[] = {name};
	int code = DIAG_OK;
	if (n == 0)
		operands = dash, n = 1;
	for (size_t i = 0; i < n; i++) {
		int each = DIAG_OK;
		if (strcmp(operands[i], "-") == 0) {
			struct stat st = {.st_size = 0};
			if (standard_input != NULL && stat(standard_input, &st) != 0)
				each = diag_at(d, DIAG_FAILED, standard_input, 0, 0, "%s", strerror(errno));
			struct source s = {copied("-"), (uint64_t)st.st_size};
			list_push(out, s);
		} else if (operands[i][0] == '\0') {
			each = diag_at(d, DIAG_WRONG, NULL, 0, 0, "an operand is empty: it names no file");
		} else {
			each = expand(copied(operands[i]), 0, out, d);
		}
		if (each > code)
			code = each;
	}
	return code;
}

void input_free(source_list *sources)
{
	for (size_t i = 0; i < sources->n; i++)
		free(sources->v[i].path);
	list_free(sources);
}

int input_names(const char *file, const char *standard_input, struct input_names *out, struct diag *d)
{
	struct feed f;
	int code = feed_open(&f, standard_input != NULL && strcmp(file, "-") == 0 ? standard_input : file, d);
	if (code)
		return code;
	feed_take(&f, NAMES_MAX, &out->bytes);
	if (f.error != NULL || out->bytes.n == NAMES_MAX)
		code = diag_at(d, DIAG_WRONG, file, 0, 0, "%s", f.error ? f.error : "longer than 1 GiB");
	feed_close(&f);
	buf_addc(&out->bytes, '\0'); /* ends the last name where nothing else does */
	for (size_t at = 0; at + 1 < out->bytes.n && code == DIAG_OK;) {
		char *name = out->bytes.p + at;
		list_push(&out->list, name);
		at += strlen(name) + 1;
		if (*name == '\0')
			code = diag_at(d, DIAG_WRONG, file, out->list.n, 0, "the name is empty");
		else if (strcmp(name, "-") == 0 && strcmp(file, "-") == 0)
			code = diag_at(d, DIAG_WRONG, file, out->list.n, 0, "'-' cannot stand in a list that comes from standard input");
	}
	return code;
}

void input_names_free(struct input_names *n)
{
	buf_free(&n->bytes);
	list_free(&n->list);
}

/* ending: in small letters. */
static bool ends_with(struct span path, const char *ending)
{
	size_t m = strlen(ending);
	return path.n >= m && text_starts(span_sub(path, path.n - m, path.n), ending);
}

static struct span unpacked_name(const char *path)
{
	static const char *const endings[] = {".gz", ".zst", ".xz", ".bz2"};
	struct span name = span_of(path);
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
		if (ends_with(name, endings[i]))
			return span_sub(name, 0, name.n - strlen(endings[i]));
	return name;
}

/* What stands in s behind its first n bytes and the blanks after them, which are line ends, too, where `lines` says so. */
static struct span behind(struct span s, size_t n, bool lines)
{
	while (n < s.n && (lines ? text_is_space(s.p[n]) : s.p[n] == ' ' || s.p[n] == '\t'))
		n++;
	return span_sub(s, n, s.n);
}

/* The beginning without a byte order mark and blanks. */
static struct span beginning(struct span head)
{
	return behind(head, span_starts(head, "\xEF\xBB\xBF") ? 3 : 0, true);
}

/* What the ending says; MEDIA_AUTO where it says nothing. */
static enum media media_named(struct span name)
{
	static const struct {
		const char *ending;
		enum media media;
	} endings[] = {
		{".txt", MEDIA_TEXT},   {".text", MEDIA_TEXT},   {".md", MEDIA_TEXT},      {".html", MEDIA_HTML}, {".htm", MEDIA_HTML},
		{".xhtml", MEDIA_HTML}, {".jsonl", MEDIA_JSONL}, {".ndjson", MEDIA_JSONL}, {".warc", MEDIA_WARC}, {".wet", MEDIA_WARC},
	};
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
		if (ends_with(name, endings[i].ending))
			return endings[i].media;
	return MEDIA_AUTO;
}

enum media input_media(const char *path, struct span head)
{
	enum media named = media_named(unpacked_name(path));
	if (named != MEDIA_AUTO)
		return named;
	if (span_starts(head, "WARC/"))
		return MEDIA_WARC;
	head = beginning(head);
	if (span_starts(head, "{") && span_starts(behind(head, 1, false), "\""))
		return MEDIA_JSONL;
	static const char *const openings[] = {"<!doctype html", "<html", "<head", "<body", "<!--", "<?xml"};
	for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++)
		if (text_starts(head, openings[i]))
			return MEDIA_HTML;
	return MEDIA_TEXT;
}

/* Of a file of which the user did not say what it is: by its name, or since it is JSON over several lines or in one array. */
static const char *foreign_named(const char *path, struct span head)
{
	static const char table[] = "a table: make JSON Lines of it, a document a line; -i text reads it as it is";
	static const char works[] = "a list of works, no article: --library takes it; -i text reads it as it is";
	static const char parts[] = "a page or mail with all its parts: save it as HTML alone; -i text reads it as it is";
	static const char latex[] = "LaTeX: make HTML or text of it first, as with pandoc; -i text reads it as it is";
	static const struct {
		const char *ending, *why;
	} endings[] = {{".csv", table},   {".tsv", table}, {".bib", works}, {".ris", works},
				   {".mhtml", parts}, {".mht", parts}, {".eml", parts}, {".tex", latex}};
	struct span name = unpacked_name(path);
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
		if (ends_with(name, endings[i].ending))
			return endings[i].why;
	if (media_named(name) != MEDIA_AUTO)
		return NULL;
	head = beginning(head);
	if (span_starts(head, "[") && span_starts(behind(head, 1, true), "{"))
		head = behind(head, 1, true);
	bool json = span_starts(head, "{") && span_starts(behind(head, 1, true), "\"");
	return json ? "JSON, but not a document a line: make lines of it first, as with jq -c" : NULL;
}

const char *input_foreign(const char *path, struct span head)
{
	static const struct {
		const char *opening, *why;
	} formats[] = {
		{"%PDF-", "a PDF: make text of it first, as with pdftotext -enc UTF-8"},
		{"%!PS", "PostScript: make text of it first, as with ps2ascii"},
		{"PK\003\004", "a zip archive, as .docx, .odt, .xlsx and .epub are: save it as HTML or text first, as with pandoc"},
		{"{\\rtf", "RTF: save it as HTML or text first"},
		{"\xD0\xCF\x11\xE0", "an old Office file, as .doc and .xls are: save it as HTML or text first"},
	};
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
		if (span_starts(head, formats[i].opening))
			return formats[i].why;
	return path ? foreign_named(path, head) : NULL;
}

int input_open(const struct source *s, const char *standard_input, struct diag *d)
{
	bool standard = strcmp(s->path, "-") == 0;
	if (standard && standard_input == NULL)
		return STDIN_FILENO;
	int fd = open(standard ? standard_input : s->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		diag_at(d, DIAG_FOUND, s->path, 0, 0, "%s", strerror(errno));
	return fd;
}

int input_read(int fd, const char *path, struct buf *into, size_t most, struct diag *d)
{
	while (most > 0) {
		ssize_t n = read(fd, buf_room(into, most), most);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return diag_at(d, DIAG_FOUND, path, 0, 0, "%s", strerror(errno));
		if (n == 0)
			break;
		into->n += (size_t)n;
		most -= (size_t)n;
	}
	return DIAG_OK;
}
