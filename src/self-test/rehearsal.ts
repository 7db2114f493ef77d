import { join } from 'node:path'
import { home } from '../instance/home.ts'

/** Where the box of the EL9 rehearsal lies; test/rehearsal/el9/image.ts makes it. */
export const rehearsalImage = (): string => join(home(), 'images', 'rocky9-rehearsal')
