import { say } from '../../words/say.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Lets Ctrl-C end a long work where it is whole: the work hears of it and stops by itself. */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const onSignal = () => {
    console.error(say(finishing))
    controller.abort()
  }
  for (const name of signals) process.on(name, onSignal)
  try {
    return await work(controller.signal)
  } finally {
    for (const name of signals) process.off(name, onSignal)
  }
}

const finishing = {
  en: 'Interrupted: what has begun is being finished, a few seconds; nothing further is begun.',
  ru: 'Прервано: начатое будет закончено, это несколько секунд; ничего нового не начинается.',
}
