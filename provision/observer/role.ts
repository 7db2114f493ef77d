import type { Role } from '../../src/compile/role.ts'
import { readEvidence } from './read-evidence.ts'

const observer: Role = {
  summary: {
    en: 'observer: a ledger of acknowledged rows and a record of every change of cluster state',
    ru: 'наблюдатель: журнал подтверждённых строк и запись каждого изменения состояния кластера',
  },
  needs: ['member', 'haproxy'],
  packages: { debian: () => ['python3', 'python3-psycopg2'], el: () => ['python3', 'python3-psycopg2'] },
  values: ({ having }) => ({ entry: having('haproxy')[0] }),
  health: [
    {
      id: 'ledger',
      text: { en: 'the ledger writes, and its rows are acknowledged', ru: 'журнал пишет, и его строки подтверждаются' },
      unit: () => 'pglab-ledger.service',
      run: 'pglab-evidence --writing',
    },
    {
      id: 'recorder',
      text: { en: 'the recorder sees who leads', ru: 'регистратор видит, кто лидер' },
      unit: () => 'pglab-recorder.service',
      run: 'pglab-evidence --watching',
    },
  ],
  status: {
    run: 'pglab-evidence --last-change',
    read: readEvidence,
  },
}

export default observer
