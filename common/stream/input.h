/* What the user named on the command line, as a sequence of sources: files, the files of folders in byte order of their paths, standard
 * input. Regular files alone are opened; links to folders are followed only where they were named. */
#ifndef EVITAB_INPUT_H
#define EVITAB_INPUT_H

#include "base/diag.h"

enum media { MEDIA_AUTO, MEDIA_TEXT, MEDIA_HTML, MEDIA_JSONL, MEDIA_WARC, MEDIA_REFERENCES, MEDIAS };
extern const char *const media_names[]; /* as -i takes them */

struct source {
	char *path; /* owned; "-" for standard input */
	uint64_t bytes;
};
typedef LIST(struct source) source_list;

/* Expands the operands (none: "-"). `standard_input` is the file that stands for "-", or NULL. A missing or unreadable path is
 * DIAG_WRONG, after all messages. */
int input_expand(char *const *operands, size_t n, const char *standard_input, source_list *out, struct diag *d);
void input_free(source_list *sources);

/* Operands that stand in a file ("-": standard input), each ended by a NUL byte, as `find -print0` writes them. */
struct input_names {
	struct buf bytes;
	LIST(char *) list; /* borrow bytes; of none, input_expand() must not be asked */
};
/* `standard_input` as above. DIAG_WRONG after messages: the file cannot be read, or a name is empty, or "-" where the names come from
 * there. */
int input_names(const char *file, const char *standard_input, struct input_names *out, struct diag *d);
void input_names_free(struct input_names *n);

/* What a source is: by the ending of its name, in front of that of a packed file (.gz …), else by how it begins, unpacked. */
enum media input_media(const char *path, struct span head);

/* Why a file that begins so holds no text that is read here, and what makes text of it; NULL where nothing speaks against it. path: its
 * name, which says so, too; NULL where the user has said what it is. */
const char *input_foreign(const char *path, struct span head);

/* Opens a source for reading; -1 after a message. */
int input_open(const struct source *s, const char *standard_input, struct diag *d);
/* Appends at most `most` bytes as they are, less only at the end. 0 or DIAG_FOUND after a message. */
int input_read(int fd, const char *path, struct buf *into, size_t most, struct diag *d);

#endif
