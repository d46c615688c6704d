"""How fast Cable KG is, as rates and as ratios to things anyone can run: `python -m benchmarks`."""
