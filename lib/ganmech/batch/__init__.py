"""Sweeps: a notebook or a function of the library over parameters, on one machine or on a cluster.

    SWEEP.toml   -> spec     what is asked, every error in it at once
                 -> points   the parameters of each point, and the key of what decides its result
                 -> engines  this process, worker processes, Dask, SLURM: all call run(task) and get a record
                 -> folder   build/sweeps/<name>: records, executed notebooks, manifest, table
"""
