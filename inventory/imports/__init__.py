"""
Uploaded tables, from bytes to values: what a file says, not whether the plant agrees.

`tables` reads CSV and XLSX within limits, `columns` names the columns of each kind of table,
`kinds` turns lines into values or findings. No database: `inventory.operations.importing`
looks up what a value names, and stores it.
"""
