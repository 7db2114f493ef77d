import { readFileSync, writeFileSync } from 'node:fs'

const limitFile = '/proc/sys/fs/inotify/max_user_instances'
/** Enough for a thousand machines: a class on one server. */
const enough = 8192

/**
 * The kernel lets one user watch files 128 times; a booted machine takes five to eight of that, all as root, and the
 * systemd of a machine that gets none ends with "Failed to create control group inotify object: Too many open files".
 * Raises the limit until the host boots again and never lowers it.
 * Source: fs.inotify.max_user_instances in proc_sys_fs(5), inotify(7)
 */
export function allowWatches(file = limitFile): void {
  try {
    if (Number(readFileSync(file, 'utf8')) < enough) writeFileSync(file, String(enough))
  } catch {
    // A host that lends its kernel settings to nobody: a few machines start all the same.
  }
}
