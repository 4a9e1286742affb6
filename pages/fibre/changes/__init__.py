"""Changes to the plant: forms for the everyday work, and the import of tables."""
