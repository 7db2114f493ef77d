import { totalmem } from 'node:os'
import { type BoxChoice, boxAddresses } from '../compile/box.ts'
import type { System } from '../compile/system.ts'
import type { Lab } from '../lab/lab.ts'
import { memoryConcern, networkConcern } from '../providers/vagrant/concerns.ts'
import { say } from '../words/say.ts'
import { silentAddresses } from './box-choice.ts'

/** What whoever builds a lab for virtual machines had better know before the first of them is made. */
export async function buildWarnings(lab: Lab, system: System, box: BoxChoice): Promise<string[]> {
  const concerns = [memoryConcern(lab, Math.floor(totalmem() / 1048576)), networkConcern(lab)]
  const silent = await silentAddresses(chosenAddresses(system, box))
  return [
    ...(system.caveat ? [say(system.caveat)] : []),
    ...concerns.flatMap((concern) => (concern ? [say(concern.text, concern.params)] : [])),
    ...silent.map((url) =>
      say(
        {
          en: 'Nothing answers at {url}. Check the address, or start that server before the first vagrant up.',
          ru: 'По адресу {url} никто не отвечает. Проверьте адрес или запустите этот сервер до первого vagrant up.',
        },
        { url },
      ),
    ),
  ]
}

/** Only addresses that somebody typed: those of the systems are asked by the Vagrantfile when a box is needed. */
function chosenAddresses({ box }: System, choice: BoxChoice): string[] {
  if (choice.urls) return [...choice.urls]
  const own = new Set(Object.values(box.urls).flat())
  return [...new Set(Object.values(boxAddresses(box, choice)).flat())].filter((url) => !own.has(url))
}
