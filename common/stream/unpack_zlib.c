/* gzip and the "deflate" of HTTP. Not left to libarchive: its gzip filter (3.6.2, measured) does not compare checksums, so that a flipped
 * bit passes as text. */
#include "stream/unpack_parts.h"

#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

enum {
	DAMAGES = 64,     /* members of one source that may be damaged, before it is given up: bounds the work of looking for the next */
	GZIP_BITS = 31,   /* zlib: the largest window, and a gzip header */
	RAW_BITS = -15,   /* … and no header */
	STREAM_BITS = 15, /* … and that of zlib */
};

struct gunzip {
	struct packed *from;
	z_stream z;
	bool gzip, between; /* between two members, or behind the last */
	uint64_t member;    /* where the one at hand begins */
	int damages;
};

static void *zlib_memory(void *none, unsigned n, unsigned size)
{
	(void)none;
	return mem_alloc((size_t)n * size);
}

static void zlib_free(void *none, void *p)
{
	(void)none;
	free(p);
}

static void *gunzip_open(enum packing kind, struct packed *from)
{
	struct gunzip *g = mem_alloc(sizeof *g);
	*g = (struct gunzip){.from = from, .z = {.zalloc = zlib_memory, .zfree = zlib_free}, .gzip = kind == PACKED_GZIP};
	int bits = GZIP_BITS;
	if (!g->gzip) { /* HTTP means zlib's format; some servers send the bare one */
		const unsigned char *p = (const unsigned char *)from->bytes.p;
		bits = packed_need(from, 2) >= 2 && (p[0] & 15) == 8 && ((p[0] << 8) | p[1]) % 31 == 0 ? STREAM_BITS : RAW_BITS;
	}
	if (inflateInit2(&g->z, bits) != Z_OK)
		mem_exhausted(); /* no other reason is left: the version is the one of the header */
	return g;
}

static void gunzip_close(void *ctx)
{
	struct gunzip *g = ctx;
	inflateEnd(&g->z);
	free(g);
}

/* Behind a member: does another follow? Zeros may fill up the end. */
static bool next_member(struct gunzip *g, const char **fault)
{
	struct packed *p = g->from;
	if (!g->gzip)
		return false;
	while (packed_need(p, 3) && p->bytes.p[p->at] == '\0')
		p->at++;
	if (packed_need(p, 3) == 0)
		return false;
	if (unpack_kind(span_make(p->bytes.p + p->at, p->bytes.n - p->at)) != PACKED_GZIP) {
		*fault = "what follows its end is not gzip";
		return false;
	}
	inflateReset(&g->z);
	g->between = false;
	g->member = packed_place(p);
	return true;
}

static ssize_t gunzip_read(void *ctx, char *p, size_t n, const char **fault)
{
	struct gunzip *g = ctx;
	n = n < 1 << 30 ? n : 1 << 30;
	g->z.next_out = (unsigned char *)p;
	g->z.avail_out = (unsigned)n;
	while (g->z.avail_out == n) {
		if (g->between && !next_member(g, fault))
			return *fault != NULL ? -1 : 0;
		size_t have = packed_need(g->from, 1);
		if (have == 0) {
			*fault = "it is cut: its packed bytes have no end";
			return -1;
		}
		g->z.next_in = (unsigned char *)g->from->bytes.p + g->from->at;
		g->z.avail_in = (unsigned)have;
		int code = inflate(&g->z, Z_NO_FLUSH);
		g->from->at += have - g->z.avail_in;
		g->between = code == Z_STREAM_END;
		if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
			*fault = "its packed bytes are damaged";
			return -1;
		}
	}
	return (ssize_t)(n - g->z.avail_out);
}

/* Damage is seen late, perhaps behind the start of further members: so the search begins right behind the start of the damaged one, where
 * the source can be read again. */
static bool gunzip_resume(void *ctx)
{
	struct gunzip *g = ctx;
	struct packed *p = g->from;
	if (!g->gzip || g->damages++ == DAMAGES)
		return false;
	uint64_t from = g->between ? packed_place(p) : g->member + 1;
	if (from >= p->before) {
		p->at = (size_t)(from - p->before);
	} else if (lseek(p->fd, (off_t)from, SEEK_SET) == (off_t)from) {
		buf_clear(&p->bytes);
		p->at = 0, p->before = from, p->end = false;
	}
	for (; packed_need(p, 4) >= 4; p->at++) {
		const char *sign = memchr(p->bytes.p + p->at, 0x1f, p->bytes.n - p->at - 3);
		p->at = sign ? (size_t)(sign - p->bytes.p) : p->bytes.n - 4;
		if (memcmp(p->bytes.p + p->at, "\x1f\x8b\x08", 3) == 0 && ((unsigned char)p->bytes.p[p->at + 3] & 0xe0) == 0)
			break;
	}
	if (packed_need(p, 4) < 4)
		return false;
	inflateReset(&g->z);
	g->between = false;
	g->member = packed_place(p);
	return true;
}

const struct unpacker unpack_zlib = {gunzip_open, gunzip_read, gunzip_resume, gunzip_close};
