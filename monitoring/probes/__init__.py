"""
Asking targets whether they work, and judging the answers.

Pure but for `sockets` (the network) and `clock` (the time): no framework, no database. Whoever
stores results stands above and does

    prober = Prober(targets=..., canaries=..., pinger=IcmpEngine(open_links()),
                    clock=SystemClock(), settings=Settings(), policy=Policy())
    async for result in prober.cycles():  # results.CycleResult
        ...

From the bottom: `rounds` (what a round found) - `schedule` (when to ask) - `checks` (the seams)
- `verdict` (what rounds mean) - `results` - `packet`, `sockets`, `engine` (ICMP) - `cycle` (the
loop).

To add a check (TCP, HTTP, SNMP): write a class with `checks.Check`'s one method, which turns a
plan into one `Round` per target in the plan's order, and hand it to the prober under a name:
`Prober(..., checks={"tcp": TcpCheck()})`; targets with `check="tcp"` then go to it. An attempt
counts as an echo: `sent` is what was tried, `received` what worked within the time limit,
`send_errors` what we ourselves could not try. Schedule, isolation, gaps and verdicts are shared
and need no change; a check never judges.
"""
