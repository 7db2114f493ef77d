import { atLeast } from '../../host/version.ts'
import { vagrantFor } from '../../providers/vagrant/versions.ts'
import { type Examination, onVirtualBox } from '../finding.ts'
import { vagrantVersion, virtualBoxVersion } from '../tools.ts'

/** The first series of VirtualBox that Vagrant's CHANGELOG says nothing of. */
const unknownSeries = '7.3'

const versions: Examination = {
  concerns: onVirtualBox,
  async look({ host }) {
    const [vagrant, virtualBox] = await Promise.all([vagrantVersion(host), virtualBoxVersion(host)])
    if (!vagrant || !virtualBox) return undefined
    const needed = vagrantFor(virtualBox)
    const unknown = atLeast(virtualBox, unknownSeries)
    const fits = atLeast(vagrant, needed)
    return {
      id: 'versions',
      verdict: fits ? (unknown ? 'poor' : 'fine') : 'broken',
      found: {
        en: 'Vagrant {vagrant} {fits, select, yes {drives} other {does not know}} VirtualBox {virtualBox}',
        ru: 'Vagrant {vagrant} {fits, select, yes {работает} other {не умеет работать}} с VirtualBox {virtualBox}',
      },
      advice: fits
        ? {
            en: 'This VirtualBox is newer than any this kit knows. If Vagrant refuses it, install VirtualBox 7.2 or a newer Vagrant: {page}',
            ru: 'Этот VirtualBox новее всех, что известны pglab. Если Vagrant откажется с ним работать, поставьте VirtualBox 7.2 или более новый Vagrant: {page}',
          }
        : {
            en: 'Vagrant refuses a VirtualBox newer than itself. Install Vagrant {needed} or newer ({page}), or an older VirtualBox.',
            ru: 'Vagrant отказывается от VirtualBox новее себя. Поставьте Vagrant {needed} или новее ({page}) либо более старый VirtualBox.',
          },
      params: {
        vagrant,
        virtualBox,
        needed,
        fits: fits && !unknown ? 'yes' : 'no',
        page: 'https://developer.hashicorp.com/vagrant/install',
      },
    }
  },
}

export default versions
