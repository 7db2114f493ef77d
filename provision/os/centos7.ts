import type { Refusal } from '../../src/compile/system.ts'

/** End of life: wiki.centos.org/About/Product. PGDG's repositories for it went with pgdg-redhat 42.0-47 (2024-12-18). */
const centos7: Refusal = {
  title: 'CentOS 7',
  refused: {
    en: 'CentOS 7 is not offered: it reached its end of life on 30 June 2024, its mirrors are switched off, and PGDG has removed its packages for it. Take rocky9.',
    ru: 'CentOS 7 не поддерживается: её срок жизни кончился 30 июня 2024 года, зеркала отключены, а PGDG удалила для неё пакеты. Возьмите rocky9.',
  },
}

export default centos7
