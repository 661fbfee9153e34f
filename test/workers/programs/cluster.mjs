import cluster from 'node:cluster'

/* A cluster that does what a test tells it to. */

await import(cluster.isPrimary ? './cluster-primary.mjs' : './cluster-worker.mjs')
