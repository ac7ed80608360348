"""What papers costs: `python -m benchmarks` prints ratios to baselines that are measured in the same run."""
