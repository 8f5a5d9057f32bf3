// Searches files for patterns with libvectorscan, in blocks of 1 MiB as they are handed over elsewhere, and prints what it took.
// vectorscan PATTERNS   where each line of PATTERNS is: id, flags, pattern, looser pattern; tabs between. Each line of standard
// input is a file to search, once.
#include <hs/hs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace {

constexpr size_t block = 1 << 20;
// More than ten times what any pattern takes that compiles at all.
constexpr unsigned compile_seconds = 20;

struct Pattern {
  std::string id, text, looser;
  unsigned flags;
};

unsigned long matches;

int count(unsigned, unsigned long long, unsigned long long, unsigned, void *) {
  matches += 1;
  return 0;
}

double cpu_seconds() { return static_cast<double>(clock()) / CLOCKS_PER_SEC; }

std::vector<Pattern> read_patterns(const char *path) {
  std::vector<Pattern> all;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const size_t a = line.find('\t'), b = line.find('\t', a + 1), c = line.find('\t', b + 1);
    const std::string letters = line.substr(a + 1, b - a - 1);
    unsigned flags = HS_FLAG_ALLOWEMPTY;
    if (letters.find('m') != std::string::npos) flags |= HS_FLAG_MULTILINE;
    if (letters.find('s') != std::string::npos) flags |= HS_FLAG_DOTALL;
    all.push_back({line.substr(0, a), line.substr(b + 1, c - b - 1), line.substr(c + 1), flags});
  }
  return all;
}

// In a process of its own: the library cannot be told to give up.
bool compiles(const std::string &text, unsigned flags) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(compile_seconds);
    hs_database_t *database;
    hs_compile_error_t *error;
    _exit(hs_compile(text.c_str(), flags, HS_MODE_BLOCK, nullptr, &database, &error) == HS_SUCCESS ? 0 : 1);
  }
  int status = 1;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string contents(const char *path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  std::vector<Pattern> taken;
  std::string looser, left;
  for (Pattern &pattern : read_patterns(argv[1])) {
    if (!compiles(pattern.text, pattern.flags)) {
      if (!compiles(pattern.looser, pattern.flags)) {
        left += (left.empty() ? "" : ",") + pattern.id;
        continue;
      }
      pattern.text = pattern.looser;
      looser += (looser.empty() ? "" : ",") + pattern.id;
    }
    taken.push_back(pattern);
  }
  std::vector<const char *> texts;
  std::vector<unsigned> flags, ids;
  for (const Pattern &pattern : taken) {
    texts.push_back(pattern.text.c_str());
    flags.push_back(pattern.flags);
    ids.push_back(static_cast<unsigned>(ids.size()));
  }
  hs_database_t *database;
  hs_compile_error_t *error;
  const double start = cpu_seconds();
  if (hs_compile_multi(texts.data(), flags.data(), ids.data(), texts.size(), HS_MODE_BLOCK, nullptr, &database, &error) != HS_SUCCESS) {
    std::fprintf(stderr, "%s\n", error->message);
    return 1;
  }
  std::printf("compiled\t%zu\t%.1f\t%s\t%s\n", taken.size(), cpu_seconds() - start, looser.c_str(), left.c_str());
  std::fflush(stdout);
  hs_scratch_t *scratch = nullptr;
  if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) return 1;
  for (std::string path; std::getline(std::cin, path);) {
    const std::string text = contents(path.c_str());
    matches = 0;
    const double from = cpu_seconds();
    for (size_t begin = 0; begin < text.size(); begin += block) {
      const size_t length = text.size() - begin < block ? text.size() - begin : block;
      if (hs_scan(database, text.data() + begin, static_cast<unsigned>(length), 0, scratch, count, nullptr) != HS_SUCCESS) return 1;
    }
    std::printf("scanned\t%.6f\t%lu\n", cpu_seconds() - from, matches);
    std::fflush(stdout);
  }
}
