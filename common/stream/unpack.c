#include "stream/unpack_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { PACKED_BYTES = 1 << 16 }; /* of one read */

struct unpack {
	struct packed from;
	const struct unpacker *how;
	void *ctx;
	uint64_t given; /* bytes */
	const char *fault;
	bool bomb;
};

enum packing unpack_kind(struct span head)
{
	static const struct {
		const char *sign;
		size_t n;
		enum packing kind;
	} signs[] = {
		{"\x1f\x8b\x08", 3, PACKED_GZIP},
		{"\x28\xb5\x2f\xfd", 4, PACKED_ZSTD},
		{"\xfd\x37zXZ\0", 6, PACKED_XZ},
	};
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (head.n >= signs[i].n && memcmp(head.p, signs[i].sign, signs[i].n) == 0)
			return signs[i].kind;
	/* what is to be skipped (RFC 8878, 3.1.2) may open a file of Zstandard */
	if (head.n >= 4 && (head.p[0] & 0xf0) == 0x50 && memcmp(head.p + 1, "\x2a\x4d\x18", 3) == 0)
		return PACKED_ZSTD;
	/* BZh, a digit, and the mark of a block or of the end: the words "BZh" alone may begin a text */
	if (head.n >= 10 && memcmp(head.p, "BZh", 3) == 0 && head.p[3] >= '1' && head.p[3] <= '9' &&
		(memcmp(head.p + 4, "\x31\x41\x59\x26\x53\x59", 6) == 0 || memcmp(head.p + 4, "\x17\x72\x45\x38\x50\x90", 6) == 0))
		return PACKED_BZIP2;
	return PACKED_NOT;
}

size_t packed_need(struct packed *p, size_t least)
{
	while (p->bytes.n - p->at < least && !p->end) {
		if (p->at) {
			p->before += p->at;
			p->bytes.n -= p->at;
			memmove(p->bytes.p, p->bytes.p + p->at, p->bytes.n);
			p->at = 0;
		}
		ssize_t n = p->fd < 0 ? 0 : read(p->fd, buf_room(&p->bytes, PACKED_BYTES), PACKED_BYTES);
		if (n < 0 && errno == EINTR)
			continue;
		p->fault = n < 0 ? strerror(errno) : NULL;
		p->end = n <= 0;
		p->bytes.n += n > 0 ? (size_t)n : 0;
	}
	return p->bytes.n - p->at;
}

struct unpack *unpack_open(enum packing kind, int fd, struct span head)
{
	struct unpack *u = mem_alloc(sizeof *u);
	*u = (struct unpack){.from = {.fd = fd}, .how = kind == PACKED_GZIP || kind == PACKED_DEFLATE ? &unpack_zlib : &unpack_archive};
	buf_addspan(&u->from.bytes, head);
	u->ctx = u->how->open(kind, &u->from);
	return u;
}

void unpack_close(struct unpack *u)
{
	if (u == NULL)
		return;
	u->how->close(u->ctx);
	buf_free(&u->from.bytes);
	free(u);
}

ssize_t unpack_read(struct unpack *u, char *p, size_t n)
{
	if (u->fault != NULL)
		return -1;
	ssize_t got = u->how->read(u->ctx, p, n, &u->fault);
	if (got > 0)
		u->given += (uint64_t)got;
	if (u->given > UNPACK_FREE && u->given / UNPACK_RATIO > packed_place(&u->from)) {
		u->bomb = true;
		u->fault = "it unpacks to more than 256 times its size";
	}
	return u->fault != NULL ? -1 : got;
}

const char *unpack_fault(const struct unpack *u)
{
	return u->from.fault != NULL ? u->from.fault : u->fault;
}

bool unpack_resume(struct unpack *u)
{
	if (u->bomb || u->from.fault != NULL || u->how->resume == NULL || !u->how->resume(u->ctx))
		return false;
	u->fault = NULL;
	return true;
}
