"""Settings, urls and the doors of the process: what joins everything else."""
