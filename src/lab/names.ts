/*
 * Names of machines, labs, instances and snapshots reach shells, paths and units: letters, digits, _ or - only.
 */

/** It becomes a hostname, which ends in no hyphen. */
export const machineName = /^[a-z]([a-z0-9_-]{0,28}[a-z0-9])?$/
export const labName = /^[a-z][a-z0-9-]{0,29}$/
