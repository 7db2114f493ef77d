import type { System } from '../../src/compile/system.ts'
import rocky9 from './rocky9.ts'

const images = 'https://cloud.centos.org/centos/9-stream/x86_64/images'

/** CentOS Stream 9: what the next minor release of the others is made from. PGDG does not name it as supported. */
const centosStream9: System = {
  ...rocky9,
  title: 'CentOS Stream 9',
  caveat: {
    en: 'CentOS Stream 9 runs ahead of Rocky Linux 9, and PGDG does not promise that its packages install there. Where they do not, take rocky9.',
    ru: 'CentOS Stream 9 опережает Rocky Linux 9, и PGDG не обещает, что её пакеты туда установятся. Если не установились, возьмите rocky9.',
  },
  box: {
    name: 'bento/centos-stream-9',
    urls: {
      virtualbox: [`${images}/CentOS-Stream-Vagrant-9-latest.x86_64.vagrant-virtualbox.box`],
      libvirt: [`${images}/CentOS-Stream-Vagrant-9-latest.x86_64.vagrant-libvirt.box`],
    },
  },
}

export default centosStream9
