"""Pictures of the plant as geometry: values in, lengths as SVG writes them out. No database."""
