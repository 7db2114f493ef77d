import type { System } from '../../src/compile/system.ts'
import rocky9 from './rocky9.ts'

/** AlmaLinux 9: rebuilt from the same sources as Rocky Linux 9, so it takes the same packages, paths and units. */
const almalinux9: System = {
  ...rocky9,
  title: 'AlmaLinux 9',
  caveat: {
    en: 'AlmaLinux 9 gets the scripts of Rocky Linux 9 unchanged. Nobody tries them there; where they fail, take rocky9.',
    ru: 'AlmaLinux 9 получает скрипты Rocky Linux 9 без изменений. На ней самой их никто не проверяет; если что-то не работает, возьмите rocky9.',
  },
  // AlmaLinux publishes its boxes in Vagrant's registry alone (cloud-images#363 announces a place of its own).
  box: { name: 'bento/almalinux-9', version: '202508.03.0', urls: {} },
}

export default almalinux9
