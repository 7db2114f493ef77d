import { type Examination, onContainers } from '../finding.ts'

const rights: Examination = {
  concerns: onContainers,
  look: ({ host }) => ({
    id: 'root',
    verdict: host.isRoot || host.missing(['sudo']).length === 0 ? 'fine' : 'broken',
    found: { en: 'rights: {who}', ru: 'права: {who}' },
    advice: {
      en: 'Containers need root and there is no sudo. Run pglab as root.',
      ru: 'Контейнерам нужны права root, а sudo нет. Запускайте pglab от имени root.',
    },
    params: { who: host.isRoot ? 'root' : 'sudo' },
  }),
}

export default rights
