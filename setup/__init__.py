"""
Set-up and supervision: what `./start` and `./test` do before and around Django.

Runs on the system's own Python (3.11 or later) before any package is installed, so every module
here imports the standard library and its siblings only. Linux only: it reads `/proc`.

From the top: `start`, `test` (the two commands) > `check`, `city`, `product` (what is run, and
how it is awaited) > `supervise`, `inner` (keeping it running) > `cluster`, `venv`, `packages`,
`mirror`, `namespace` (the means) > `paths`, `users`, `lock`, `processes`, `stamps`, `logs` >
`commands`, `console`.
"""
