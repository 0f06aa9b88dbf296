-- Asks for the addresses in the file of BENCH_PATHS in turn, with the tag of BENCH_TAG where there is one.
local paths, at = {}, 0
for line in io.lines(os.getenv("BENCH_PATHS")) do
  paths[#paths + 1] = line
end
local tag = os.getenv("BENCH_TAG")
local headers = tag and { ["If-None-Match"] = tag } or {}

function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], headers)
end

function done(summary, latency)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("FOUND %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(95), failed))
end
