"""Ready answers from what was watched: now (`live`), earlier (`history`), and who watches."""
