// Scans a file with the patterns of another, by libvectorscan in block mode on one core, and prints what it took.
// usage: vectorscan PATTERNS FILE; each line of PATTERNS is `flags<TAB>pattern`, flags out of `imsu`.
#include <hs/hs.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

static int count(unsigned int, unsigned long long, unsigned long long, unsigned int, void *matches) {
  ++*static_cast<unsigned long long *>(matches);
  return 0;
}

static unsigned int flagsOf(const std::string &flags) {
  unsigned int out = 0;
  if (flags.find('i') != std::string::npos) out |= HS_FLAG_CASELESS;
  if (flags.find('m') != std::string::npos) out |= HS_FLAG_MULTILINE;
  if (flags.find('s') != std::string::npos) out |= HS_FLAG_DOTALL;
  if (flags.find('u') != std::string::npos) out |= HS_FLAG_UTF8 | HS_FLAG_UCP;
  return out;
}

static bool compiles(const std::string &pattern, unsigned int flags) {
  hs_database_t *database = nullptr;
  hs_compile_error_t *error = nullptr;
  const bool is_good = hs_compile(pattern.c_str(), flags, HS_MODE_BLOCK, nullptr, &database, &error) == HS_SUCCESS;
  if (is_good) hs_free_database(database);
  else hs_free_compile_error(error);
  return is_good;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  std::ifstream patterns(argv[1]);
  std::vector<std::string> sources;
  std::vector<unsigned int> flags;
  unsigned int loose = 0;
  unsigned int left = 0;
  for (std::string line; std::getline(patterns, line);) {
    const auto tab = line.find('\t');
    const std::string source = line.substr(tab + 1);
    unsigned int own = flagsOf(line.substr(0, tab));
    // What it cannot follow exactly it may follow loosely: it then reports a little more, and is faster.
    if (!compiles(source, own)) {
      own |= HS_FLAG_PREFILTER;
      if (!compiles(source, own)) {
        ++left;
        std::fprintf(stderr, "left out: %s\n", source.c_str());
        continue;
      }
      ++loose;
    }
    sources.push_back(source);
    flags.push_back(own);
  }
  std::vector<const char *> pointers;
  std::vector<unsigned int> ids;
  for (const auto &source : sources) {
    ids.push_back(static_cast<unsigned int>(pointers.size()));
    pointers.push_back(source.c_str());
  }
  hs_database_t *database = nullptr;
  hs_compile_error_t *error = nullptr;
  if (hs_compile_multi(pointers.data(), flags.data(), ids.data(), static_cast<unsigned int>(pointers.size()),
                       HS_MODE_BLOCK, nullptr, &database, &error) != HS_SUCCESS) {
    std::fprintf(stderr, "%s\n", error->message);
    return 1;
  }
  hs_scratch_t *scratch = nullptr;
  if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) return 1;
  std::ifstream file(argv[2], std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const size_t block = 1 << 20;
  double best = 0;
  unsigned long long matches = 0;
  for (int round = 0; round < 3; ++round) {
    matches = 0;
    const auto start = std::chrono::steady_clock::now();
    for (size_t at = 0; at < text.size();) {
      size_t end = at + block < text.size() ? text.rfind('\n', at + block) + 1 : text.size();
      if (end <= at) end = std::min(text.size(), at + block);
      if (hs_scan(database, text.data() + at, static_cast<unsigned int>(end - at), 0, scratch, count, &matches) != HS_SUCCESS) return 1;
      at = end;
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (best == 0 || seconds < best) best = seconds;
  }
  std::printf("{\"seconds\":%.4f,\"bytes\":%zu,\"matches\":%llu,\"patterns\":%zu,\"loose\":%u,\"left\":%u}\n", best, text.size(), matches, pointers.size(), loose, left);
  return 0;
}
