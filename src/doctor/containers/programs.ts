import { programs as ofContainers } from '../../providers/nspawn/programs.ts'
import { type Examination, onContainers } from '../finding.ts'

/** Programs and the Debian packages they come in. */
const packages: Record<string, string> = { ...ofContainers, socat: 'socat', ssh: 'openssh-client' }

const programs: Examination = {
  concerns: onContainers,
  look({ host }) {
    const missing = host.missing(Object.keys(packages))
    return {
      id: 'programs',
      verdict: missing.length === 0 ? 'fine' : 'broken',
      found: {
        en: 'programs: {n, plural, =0 {all there} other {missing {missing}}}',
        ru: 'программы: {n, plural, =0 {все на месте} other {не хватает {missing}}}',
      },
      advice: {
        en: 'The first ./pglab up installs them; by hand: apt-get install {packages}',
        ru: 'Их установит первый ./pglab up; вручную: apt-get install {packages}',
      },
      params: {
        n: missing.length,
        missing: missing.join(', '),
        packages: [...new Set(missing.map((name) => packages[name] ?? name))].join(' '),
      },
    }
  },
}

export default programs
