import { join } from 'node:path'
import { home } from '../instance/home.ts'

/** Where everything is kept that belongs to a class: results, host keys, the run that goes on. */
export const classFolder = (name: string): string => join(home(), 'classes', name)
