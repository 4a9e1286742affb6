"""The plant conformance cases: read (`cases`), built (`building`), asked (`asking`)."""
