/* The floor of a durable commit: how long fdatasync of one 8 KiB page takes. Arguments: file, milliseconds of
   the run, microseconds of rest before each. */
#define _GNU_SOURCE
#include "common.h"

#include <fcntl.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int file = open(argv[1], O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (file < 0) die(argv[1]);
  static char page[8192];
  static Histogram times;
  /* A log file is written over, not grown: blocks are there before the clock starts. */
  for (int i = 0; i < 2048; i++)
    if (pwrite(file, page, sizeof page, (off_t)i * (off_t)sizeof page) != (ssize_t)sizeof page) die("write");
  if (fsync(file) != 0) die("fsync");
  uint64_t begun = now_ns(), end = begun + strtoull(argv[2], NULL, 10) * 1000000ull;
  useconds_t rest = (useconds_t)strtoul(argv[3], NULL, 10);
  for (uint64_t i = 0; now_ns() < end; i++) {
    if (rest > 0) usleep(rest);
    uint64_t before = now_ns();
    page[0] = (char)i;
    if (pwrite(file, page, sizeof page, (off_t)(i % 2048) * (off_t)sizeof page) != (ssize_t)sizeof page) die("write");
    if (fdatasync(file) != 0) die("fdatasync");
    histogram_add(&times, now_ns() - before);
  }
  close(file);
  unlink(argv[1]);
  printf("{\"ns\":%llu", (unsigned long long)(now_ns() - begun));
  histogram_print("flush", &times);
  printf("}\n");
  return 0;
}
