import type { Examination } from '../finding.ts'

const system: Examination = {
  concerns: () => true,
  look: ({ host, provider }) => ({
    id: 'system',
    verdict: provider === 'nspawn' && host.platform !== 'linux' ? 'broken' : 'fine',
    found: { en: 'system: {platform}; provider: {provider}', ru: 'система: {platform}; провайдер: {provider}' },
    advice: {
      en: 'Containers need Linux. Here labs run as virtual machines: ./pglab up --provider vagrant',
      ru: 'Контейнерам нужен Linux. Здесь лаборатории работают на виртуальных машинах: ./pglab up --provider vagrant',
    },
    params: { platform: host.platform, provider },
  }),
}

export default system
