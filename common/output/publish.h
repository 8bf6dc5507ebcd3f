/* Files that appear together, complete, or not at all: written into a hidden folder inside the target folder, flushed to disk, then
 * renamed into place. Or one file beside others: the hidden folder then lies where the file will stand. */
#ifndef EVITAB_PUBLISH_H
#define EVITAB_PUBLISH_H

#include "base/diag.h"

enum publish_place { PLACED_NOT, PLACED_NEW, PLACED_EXCHANGED };

struct publish_file {
	char *name; /* owned */
	int fd;
	enum publish_place placed; /* in the target folder; exchanged: with an older one, which lies in the hidden folder now */
	struct buf out;            /* not written yet; append to it, then publish_flush() */
};

struct publication {
	char *dir, *work; /* owned: the target folder, the hidden one in it */
	int lock;         /* on the hidden one, as long as there is one: who is at work is told from who was killed */
	bool made;        /* the target folder is ours: it was not there before */
	LIST(struct publish_file) files;
};

/* Makes the folders, and removes what killed runs have left in the target folder. 0 or DIAG_WRONG after a message. */
int publish_open(struct publication *p, const char *dir, struct diag *d);
/* One file at `path`, which is number 0. What stands there may be a file, or nothing (a symbolic link is replaced); its folder must be
 * there. 0 or DIAG_WRONG after a message, DIAG_FAILED from publish_file(). */
int publish_open_one(struct publication *p, const char *path, struct diag *d);
/* A new file; its number for publish_out(), or -1 after a message. */
int publish_file(struct publication *p, const char *name, struct diag *d);
/* Where the file stands until it is published, for a library that wants to write it itself; free() it. */
char *publish_path(const struct publication *p, int file);
/* The file is complete: writes and closes it, so that very many can be published together. 0 or DIAG_FAILED. */
int publish_done(struct publication *p, int file, struct diag *d);
static inline struct buf *publish_out(struct publication *p, int file)
{
	return &p->files.v[file].out;
}
/* Writes what has gathered, then bytes [from, to) of another file behind it; `name` is that file's, for messages. 0 or DIAG_FAILED. */
int publish_copy(struct publication *p, int file, int fd, const char *name, uint64_t from, uint64_t to, struct diag *d);
/* Writes what has gathered: of files with much, or of all. 0 or DIAG_FAILED after a message. */
int publish_flush(struct publication *p, bool all, struct diag *d);
/* Flushes, renames all files into the folder; where one of them cannot be, all that stood there before stands there again. 0 or DIAG_FAILED
 * after a message. */
int publish_commit(struct publication *p, struct diag *d);
/* Removes what was not committed and frees p; to be called in any case. */
void publish_close(struct publication *p);

#endif
