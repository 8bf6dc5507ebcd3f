#include "stream/provenance.h"

#include <nettle/sha2.h>
#include <stdlib.h>

#include "base/record.h"
#include "stream/feed.h"
#include "stream/input.h"
#include "stream/version.h"

static void write_digest(struct sha256_ctx *sha, struct buf *out)
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	sha256_digest(sha, sizeof digest, digest);
	for (size_t i = 0; i < sizeof digest; i++) {
		buf_addc(out, "0123456789abcdef"[digest[i] >> 4]);
		buf_addc(out, "0123456789abcdef"[digest[i] & 15]);
	}
}

void sha256_hex(struct span bytes, struct buf *out)
{
	struct sha256_ctx sha;
	sha256_init(&sha);
	sha256_update(&sha, bytes.n, (const uint8_t *)bytes.p);
	write_digest(&sha, out);
}

int sha256_file(const char *path, struct buf *out, struct diag *d)
{
	struct feed f;
	struct sha256_ctx sha;
	int code = feed_open(&f, path, d);
	if (code)
		return code;
	sha256_init(&sha);
	for (f.at = f.bytes.n; feed_fill(&f); f.at = f.bytes.n)
		sha256_update(&sha, f.bytes.n - f.at, (const uint8_t *)f.bytes.p + f.at);
	code = feed_status(&f, d);
	feed_close(&f);
	write_digest(&sha, out);
	return code;
}

int provenance_open(struct buf *out, const char *rules, struct diag *d)
{
	source_list files = {0};
	struct buf hex = {0};
	char *const operand[] = {(char *)(uintptr_t)rules};
	int code = input_expand(operand, 1, NULL, &files, d);
	bool first = true;
	buf_adds(out, "{\n\t\"tool\": \"evitab\",\n\t\"version\": \"" EVITAB_VERSION "\",\n\t\"rules\": [");
	for (size_t i = 0; i < files.n && code == DIAG_OK; i++) {
		struct span path = span_of(files.v[i].path);
		if (path.n < 4 || memcmp(path.p + path.n - 4, ".csv", 4) != 0)
			continue;
		buf_clear(&hex);
		code = sha256_file(files.v[i].path, &hex, d);
		const char *slash = strrchr(files.v[i].path, '/');
		buf_adds(out, first ? "\n\t\t{\"table\": " : ",\n\t\t{\"table\": ");
		json_write(out, span_of(slash ? slash + 1 : files.v[i].path));
		buf_printf(out, ", \"sha256\": \"%.*s\"}", (int)hex.n, hex.p);
		first = false;
	}
	buf_adds(out, "\n\t],\n\t\"inputs\": [");
	input_free(&files);
	buf_free(&hex);
	return code;
}

void provenance_input(struct buf *out, bool first, struct span doc, struct span sha256, uint64_t bytes)
{
	buf_adds(out, first ? "\n\t\t{\"doc\": " : ",\n\t\t{\"doc\": ");
	buf_addspan(out, doc);
	buf_printf(out, ", \"bytes\": %llu, \"sha256\": ", (unsigned long long)bytes);
	buf_addspan(out, sha256);
	buf_addc(out, '}');
}

void provenance_close(struct buf *out)
{
	buf_adds(out, "\n\t]\n}\n");
}
