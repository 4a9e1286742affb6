"""
The worker of a vantage: probes where it stands, stores what it found, does what it is asked.

From the bottom: `lease` (one worker per vantage) - `mailbag` (what waits to be stored) - `writer`
(the thread that stores) - `echo`, `iperf` (what is asked for) - `errands` (who does it) - `rounds`
(the probers) - `service` (all of it, from start to end).

The event loop never waits for the database: results go into a bounded mailbag that the writer's
thread empties; requests and targets are read in threads of their own. A durable spool on disk
(a later issue) takes the mailbag's place: it needs `put`, `first`, `drop_first` and the counts.
"""
