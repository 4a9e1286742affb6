"""
Availability in exact seconds, three-valued: up, down, unknown. Pure: no clock, no database.

From below: `intervals` (spans and sets of seconds), `calendar` and `school_days` (which seconds
were promised), `samples` and `merge` (what was seen), `maintenance` (what is left out),
`outages`, `availability` (the account, its bounds and its verdict), `budget`, `aggregate`,
`quality` (latency, loss, bandwidth), `display` (percentages, floored).

The definitions are the conformance table's: tests/golden/README.md.
"""
