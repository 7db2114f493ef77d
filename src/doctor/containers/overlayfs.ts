import { type Examination, onContainers } from '../finding.ts'

const overlayfs: Examination = {
  concerns: onContainers,
  async look({ host }) {
    // The module may be there and not loaded yet; mounting loads it.
    const there =
      host.read('/proc/filesystems')?.includes('overlay') === true ||
      (await host.run('modprobe', ['-n', 'overlay']))?.code === 0
    return {
      id: 'overlayfs',
      verdict: there ? 'fine' : 'broken',
      found: {
        en: 'overlayfs in the kernel: {there, select, yes {yes} other {no}}',
        ru: 'overlayfs в ядре: {there, select, yes {есть} other {нет}}',
      },
      advice: {
        en: 'The disks of the machines are overlays. Use another kernel, or --provider vagrant.',
        ru: 'Диски машин собираются через overlayfs. Возьмите другое ядро или --provider vagrant.',
      },
      params: { there: there ? 'yes' : 'no' },
    }
  },
}

export default overlayfs
