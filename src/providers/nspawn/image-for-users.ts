import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { assertRoom } from '../../host/disk.ts'
import { must } from '../../host/run.ts'
import { withLock } from '../../instance/lock.ts'
import type { Progress } from '../provider.ts'
import { imagesFolder } from './image.ts'
import { moveOwners } from './move-owners.ts'

/** Bytes */
const imageSize = 1_000_000_000

/** The image for machines whose users begin at an id of their own: the image itself for those that share the host's. */
export const imageForUsers = (image: string, firstUid: number | undefined): string =>
  firstUid === undefined ? image : join(imagesFolder(), `${basename(image)}-users-${firstUid}`)

/** An access list names users of the host's range, which nobody could change; the machine writes it anew at its start. */
function forgetAcls(folder: string): void {
  if (!existsSync(folder)) return
  const { uid, gid, mode } = statSync(folder)
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
  chownSync(folder, uid, gid)
  chmodSync(folder, mode & 0o7777)
}

/**
 * Copies an image for users of another range. Every file belongs to somebody, so one copy is needed; all machines of
 * that range share it.
 */
export async function copyForUsers(image: string, firstUid: number, progress: Progress): Promise<void> {
  const wanted = imageForUsers(image, firstUid)
  if (existsSync(wanted)) return
  await withLock('the base image', async () => {
    if (existsSync(wanted)) return
    mkdirSync(imagesFolder(), { recursive: true, mode: 0o755 })
    assertRoom(imagesFolder(), imageSize, { en: 'copying the base image', ru: 'копия базового образа' })
    const part = `${wanted}.part`
    rmSync(part, { recursive: true, force: true })
    try {
      progress(basename(wanted))
      await must('cp', ['-a', '--reflink=auto', image, part], { limit: 600_000 })
      forgetAcls(join(part, 'var/log/journal'))
      moveOwners(part, firstUid)
      renameSync(part, wanted)
    } catch (trouble) {
      rmSync(part, { recursive: true, force: true })
      throw trouble
    }
  })
}
