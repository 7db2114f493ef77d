import { instanceNames } from '../../instance/store.ts'
import type { Examination } from '../finding.ts'

const instances: Examination = {
  concerns: () => true,
  look: () => ({
    id: 'instances',
    verdict: 'fine',
    found: {
      en: 'labs on this computer: {n, plural, =0 {none yet} other {{names}}}',
      ru: 'лаборатории на этом компьютере: {n, plural, =0 {пока нет} other {{names}}}',
    },
    params: { n: instanceNames().length, names: instanceNames().join(', ') },
  }),
}

export default instances
