import { rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assertRoom } from '../../host/disk.ts'
import type { Steps } from '../../lifecycle/up.ts'
import type { BundleRequest } from '../bundle.ts'
import { counting } from '../progress.ts'
import { fetchBox } from './fetch-box.ts'
import { makeBox } from './make-box.ts'
import { type PackedBox, packedBox } from './packed-box.ts'

/** The box that is wanted in the bundle, as a file of this computer, looked through and with its checksum. */
export async function takeBox(
  request: BundleRequest,
  steps: Steps,
  signal: AbortSignal,
): Promise<PackedBox | undefined> {
  const { lab, os, place } = request
  const file = await fileOf(request, steps, signal)
  if (file === undefined) return undefined
  const box = await steps.step('box', (tell) => packedBox(file, lab.id, os, counting(undefined, tell), signal))
  assertRoom(dirname(place.path), box.size, { en: 'the bundle with its box', ru: 'комплект с образом' })
  return box
}

async function fileOf(request: BundleRequest, steps: Steps, signal: AbortSignal): Promise<string | undefined> {
  const { lab, os, known, box } = request
  if (box === undefined) return undefined
  if (box === true) return steps.step('make-box', (tell) => makeBox(lab, os, known, tell, signal))
  if (!isAddress(box)) return resolve(box.startsWith('file://') ? fileURLToPath(box) : box)
  const file = downloadOf(request)
  await steps.step('download', (tell) => fetchBox(box, file, counting(undefined, tell), signal))
  return file
}

/** Removes what was downloaded, once it is in the bundle or nothing came of it. */
export function dropDownload(request: BundleRequest): void {
  if (typeof request.box === 'string' && isAddress(request.box)) rmSync(downloadOf(request), { force: true })
}

const isAddress = (box: string): boolean => /^https?:\/\//i.test(box)

/** Where a box is kept until it is in the bundle: there is the room that it needs. */
const downloadOf = ({ place }: BundleRequest): string => `${place.path}.box.part`
