import type { run } from '../../host/run.ts'

/** Runs a program of the host. Everything here goes through one, so that a test can stand in for Vagrant. */
export type Runner = typeof run
