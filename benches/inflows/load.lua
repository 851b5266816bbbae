-- What wrk sends: arguments are the target (`ledger` or `bare`), a tag that no other run has, and the day. Each thread
-- numbers its requests, so tag, thread and number together make a key that is used once.
local threads = 0

function setup(thread)
   threads = threads + 1
   thread:set("id", threads)
end

function init(args)
   target, tag, day = args[1], args[2], args[3]
   sent = 0
   if target == "ledger" then
      wrk.headers["Authorization"] = "Bearer " .. args[4]
   end
   wrk.headers["Content-Type"] = "application/json"
end

function request()
   sent = sent + 1
   local qepik = 100 + (sent * 7919 + id * 104729) % 99900
   if target == "bare" then
      return wrk.format("POST", "/transfers", nil, string.format('{"debit":1110,"credit":4210,"amount":%d}', qepik))
   end
   local mark = tag .. "-" .. id .. "-" .. sent
   wrk.headers["Idempotency-Key"] = mark
   return wrk.format("POST", "/api/v1/inflows", nil, string.format(
      '{"kind":"donation","amount":"%d.%02d","received_on":"%s","account":"bank",' ..
      '"donor":{"kind":"natural","name":"Donor %s","number":"%d"}}',
      math.floor(qepik / 100), qepik % 100, day, mark, 1000000 + sent % 5000))
end

-- One line that the bench reads: how many were answered in how many microseconds, what failed, and the times.
function done(summary, latency, requests)
   local e = summary.errors
   io.write(string.format("FIGURES %d %d %d %f %f %f\n", summary.requests, summary.duration,
      e.connect + e.read + e.write + e.status + e.timeout,
      latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
