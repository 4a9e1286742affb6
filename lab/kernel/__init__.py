"""
What makes the lab's city real in the kernel of the CURRENT network namespace; knows no Django.

From the bottom: `scene` (what shall be, plain values) - `programs` (ip, tc, nft) - `namespace`
(are we where this is allowed) - `addresses`, `firewall`, `shaping` (the kernel) - `echo`,
`responder` (who answers) - `children`, `iperf` (processes) - `stage` (puts a scene in force).
"""
