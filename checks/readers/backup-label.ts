import type { Answer, Question } from '../../src/grading/kind.ts'

/**
 * Whoever makes a data folder fit for recovery leaves a backup_label in it, which PostgreSQL keeps as backup_label.old
 * (CreateBackupLabel of pg_rewind.c writes "BACKUP METHOD: pg_rewind", pg_backup_stop "streamed"). It is read from
 * PGDATA, so that it can be told of a server that is down, too.
 */
export const labelQuestion = (machine: string): Question => ({
  machine,
  run: 'cat "$PGDATA/backup_label.old" 2>/dev/null || true',
  optional: true,
})

/** Whether the data was copied from another server between two looks; unknown is no. */
export const copiedSince = (before: Answer | undefined, now: Answer | undefined): boolean =>
  now !== undefined && now.stdout !== (before?.stdout ?? '') && /^BACKUP METHOD: streamed$/m.test(now.stdout)
