import { z } from 'zod'

/** A name of a database, role or table as it may stand in shell lines and in SQL without quotes. */
export const sqlName = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/)
